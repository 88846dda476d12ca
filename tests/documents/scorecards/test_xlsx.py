"""The workbook: what it holds, what its formulas come to, and what users cannot smuggle into it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.documents.scorecards.headings import HEADING
from tests.documents.scorecards.rounds import LONG_NAME, edges, figures, member, members, result

from tcvm.analytics.firmness import Redraws
from tcvm.documents import catalogue
from tcvm.documents.scorecards.workbook.book import harmless
from tcvm.documents.scorecards.workbook.formulas import (
    averaged_figures,
    excel,
    plain_figures,
)
from tcvm.documents.scorecards.xlsx import render_xlsx
from tcvm.domain.indicators.evaluate import evaluator
from tcvm.domain.indicators.formula import Average, Figure, parse
from tcvm.domain.scoring.interval import parse_band
from tcvm.domain.scoring.round import RoundResult, rate_round
from tcvm.domain.scoring.scheme import Band, Category
from tcvm.domain.scoring.score import Member, Rules, Score, Status

SHEETS = {"vi": ["Tổng hợp", "Số liệu", "Phiếu điểm", "Thang điểm"]}
SHEETS["en"] = ["Summary", "Figures", "Scorecards", "Scheme"]


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def formulas(content: bytes) -> list[str]:
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                found += re.findall(r"<f>(.*?)</f>", archive.read(name).decode())
    return found


def summary(content: bytes, locale: str = "vi") -> dict[str, dict[str, Any]]:
    """The rows of the first sheet by member, its cells by head."""
    rows = sheets(content)[SHEETS[locale][0]]
    first = {"vi": "Thành viên", "en": "Member"}[locale]
    start = next(place for place, row in enumerate(rows) if row[0] == first)
    head = rows[start]
    return {str(row[0]): dict(zip(head, row, strict=True)) for row in rows[start + 1 :]}


def assert_holds(content: bytes, rated: RoundResult) -> None:
    """The summary says what the round says: points of every indicator, sum, class and fee."""
    rows = summary(content)
    assert len(rows) == len(rated.members)
    for one in rated.members:
        card = one.card
        row = rows[card.member.name]
        assert row["Điểm"] == ("" if card.points is None else card.points), card.member.name
        assert row["Loại"] == ("" if card.grade is None else card.grade.code)
        assert row["Phí (đồng)"] == ("" if card.fee_vnd is None else card.fee_vnd)
        for score in card.scores:
            name = rated.rules.scheme.column(score.column).name.vi
            expected = "" if score.match is None else score.match.points
            assert row[name] == expected, (card.member.name, name, score.value)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_workbook_has_its_four_sheets_in_the_language(locale: str) -> None:
    content = render_xlsx(result(members(4)), HEADING, locale=locale)
    assert list(sheets(content)) == SHEETS[locale]


def test_the_values_written_beside_the_formulas_are_those_of_the_round() -> None:
    rated = result([*members(12), *edges()])
    assert_holds(render_xlsx(rated, HEADING), rated)


def test_points_classes_fees_and_values_are_formulas() -> None:
    rated = result(members(6))
    found = formulas(render_xlsx(rated, HEADING))
    scored = sum(len(one.card.scores) for one in rated.members)
    # Value, piece, points, found by and cell of every score, and its points in the summary; sum
    # and class of every scored member, and everyone's fee.
    assert len(found) == 6 * scored + 2 * scored // 9 + len(rated.members)
    assert sum("SUMPRODUCT" in formula for formula in found) == scored


def test_the_figures_sheet_holds_what_was_reported_and_nothing_for_what_was_not() -> None:
    rated = result(members(3))
    rows = sheets(render_xlsx(rated, HEADING))["Số liệu"]
    codes = [str(cell) for cell in rows[1]]
    for one, row in zip(rated.members, rows[2:], strict=True):
        told = dict(zip(codes, row, strict=True))
        assert told.pop("member") == one.card.member.name
        assert told.pop("category") == one.card.member.category
        assert told.pop("legal_form") == one.card.member.legal_form
        reported = {code: value for code, value in told.items() if value != ""}
        assert reported == dict(one.card.member.figures)
    assert "Dư nợ quá hạn 1–30 ngày" in rows[0]
    assert "Tổng tài sản đầu năm" in rows[0]


def test_month_ends_stand_in_columns_of_their_own() -> None:
    ends = tuple(range(1_000_000, 1_000_013))
    rated = result([member("Quỹ", 3, month_ends_gross_loan_portfolio=ends)])
    rows = sheets(render_xlsx(rated, HEADING))["Số liệu"]
    told = dict(zip(rows[1], rows[2], strict=True))
    assert [told[f"month_ends_gross_loan_portfolio_{n}"] for n in range(13)] == list(ends)
    assert any("AVERAGE(" in formula for formula in formulas(render_xlsx(rated, HEADING)))


def test_the_scheme_sheet_holds_bands_corrections_readings_and_pieces() -> None:
    rated = result(members(2))
    scheme = rated.rules.scheme
    rows = sheets(render_xlsx(rated, HEADING, locale="en"))["Scheme"]
    texts = {str(cell).replace("\u00a0", " ") for row in rows for cell in row}
    for column in scheme.columns:
        assert {band.printed for band in column.bands} <= texts
        assert {one.read_as for one in column.corrections} <= texts
        assert {one.reason.en for one in column.corrections} <= texts
    assert {reading.reason.en for reading in scheme.readings} <= texts
    assert scheme.resolution.en in texts
    pieces = sum(len(scale.pieces) for scale in rated.rules.scales.values())
    start = next(n for n, row in enumerate(rows) if "Includes its first value (1 = yes)" in row)
    assert len([row for row in rows[start + 1 :] if row[0]]) == pieces


def test_redraws_stand_in_the_summary_only_where_there_are_some() -> None:
    rated = result([member("Gần", 3), member("Xa", 4)])
    near = Redraws({"A": 1.0}, 1, 2, 1, 2, 0.834, True, 10, 1, 0.02, 0.01)
    rows = summary(render_xlsx(rated, HEADING, [near, None]))
    assert rows["Gần"]["Giữ loại khi mô phỏng"] == pytest.approx(0.834)
    assert rows["Gần"]["Sát ranh giới loại"] == "sát ranh giới"
    assert rows["Xa"]["Giữ loại khi mô phỏng"] == ""
    assert "Giữ loại khi mô phỏng" not in summary(render_xlsx(rated, HEADING))["Xa"]


def test_incomplete_members_name_what_is_missing() -> None:
    row = summary(render_xlsx(result(members(2)), HEADING))["Quỹ thiếu số liệu"]
    assert row["Tình trạng"] == "Chưa đủ số liệu"
    assert row["Số liệu còn thiếu"] == "Tổng số dư tiết kiệm, Tổng tài sản đầu năm"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n="])
def test_names_never_become_formulas(start: str) -> None:
    name = f'{start}HYPERLINK("http://example.org","bấm")'
    content = render_xlsx(result([member(name, 3, active_borrowers=5)]), HEADING)
    for text in sheets(content)["Số liệu"][2][:1]:
        assert not str(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert "HYPERLINK" in str(text)
    assert not any("HYPERLINK" in formula for formula in formulas(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any("hyperlink" in archive.read(one).decode() for one in archive.namelist())


def test_harmless_text_stays_as_it_is() -> None:
    assert harmless("Quỹ – Đông Triều (1)") == "Quỹ – Đông Triều (1)"
    assert harmless("-5") == "'-5"
    assert harmless("\t=1") == "' =1"
    assert len(harmless("=" + "x" * 40_000)) == 32_767


def test_hard_names_and_forms_are_written() -> None:
    odd = [LONG_NAME, "x" * 40_000, "\x00\x1b\ud800\uffff]]>&<", "😀 微型", "'Tổng hợp'!A1"]
    rated = result(
        [Member(name, legal_form=name, figures=figures(n)) for n, name in enumerate(odd)]
    )
    assert len(summary(render_xlsx(rated, HEADING))) == len(odd)


def test_the_same_round_is_the_same_bytes() -> None:
    assert render_xlsx(result(members(5)), HEADING) == render_xlsx(result(members(5)), HEADING)


def test_a_round_of_nobody_and_one_of_nobody_rated() -> None:
    assert summary(render_xlsx(result([]), HEADING)) == {}
    only = [one for one in members(1) if one.category is not Category.OFFICIAL]
    assert_holds(render_xlsx(result(only), HEADING), result(only))


# The formula tree as a spreadsheet formula


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        ("a / b", "a/b"),
        ("a - (b - c)", "a-(b-c)"),
        ("a - b - c", "a-b-c"),
        ("(a + b) * c", "(a+b)*c"),
        ("a / (b * c)", "a/(b*c)"),
        ("-a - -b", "(-a)-(-b)"),
        ("-(a + b)", "(-(a+b))"),
        ("annualise(a + b) / average(c)", "(a+b)/AVG_c"),
        ("2.5 * a", "2.5*a"),
    ],
)
def test_formulas_keep_their_meaning(source: str, formula: str) -> None:
    def cell(node: Figure | Average) -> str:
        return node.code if isinstance(node, Figure) else f"AVG_{node.figure.code}"

    assert excel(parse(source), cell) == formula


def test_a_part_of_a_year_is_scaled() -> None:
    node = parse("annualise(a + b) / c")
    assert excel(node, lambda one: one.code, months=6) == "(a+b)*12/6/c"  # type: ignore[union-attr]
    node = parse("c / annualise(a)")
    assert excel(node, lambda one: one.code, months=6) == "c/(a*12/6)"  # type: ignore[union-attr]


def test_which_figures_a_formula_takes() -> None:
    node = parse("annualise(a) / (average(b) + b - a * 2)")
    assert plain_figures(node) == ("a", "b")
    assert averaged_figures(node) == ("b",)


LEAVES = st.sampled_from(["a", "b", "c", "2", "0.5"])
TEXTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda text: f"-({text})"),
        inner.map(lambda text: f"annualise({text})"),
    ),
    max_leaves=8,
)


@given(TEXTS, st.sampled_from([3, 12]))
def test_a_formula_comes_to_the_exact_value(text: str, months: int) -> None:
    """Its operators bind in Python as they do in a spreadsheet, so Python can stand in for one."""
    figures = {"a": Fraction(7, 3), "b": Fraction(-5), "c": Fraction(11, 4)}
    node = parse(text)
    exact = evaluator(node, months=months)(figures)
    written = excel(node, lambda one: one.code, months=months)  # type: ignore[union-attr]
    written = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r"Fraction('\1')", written)
    try:
        found = eval(written, {"Fraction": Fraction}, figures)
    except ZeroDivisionError:
        found = None
    assert found == exact


# A spreadsheet calculates it all again


def without_values(content: bytes) -> bytes:
    """The workbook with the value of every formula taken out, so that it must be calculated."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>.*?</v>", rb"\1", data)
            changed.writestr(entry, data)
    return target.getvalue()


