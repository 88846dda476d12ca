"""Distances, against moving the value and scoring again."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.scoring.distance import (
    Distance,
    Distances,
    Move,
    _nearest,
    _targets,
    neighbours,
)
from tcvm.domain.scoring.match import Piece, Scale
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.scoring.score import Member, Rules, Scorecard
from tests.domain.scoring.small_network import BORROWERS, FIGURES, INDICATORS, SCHEME, bands

RULES = Rules(SCHEME, INDICATORS, exchange_rate=Fraction(20))
DISTANCES = Distances(RULES)
TINY = Fraction(1, 10**9)

members = st.builds(
    lambda borrowers, loans, overdue, expense: Member(
        "Quỹ A",
        figures={
            "borrowers": borrowers,
            "loans": loans,
            "average_loans": loans,
            "overdue": overdue,
            "expense": expense,
        },
    ),
    st.integers(0, 1500),
    st.integers(1, 250_000),
    st.integers(0, 20_000),
    st.integers(0, 40_000),
)


def distance_of(member: Member) -> tuple[Scorecard, Distance]:
    card = RULES.score(member)
    found = DISTANCES.of(card)
    assert found is not None
    return card, found


def points_at(column: str, value: Fraction) -> int:
    found = RULES.scales[column, ""].match(value)
    assert found is not None
    return found.points


def arrival(move: Move) -> Fraction:
    """The value that is enough: the bound itself, or just beyond it where it must be passed."""
    bound = Fraction(move.value)
    if move.reached:
        return bound
    return bound + TINY if move.change > 0 or (move.change == 0 and move.gain > 0) else bound - TINY


@given(members)
def test_every_move_arrives_at_its_points_and_nothing_nearer_does(member: Member) -> None:
    card, distance = distance_of(member)
    for score in card.scores:
        assert score.value is not None
        assert score.match is not None
        for move, sign in (
            (distance.gains.get(score.column), 1),
            (distance.losses.get(score.column), -1),
        ):
            if move is None:
                continue
            arrivals = {points_at(score.column, Fraction(move.value) + e) for e in (-TINY, 0, TINY)}
            assert move.points in arrivals
            if move.reached:
                assert points_at(score.column, Fraction(move.value)) == move.points
            assert (move.points - score.match.points) * sign > 0
            assert move.gain == move.points - score.match.points
            whole = RULES.scales[score.column, ""].column.whole_numbers
            nearer = Fraction(move.value) - (1 if whole else Fraction(move.change) / 1000)
            if whole and move.change < 0:
                nearer = Fraction(move.value) + 1
            if abs(Fraction(move.change)) > Fraction(1, 10**6):
                assert (points_at(score.column, nearer) - score.match.points) * sign <= 0


class Climb(NamedTuple):
    """A move as the test finds it."""

    column: str
    gain: int
    relative: Decimal | None


def every_climb(card: Scorecard) -> list[Climb]:
    """All moves that win points, found piece by piece without the code under test."""
    climbs = []
    for score in card.scores:
        scale = RULES.scales[score.column, ""]
        assert score.value is not None
        assert score.match is not None
        for piece in scale.pieces:
            assert piece.match is not None
            gain = piece.match.points - score.match.points
            if gain > 0:
                relative = relative_way(Fraction(score.value), piece, scale.column.whole_numbers)
                climbs.append(Climb(score.column, gain, relative))
    return climbs


def relative_way(value: Fraction, piece: Piece, whole_numbers: bool) -> Decimal | None:
    low, high = piece.interval.low, piece.interval.high
    upward = low is not None and low >= value
    bound = low if upward else high
    assert bound is not None
    if whole_numbers:
        bound = Fraction(ceil(bound) if upward else floor(bound))
        if bound not in piece.interval:
            bound += 1 if upward else -1
    return Decimal(float(abs(bound - value) / abs(value))) if value else None


def cost(*moves: Move | Climb) -> Decimal:
    return sum(
        (Decimal("Infinity") if m.relative is None else m.relative for m in moves), Decimal()
    )


SLACK = Decimal("0.000001")


@given(members)
def test_the_cheapest_steps_reach_the_class_and_none_is_cheaper(member: Member) -> None:
    card, distance = distance_of(member)
    if distance.up is None:
        assert (distance.single, distance.double) == (None, None)
        return
    needed = distance.up.points
    climbs = every_climb(card)
    singles = [move for move in climbs if move.gain >= needed]
    assert (distance.single is None) == (not singles)
    if distance.single is not None:
        assert distance.single.gain >= needed
        assert all(cost(distance.single) <= cost(other) * (1 + SLACK) for other in singles)
    pairs = [
        (one, two)
        for one, two in combinations(climbs, 2)
        if one.column != two.column and one.gain + two.gain >= needed > max(one.gain, two.gain)
    ]
    if distance.double is not None:
        one, two = distance.double
        assert one.column != two.column
        assert one.gain + two.gain >= needed
        assert all(cost(one, two) <= cost(*other) * (1 + SLACK) for other in pairs)
    else:
        assert not pairs


def test_a_worked_case() -> None:
    """700 borrowers (3), loans 4,000 (2), late 1.5 % (2), cost 15 % (1): 8 points, class B."""
    card, distance = distance_of(Member("Quỹ A", figures=FIGURES))
    assert card.points == 8
    assert distance.up is not None
    assert distance.down is not None
    assert (distance.up.grade.code, distance.up.points, distance.up.fee_change_vnd) == ("A", 2, 100)
    assert (distance.down.grade.code, distance.down.points, distance.down.fee_change_vnd) == (
        "C",
        -2,
        -100,
    )
    borrowers = distance.gains["borrowers"]
    assert (borrowers.value, borrowers.reached, borrowers.change) == (1001, True, 301)
    late = distance.losses["late"]
    assert (late.value, late.reached, late.change) == (Decimal("0.0205"), True, Decimal("0.0055"))
    cost = distance.gains["cost"]
    assert (cost.value, cost.reached) == (Decimal("0.1005"), False)
    assert distance.single is None
    assert distance.double is not None
    assert {move.column for move in distance.double} == {"late", "cost"}


def test_from_zero_there_is_a_change_but_no_relative_one() -> None:
    figures = {**FIGURES, "borrowers": 0}
    _, distance = distance_of(Member("Quỹ A", figures=figures))
    assert distance.gains["borrowers"].change == 100
    assert distance.gains["borrowers"].relative is None


def test_at_the_top_and_at_the_bottom_one_neighbour_is_missing() -> None:
    assert neighbours(SCHEME, SCHEME.points_max)[0] is None
    assert neighbours(SCHEME, SCHEME.points_min)[1] is None


@pytest.mark.parametrize("member", [Member("x"), Member("x", Category.OBSERVER, figures=FIGURES)])
def test_without_a_class_there_is_no_distance(member: Member) -> None:
    assert DISTANCES.of(RULES.score(member)) is None


def test_whole_numbers_are_met_from_both_sides_of_an_excluded_bound() -> None:
    """Bands may exclude both bounds; the next person counts, not the next fraction."""
    column = replace(BORROWERS, bands=bands("> 10", "≤ 10"), corrections=())
    scheme = replace(SCHEME, columns=(column, *SCHEME.columns[1:]))
    rules = Rules(scheme, INDICATORS)
    for borrowers, sign, value in ((10, "gains", 11), (11, "losses", 10), (30, "losses", 10)):
        card = rules.score(Member("x", figures={**FIGURES, "borrowers": borrowers}))
        distance = Distances(rules).of(card)
        assert distance is not None
        assert getattr(distance, sign)["borrowers"].value == value


def test_a_band_no_whole_number_lies_in_is_passed_over() -> None:
    column = replace(
        BORROWERS,
        step=Fraction(1, 10),
        bands=bands("> 10.8", "10.2–10.8", "< 10.2"),
        corrections=(),
    )
    rules = Rules(replace(SCHEME, columns=(column, *SCHEME.columns[1:])), INDICATORS)
    card = rules.score(Member("x", figures={**FIGURES, "borrowers": 9}))
    distance = Distances(rules).of(card)
    assert distance is not None
    gain = distance.gains["borrowers"]
    assert (gain.value, gain.points) == (11, 3)


def test_a_scale_that_is_best_in_the_middle_is_left_to_the_nearer_side() -> None:
    """Points mostly rise to one side; where they rise to both, the nearer bound counts."""
    peak = replace(SCHEME.column("loans"), bands=bands("100–200", "< 100", "> 200"))
    targets = _targets(Scale(replace(peak, whole_numbers=True)), 0)
    assert [[target.value for target in enough] for enough in targets.gains] == [[100]]
    outer = [replace(band, points=3) for band in (*bands("< 100"), *bands("> 200"))]
    low = replace(peak, bands=(*outer, *bands("100–200")))
    middle = Scale(replace(low, whole_numbers=True))
    found = _targets(middle, middle.index(120)).gains[0]
    assert {target.value for target in found} == {99, 201}
    assert _nearest(Decimal(120), found).value == 99
    assert _nearest(Decimal(190), found).value == 201
