"""Pictures: well-formed, safe for a strict policy, true to the results, the same every time."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

import pytest
from tests.documents.scorecards.rounds import LONG_NAME, edges, member, members, result

from tcvm.documents import pictures
from tcvm.documents.pictures import (
    PAGE,
    PRINT,
    Dot,
    DotScale,
    Picture,
    ScaleClass,
    Slope,
    SlopeLine,
    results,
)
from tcvm.documents.pictures.canvas import text_width
from tcvm.domain.scoring.match import FoundBy
from tcvm.domain.scoring.score import Member
from tcvm.domain.text import Text

SVG = "{http://www.w3.org/2000/svg}"
TITLE = Text("Các thành viên trên thang điểm", "Members on the point scale")
ROUND = result([*members(14), *edges()])
CARDS = [one.card for one in ROUND.members]


def bullets() -> list[pictures.Bullet]:
    return [
        results.bullet(ROUND.rules, score, card.groups) for card in CARDS for score in card.scores
    ]


def strips() -> list[pictures.Strip]:
    return [
        results.strip(ROUND, score, card.groups, place)
        for card in CARDS[:16]
        for score in card.scores
        for place in results.peer_places(ROUND, card)
    ]


def slope(count: int = 30) -> Slope:
    lines = [
        SlopeLine(f"Quỹ {place}", Decimal(20 + place % 7), Decimal(20 + place % 5), place == 3)
        for place in range(count)
    ]
    return Slope(Text("Điểm", "Points"), None, "2015", "2016", tuple(lines))


def all_pictures() -> list[Picture]:
    near = [SimpleNamespace(near_boundary=place % 3 == 0) for place in range(len(CARDS))]
    scale = results.dot_scale(ROUND, TITLE, near, LONG_NAME)  # type: ignore[arg-type]
    return [*bullets()[:60], *strips()[:60], scale, slope(), slope(0)]


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_picture_is_well_formed_named_and_without_inline_style(locale: str) -> None:
    for picture in all_pictures():
        for palette in (PAGE, PRINT):
            markup = pictures.svg(picture, locale, palette=palette)
            root = ET.fromstring(markup)
            assert root.get("role") == "img"
            assert root[0].tag == f"{SVG}title"
            assert root[0].text == pictures.title(picture, locale)
            assert root[1].tag == f"{SVG}desc"
            assert root[1].text == pictures.description(picture, locale)
            assert not re.search(r"\sstyle=|<style|<script|\son\w+=|href", markup)


def test_a_picture_on_paper_knows_no_custom_properties() -> None:
    for picture in all_pictures():
        printed = pictures.svg(picture, "vi", palette=PRINT)
        assert "var(" not in printed
        assert "currentColor" not in printed
        assert "var(--picture-" in pictures.svg(picture, "vi")


def test_the_same_picture_is_the_same_bytes() -> None:
    again = result([*members(14), *edges()])
    for one, other in zip(ROUND.members, again.members, strict=True):
        for score, same in zip(one.card.scores, other.card.scores, strict=True):
            first = results.bullet(ROUND.rules, score, one.card.groups)
            second = results.bullet(again.rules, same, other.card.groups)
            assert pictures.svg(first, "vi") == pictures.svg(second, "vi")


@pytest.mark.parametrize("width", [180, 360, 720])
def test_text_and_shapes_stay_inside_the_picture(width: int) -> None:
    for picture in all_pictures():
        root = ET.fromstring(pictures.svg(picture, "vi", width=width))
        height = float(root.get("height", ""))
        assert root.get("width") == str(width)
        for text in root.iter(f"{SVG}text"):
            size, x = float(text.get("font-size", "")), float(text.get("x", ""))
            drawn = text_width(text.text or "", size, bold=text.get("font-weight") == "700")
            left = {"middle": x - drawn / 2, "end": x - drawn}.get(
                text.get("text-anchor", "start"), x
            )
            assert left > -2, text.text
            assert left + drawn < width + 2, text.text
            assert 0 < float(text.get("y", "")) <= height
        for dot in root.iter(f"{SVG}circle"):
            assert float(dot.get("cx", "")) + float(dot.get("r", "")) <= width


def test_the_lit_cell_is_the_one_that_scored() -> None:
    for card in CARDS:
        for score in card.scores:
            picture = results.bullet(ROUND.rules, score, card.groups)
            if score.match is None:
                assert picture.lit is None
                assert picture.position is None
                continue
            assert picture.lit is not None
            assert picture.position is not None
            lit = picture.cells[picture.lit]
            assert lit.gives == str(score.match.points)
            assert score.match.found_by is FoundBy.FLOOR or lit.printed == score.match.band
            if score.match.found_by is FoundBy.FLOOR:
                assert picture.position == 0
            else:
                assert picture.lit < picture.position < picture.lit + 1


def test_the_marker_moves_right_as_the_value_gets_better() -> None:
    loans = 1_000_000 * 22720
    base = {"gross_loan_portfolio": loans, "average_gross_loan_portfolio": loans}
    arrears = [
        member(f"{tenths}", 7, overdue_1_30=loans * tenths // 1000, **base) for tenths in range(151)
    ]
    positions = [
        results.bullet(ROUND.rules, score, one.card.groups).position
        for one in result(arrears).members
        for score in one.card.scores
        if score.column == "par"
    ]
    assert None not in positions
    assert positions == sorted(positions, reverse=True)
    borrowers = [member(f"{count}", 7, active_borrowers=count) for count in range(0, 60_000, 250)]
    positions = [
        results.bullet(ROUND.rules, score, one.card.groups).position
        for one in result(borrowers).members
        for score in one.card.scores
        if score.column == "active_borrowers"
    ]
    assert positions == sorted(positions)


def test_a_match_that_is_not_printed_is_framed() -> None:
    for picture in bullets():
        dashed = "stroke-dasharray" in pictures.svg(picture, "vi")
        assert dashed == (picture.found_by not in (None, FoundBy.PRINTED))


def test_a_bullet_says_which_step_found_the_points() -> None:
    said = {picture.found_by: pictures.description(picture, "en") for picture in bullets()}
    assert "in the cell" in said[FoundBy.PRINTED]
    assert "once rounded" in said[FoundBy.ROUNDED]
    assert "as corrected" in said[FoundBy.CORRECTED]
    assert "on the floor" in said[FoundBy.FLOOR]
    assert "figure is missing" in said[None]


def test_the_table_of_a_bullet_marks_the_matched_cell() -> None:
    picture = next(one for one in bullets() if one.lit == 2)
    table = pictures.table(picture, "en")
    assert [row[0] for row in table.rows] == ["6", "5", "4", "3", "2", "1"]
    assert [bool(row[2]) for row in table.rows] == [False, False, False, True, False, False]


def small_group(count: int) -> list[pictures.Strip]:
    rated = result([member(f"Quỹ {n}", n, active_borrowers=1000 + n) for n in range(count)])
    card = rated.members[0].card
    place = results.peer_places(rated, card)[0]
    assert place.members == count
    own = [results.strip(rated, score, card.groups, place) for score in card.scores]
    return [*own, results.points_strip(rated, card, place, Text("Điểm", "Points"))]


@pytest.mark.parametrize("count", [1, 2])
def test_a_group_too_small_shows_no_figure_of_others(count: int) -> None:
    for picture in small_group(count):
        texts = [
            pictures.svg(picture, "en"),
            pictures.description(picture, "en"),
            *(cell for row in pictures.table(picture, "en").rows[1:4] for cell in row[1:]),
        ]
        assert picture.rank is None
        assert "<rect" not in texts[0]
        assert f"{count} in the group: at least 3 needed" in texts[1]
        assert texts[2:] == ["", "", ""]


@pytest.mark.parametrize("count", [3, 4])
def test_a_group_of_three_or_four_shows_the_median_without_quartiles(count: int) -> None:
    for picture in small_group(count):
        assert "<rect" not in pictures.svg(picture, "en")
        assert "median" in pictures.description(picture, "en")
        assert "quartile" not in pictures.description(picture, "en")
        assert f"rank {picture.rank} of {count}" in pictures.description(picture, "en")


def test_a_group_of_five_shows_quartiles() -> None:
    for picture in small_group(5):
        assert "<rect" in pictures.svg(picture, "en")
        assert "lower quartile" in pictures.description(picture, "en")


def test_better_stands_to_the_right_of_worse_in_a_strip() -> None:
    for picture in strips():
        found = picture.statistics
        if picture.value is None or found.median is None or picture.value == found.median:
            continue
        root = ET.fromstring(pictures.svg(picture, "en"))
        mark = next(root.iter(f"{SVG}polygon")).get("points", "").split()[0].partition(",")[0]
        median = [line for line in root.iter(f"{SVG}line") if line.get("stroke-width") == "2"]
        better = (picture.value > found.median) == picture.higher_is_better
        assert (float(mark) > float(median[0].get("x1", ""))) == better


def test_every_rated_member_is_a_dot_of_its_own() -> None:
    rated = [card for card in CARDS if card.points is not None]
    scale = results.dot_scale(ROUND, TITLE)
    root = ET.fromstring(pictures.svg(scale, "vi"))
    dots = [
        (float(dot.get("cx", "")), float(dot.get("cy", "")), float(dot.get("r", "")))
        for dot in root.iter(f"{SVG}circle")
    ]
    assert len(dots) == len(rated)
    assert {dot[0].text for dot in root.iter(f"{SVG}circle")} == {c.member.name for c in rated}
    for place, (x, y, radius) in enumerate(dots):
        for other_x, other_y, other_radius in dots[place + 1 :]:
            apart = ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5
            assert apart >= radius + other_radius - 0.02


def test_texts_on_the_point_scale_do_not_cover_each_other() -> None:
    crowd = tuple(Dot(f"Quỹ xã hội số {n}", 30 + n % 3, n % 2 == 0, n == 4) for n in range(90))
    classes = (ScaleClass("A", 40, 54), ScaleClass("B", 30, 39), ScaleClass("C", 9, 29))
    root = ET.fromstring(pictures.svg(DotScale(TITLE, classes, crowd), "vi"))
    boxes = []
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", ""))
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        width = text_width(text.text or "", size, bold=text.get("font-weight") == "700")
        start = x - width if text.get("text-anchor") == "end" else x
        boxes.append((start, y - 0.75 * size, start + width, y, text.text))
    for place, (left, top, right, bottom, _) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            overlap = left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            assert not overlap, (boxes[place], other)


def test_a_member_is_shown_in_a_group_large_enough_to_be_shown() -> None:
    alone = member("Lớn", 1, active_borrowers=50_000)
    others = [member(f"Quỹ {n}", 1, active_borrowers=1000 + n) for n in range(3)]
    rated = result([alone, *others])
    place = results.shown_place(rated, rated.members[0].card)
    assert place is not None
    assert (place.axis.code, place.members) == ("legal_form", 4)
    rated = result([alone])
    place = results.shown_place(rated, rated.members[0].card)
    assert place is not None
    assert (place.axis.code, place.members) == ("outreach", 1)
    assert results.shown_place(rated, result([Member("Không", figures={})]).members[0].card) is None


def test_an_empty_point_scale_is_drawn_and_said() -> None:
    scale = DotScale(TITLE, results.scale_classes(ROUND.rules.scheme), ())
    assert "<circle" not in pictures.svg(scale, "vi")
    assert pictures.description(scale, "vi") == "Chưa có thành viên nào được xếp loại."
    assert pictures.table(scale, "vi").rows == ()


def test_the_classes_of_the_scale_are_those_of_the_scheme() -> None:
    assert results.scale_classes(ROUND.rules.scheme) == (
        ScaleClass("A", 40, 54),
        ScaleClass("B", 30, 39),
        ScaleClass("C", 20, 29),
        ScaleClass("D", 9, 19),
    )


def test_names_are_inert_in_a_picture() -> None:
    name = "<script>alert(1)</script>&\"'\x00\u202e"
    scale = DotScale(TITLE, (ScaleClass("A", 1, 9),), (Dot(name, 5, True, True),))
    root = ET.fromstring(pictures.svg(scale, "vi", width=720))
    assert [element.tag for element in root.iter() if "script" in element.tag] == []
    assert any("<script>alert(1)</script>&\"'" in (t.text or "") for t in root.iter(f"{SVG}text"))


def test_labels_of_a_slope_keep_apart() -> None:
    root = ET.fromstring(pictures.svg(slope(), "en"))
    for anchor in (None, "end"):
        places = sorted(
            float(text.get("y", ""))
            for text in root.iter(f"{SVG}text")
            if text.get("text-anchor") == anchor
        )
        assert all(b - a >= 12.9 for a, b in pairwise(places[1:]))
    assert pictures.description(slope(), "en") == (
        "Members that rose: 10, fell: 15, did not change: 5."
    )