def recalculated(content: bytes, folder: Path) -> bytes:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (folder / "in.xlsx").write_bytes(without_values(content))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [*command, str(folder / "out"), str(folder / "in.xlsx")],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return (folder / "out" / "in.xlsx").read_bytes()


def numbered(rated: Iterable[Member]) -> list[Member]:
    return [
        Member(f"{place} {one.name[:20]}", one.category, one.legal_form, one.figures)
        for place, one in enumerate(rated)
    ]


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["vmfwg-2014", "vmfwg-2014-par30"])
def test_libreoffice_comes_to_the_same_points(scheme: str, tmp_path: Path) -> None:
    everyone = numbered([*members(60), *edges()])
    rated = result(everyone, scheme)
    content = render_xlsx(rated, HEADING)
    assert_holds(recalculated(content, tmp_path), rated)


@pytest.mark.soak
def test_libreoffice_takes_the_group_s_own_cells_another_floor_and_half_a_year(
    tmp_path: Path,
) -> None:
    scheme = catalogue.scheme("vmfwg-2014")
    scheme = scheme.reading_with(scheme.reading("floor"), "0")
    scheme = scheme.reading_with(scheme.reading("averages"), "closing")
    cells = [(6, "≥ 400"), (3, "100–399"), (1, "1–99")]
    own = tuple(Band(points, cell, parse_band(cell)) for points, cell in cells)
    columns = tuple(
        replace(one, group_bands={"outreach:small": own}) if one.code == "productivity" else one
        for one in scheme.columns
    )
    rules = Rules(
        replace(scheme, columns=columns),
        catalogue.indicators(),
        exchange_rate=Fraction("22159.5"),
        months=6,
    )
    rated = rate_round(numbered([*members(30), *edges()]), rules)
    assert any(score.match and score.match.points == 0 for score in all_scores(rated))
    assert_holds(recalculated(render_xlsx(rated, HEADING), tmp_path), rated)


