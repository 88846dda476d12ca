"""The four steps of matching, and that the scale of pieces is the same rule."""

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.indicators.definitions import Direction, Unit
from tcvm.domain.scoring.interval import parse_band
from tcvm.domain.scoring.match import FoundBy, Match, Scale, match
from tcvm.domain.scoring.scheme import Band, Column, Correction
from tests.domain.scoring.small_network import BORROWERS, COST, LATE, LOANS, TEXT, bands

PRINTED, ROUNDED, CORRECTED, FLOOR = FoundBy


@pytest.mark.parametrize(
    ("column", "value", "points", "found_by"),
    [
        (LATE, "0.0096", 3, PRINTED),
        (LATE, "0.01", 2, PRINTED),
        (LATE, "0.0204", 2, ROUNDED),
        (LATE, "0.0205", 1, ROUNDED),
        (LATE, "0.05", 1, PRINTED),
        (LATE, "0.0504", 1, ROUNDED),
        (LATE, "0.0505", 1, FLOOR),
        (LATE, "3", 1, FLOOR),
        (BORROWERS, "449", 2, PRINTED),
        (BORROWERS, "450", 2, CORRECTED),
        (BORROWERS, "499", 2, CORRECTED),
        (BORROWERS, "500", 3, PRINTED),
        (BORROWERS, "99.7", 1, PRINTED),
        (LOANS, "7999.4", 2, ROUNDED),
        (LOANS, "7999.5", 3, ROUNDED),
        (LOANS, "-5", 1, PRINTED),
        (COST, "0.1004", 2, ROUNDED),
    ],
)
def test_the_four_steps(column: Column, value: str, points: int, found_by: FoundBy) -> None:
    found = match(column, Fraction(value))
    assert found is not None
    assert (found.points, found.found_by) == (points, found_by)
    assert Scale(column).match(Fraction(value)) == found


def test_what_nothing_holds_scores_nothing() -> None:
    bare = replace(LATE, floor_points=None)
    assert match(bare, Fraction(1)) is None
    assert Scale(bare).match(Fraction(1)) is None


def test_the_floor_is_only_for_the_worse_end() -> None:
    """A hole in the middle, or past the best band, is not the floor's to close."""
    gap = replace(LATE, bands=bands("0–1 %", "3–5 %"))
    assert match(gap, Fraction(2, 100)) is None
    assert match(gap, Fraction(-1)) is None
    high = replace(LOANS, floor_points=0, bands=bands("20–30", "10–15"))
    assert match(high, 17) is None
    assert match(high, 31) is None
    assert match(high, 5) == Match(0, FoundBy.FLOOR, "")


def test_a_peer_group_can_have_a_table_of_its_own() -> None:
    column = replace(LATE, group_bands={"size:small": bands("< 3 %", "3–9 %")})
    assert match(column, Fraction(2, 100), "size:small") == Match(2, FoundBy.PRINTED, "< 3 %")
    assert match(column, Fraction(2, 100), "size:large") == Match(2, FoundBy.PRINTED, "1–2 %")
    assert Scale(column, "size:small").match(Fraction(2, 100)) == Match(2, PRINTED, "< 3 %")


def test_a_correction_of_a_cell_that_a_groups_table_lacks_says_nothing_there() -> None:
    others = tuple(band for band in BORROWERS.bands if band.points != 2)
    column = replace(BORROWERS, group_bands={"size:small": others})
    assert match(column, 470) == Match(2, FoundBy.CORRECTED, "100–449")
    assert match(column, 470, "size:small") is None
    assert Scale(column, "size:small").match(470) is None


@st.composite
def columns(draw: st.DrawFn) -> Column:
    """Any column, sound or not: bands that overlap, leave holes, and do not sit on the step."""
    step = draw(st.sampled_from([Fraction(1), Fraction(1, 1000), Fraction(1, 7), Fraction(5, 2)]))
    bound = st.integers(-40, 40).map(lambda n: n * step / draw(st.sampled_from([1, 1, 1, 3])))
    cells = []
    for place in range(draw(st.integers(1, 4))):
        low, high = sorted((draw(bound), draw(bound)))
        interval = draw(
            st.sampled_from(
                [
                    parse_band("> 0"),
                    parse_band("≤ 0"),
                ]
            )
        )
        shape = draw(st.integers(0, 2))
        if shape == 0:
            interval = replace(interval, low=low, high=high)
        elif interval.low is not None:
            interval = replace(interval, low=low)
        else:
            interval = replace(interval, high=high)
        cells.append(Band(place + 1, f"band {place}", interval))
    low, high = sorted((draw(bound), draw(bound)))
    corrections = draw(
        st.sampled_from(
            [(), (Correction(1, "x", replace(parse_band("≥ 0"), low=low, high=high), TEXT),)]
        )
    )
    return Column(
        "c",
        TEXT,
        Unit.PERCENT,
        draw(st.sampled_from([Direction.HIGHER, Direction.LOWER])),
        step,
        False,
        "c",
        tuple(cells),
        corrections,
        draw(st.sampled_from([None, 0, 1])),
    )


@given(columns(), st.data())
def test_the_scale_is_the_rule_everywhere(column: Column, data: st.DataObject) -> None:
    scale = Scale(column)
    cuts = [piece.interval.low for piece in scale.pieces if piece.interval.low is not None]
    near = data.draw(st.sampled_from([*cuts, Fraction(0)]))
    offset = data.draw(st.sampled_from([0, 1, -1])) * data.draw(
        st.sampled_from([Fraction(1, 10**9), column.step / 2, column.step, Fraction(1, 3)])
    )
    value = near + offset
    assert scale.match(value) == match(column, value)
    holding = [piece for piece in scale.pieces if value in piece.interval]
    assert holding == [scale.pieces[scale.index(value)]]


@given(columns())
def test_the_pieces_cover_the_line_once_and_in_order(column: Column) -> None:
    pieces = Scale(column).pieces
    assert pieces[0].interval.low is None
    assert pieces[-1].interval.high is None
    for one, after in itertools.pairwise(pieces):
        assert one.interval.high == after.interval.low
        assert one.interval.high_included != after.interval.low_included
        assert one.match != after.match
