"""The round in the terminal: all of it at every width, and inert to what users write."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.documents.scorecards.headings import HEADING
from tests.documents.scorecards.rounds import (
    LONG_NAME,
    WORKED_CASE,
    edges,
    member,
    members,
    result,
)

from tcvm.analytics.firmness import Redraws
from tcvm.documents.scorecards.table import render_table
from tcvm.domain.scoring.score import Member, Status

WIDTHS = [60, 80, 100, 120, 160, 240]


def redraws(*, near: bool) -> Redraws:
    held = 0.834 if near else 1.0
    return Redraws({"A": held}, 40, 44, 1, 3, held, near, 1000, 1, 0.02, 0.01)


def printed(
    rated: Iterable[Member],
    width: int = 120,
    locale: str = "vi",
    drawn: Sequence[Redraws | None] | None = None,
    terminal: bool = False,
) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=terminal)
    render_table(result(rated), HEADING, drawn, locale, console)
    return file.getvalue()


def row(text: str, name: str) -> list[str]:
    """The cells of a member's line, after its name."""
    line = next(line for line in text.splitlines() if line.startswith(name))
    return line.removeprefix(name).split()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_nothing_is_wider_than_the_console_and_no_fee_is_lost(width: int, locale: str) -> None:
    everyone = [*members(20), *edges()]
    drawn = [redraws(near=place % 2 == 0) for place in range(len(everyone))]
    text = printed(everyone, width, locale, drawn)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    for one in result(everyone).members:
        name = one.card.member.name
        if len(name) < 12 and one.card.fee_vnd is not None:
            fee = one.card.fee_vnd if width >= 110 else one.card.fee_vnd // 1000
            shown = f"{fee:,}" if locale == "en" else f"{fee:,}".replace(",", ".")
            assert row(text, f"{name} ")[-1] == shown


@pytest.mark.parametrize("width", WIDTHS)
def test_every_member_stands_with_its_points(width: int) -> None:
    everyone = [member(f"Q{place}", place) for place in range(30)]
    text = printed(everyone, width)
    for one in result(everyone).members:
        cells = row(text, f"{one.card.member.name} ")
        assert one.card.grade is not None
        assert cells[:2] == [one.card.grade.code, str(one.card.points)]
        points = [str(score.match.points) for score in one.card.scores if score.match]
        assert [cell.lstrip("~*_") for cell in cells[2:11]] == points


def test_the_worked_case() -> None:
    text = printed([Member("TYM", figures=WORKED_CASE)], drawn=[redraws(near=False)])
    assert " ".join(row(text, "TYM")) == "A 47 6 6 6 6 6 5 4 4 4 100% 12.000.000"
    assert "vmfwg-2014 2014.1 · Số liệu cuối kỳ ngày 31/12/2016 · Tỷ giá 22.720 VND/USD" in text
    assert "1 thành viên: 1 đã xếp loại (A 1, B 0, C 0, D 0)" in text


def test_members_stand_best_first_and_those_without_a_class_last() -> None:
    text = printed(members(9))
    rated = [one.card for one in result(members(9)).members if one.card.status is Status.RATED]
    expected = [card.points for card in sorted(rated, key=lambda card: -(card.points or 0))]
    table = text.split("───\n")[1].split("Chưa đủ số liệu")[0]
    found = [line.split() for line in table.splitlines()]
    grades = ("A", "B", "C", "D")
    places = [
        next(int(cells[n + 1]) for n, cell in enumerate(cells) if cell in grades)
        for cells in found
        if any(cell in grades for cell in cells)
    ]
    assert places == expected
    assert text.index("Chưa đủ số liệu  ") < text.index("Quỹ thiếu số liệu  ")
    assert text.index("Không xếp loại  ") < text.index("Dự án quan sát  ")


def test_how_points_were_found_is_marked_and_said_only_where_it_occurs() -> None:
    text = printed([member("Quỹ", 3, savers=4700)])
    assert "*3" in row(text, "Quỹ ")
    assert "* chỗ sửa" in text
    assert "_ mức sàn" not in text
    loans = 1_000_000 * 22720
    text = printed([member("Quỹ", 3, gross_loan_portfolio=loans, overdue_1_30=loans // 2)])
    assert "_1" in row(text, "Quỹ ")
    assert "_ mức sàn" in text
    assert "* chỗ sửa" not in text


def test_who_is_near_a_boundary_is_marked() -> None:
    both = [member("Gần", 3), member("Xa", 4)]
    text = printed(both, drawn=[redraws(near=True), redraws(near=False)])
    assert "!" in row(text, "Gần ")
    assert "83%" in row(text, "Gần ")
    assert "!" not in row(text, "Xa ")
    assert "! sát ranh giới loại" in text
    assert "!" not in printed(both)


def test_missing_figures_are_named_and_leave_a_question_mark() -> None:
    text = printed(members(5))
    assert row(text, "Quỹ thiếu số liệu  ").count("?") == 2
    assert "Quỹ thiếu số liệu: Tổng số dư tiết kiệm, Tổng tài sản đầu năm" in text


def test_the_distance_to_the_next_class() -> None:
    text = printed([member(f"Q{place}", place) for place in range(12)], 160, "en")
    for one in result([member(f"Q{place}", place) for place in range(12)]).members:
        assert one.distance is not None
        if one.distance.up is not None:
            up = one.distance.up
            assert f"+{up.points} → {up.grade.code}" in text
    assert "Smallest change" in text
    assert "OER <" in text


def test_groups_too_small_show_no_statistic() -> None:
    text = printed([member(f"Quỹ {n}", n, active_borrowers=100 + n) for n in range(2)])
    assert "Nhỏ" in text
    small = next(line for line in text.splitlines() if line.startswith("  Nhỏ"))
    assert small.split() == ["Nhỏ", "2", "–", "–"]
    text = printed([member(f"Quỹ {n}", n, active_borrowers=100 + n) for n in range(5)])
    small = next(line for line in text.splitlines() if line.startswith("  Nhỏ"))
    assert small.split()[1] == "5"
    assert "–" not in small.split()


def test_medians_of_figures_stand_there_when_there_is_room() -> None:
    everyone = [member(f"Q{n}", n, active_borrowers=1000 + n) for n in range(5)]
    assert "1.002" in printed(everyone, 160)
    assert "1.002" not in printed(everyone, 120)


def test_colour_only_on_a_terminal() -> None:
    assert "\x1b[" not in printed(members(4))
    assert "\x1b[" in printed(members(4), terminal=True)


def test_names_are_plain_text() -> None:
    name = "[bold]X[/bold] :smile: [link=x]\x1b]0;t\x07\x1b[31m\u202e"
    text = printed([member(name, 3)], 200)
    assert "[bold]X[/bold] :smile: [link=x]" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_a_long_name_takes_a_few_lines() -> None:
    text = printed([member(LONG_NAME * 5, 3)], 80)
    assert "…" in text
    assert len(text.splitlines()) < 40


def test_a_round_of_nobody_and_one_without_rated_members() -> None:
    assert "0 thành viên" in printed([])
    only = [one for one in members(1) if one.category != "official"]
    text = printed(only)
    assert "Nhóm đồng đẳng" not in text
    assert "8.000.000" in text