def all_scores(rated: RoundResult) -> list[Score]:
    return [score for one in rated.members for score in one.card.scores]


def test_the_values_are_really_taken_out_before_recalculation() -> None:
    rows = summary(without_values(render_xlsx(result(members(3)), HEADING)))
    assert {row["Điểm"] for row in rows.values()} == {""}


@pytest.mark.soak
def test_libreoffice_follows_a_changed_figure(tmp_path: Path) -> None:
    """A member that lacks a figure is calculated as soon as the figure stands in its cell."""
    whole = [member("Quỹ", 5)]
    lacking = [member("Quỹ", 5, savers=None)]
    before = render_xlsx(result(lacking), HEADING)
    assert_holds(recalculated(before, tmp_path), result(lacking))
    assert result(lacking).members[0].card.status is Status.INCOMPLETE
    after = render_xlsx(result(whole), HEADING)
    with (
        zipfile.ZipFile(io.BytesIO(before)) as old,
        zipfile.ZipFile(io.BytesIO(after)) as new,
    ):
        # The formulas of both are the same: only the sheet of figures differs.
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as changed:
            for entry in old.infolist():
                source = new if entry.filename == "xl/worksheets/sheet2.xml" else old
                changed.writestr(entry, source.read(entry.filename))
    folder = tmp_path / "changed"
    folder.mkdir()
    rows = summary(recalculated(target.getvalue(), folder))
    card = result(whole).members[0].card
    assert card.grade is not None
    found = next(iter(rows.values()))
    assert (found["Điểm"], found["Loại"], found["Phí (đồng)"]) == (
        card.points,
        card.grade.code,
        card.fee_vnd,
    )
