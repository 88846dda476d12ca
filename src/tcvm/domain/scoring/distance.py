"""How far a member stands from the next point and the next class.

The change of a value is measured between published values, so that a reader can recompute it; a
step is called cheapest by its change relative to the member's present value. It measures the
figure, not the effort: that is for the member to judge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from tcvm.domain.rounding import published
from tcvm.domain.scoring.match import Piece, Scale
from tcvm.domain.scoring.scheme import Grade, Scheme
from tcvm.domain.scoring.score import Rules, Scorecard, Status


class Move(NamedTuple):
    """A change of one indicator's value and the points it then has.

    `value` is the bound to reach; `reached` is False where the bound itself does not suffice and
    must be passed. `change` is `value` less the present value, both as published. `relative` is
    the size of the change over the present value, None when that is zero.
    """

    column: str
    value: Decimal
    reached: bool
    change: Decimal
    points: int
    gain: int
    relative: Decimal | None


@dataclass(frozen=True, slots=True)
class ClassDistance:
    """A neighbouring class: the points to it, and what it changes in the yearly fee (đồng)."""

    grade: Grade
    points: int
    fee_change_vnd: int


@dataclass(frozen=True, slots=True)
class Distance:
    """All distances of one scorecard.

    `up` and `down` are the neighbouring classes (None at an end). `gains` and `losses` give for
    each column the smallest change that wins or costs at least one point, where there is one.
    `single` and `double` are the cheapest change of one figure, and of two together, that lead
    into the class above.
    """

    up: ClassDistance | None
    down: ClassDistance | None
    gains: Mapping[str, Move]
    losses: Mapping[str, Move]
    single: Move | None
    double: tuple[Move, Move] | None


class _Target(NamedTuple):
    """The nearest value of another piece, the points there, and what they are more or less."""

    value: Decimal
    reached: bool
    points: int
    gain: int


class _Targets(NamedTuple):
    """The targets seen from one piece, nearest first on each side of it."""

    gains: tuple[_Target, ...]
    losses: tuple[_Target, ...]


class Distances:
    """Distances under one set of rules; the targets of every piece are found once."""

    def __init__(self, rules: Rules) -> None:
        """Find, for every piece of every scale, the nearest bounds that change the points."""
        self.rules = rules
        self._targets = {
            key: [_targets(scale, index) for index in range(len(scale.pieces))]
            for key, scale in rules.scales.items()
        }
        scheme = rules.scheme
        self._neighbours = {
            points: neighbours(scheme, points)
            for points in range(scheme.points_min, scheme.points_max + 1)
        }

    def of(self, card: Scorecard) -> Distance | None:
        """The distances of a rated member's scorecard; None for a member without a class."""
        if card.status is not Status.RATED:
            return None
        assert card.points is not None
        up, down = self._neighbours[card.points]
        needed = up.points if up is not None else 0
        gains: dict[str, Move] = {}
        losses: dict[str, Move] = {}
        climbs: list[list[Move]] = []
        for score in card.scores:
            assert score.value is not None
            scale = self.rules.scale(score.column, card.groups)
            targets = self._targets[score.column, scale.group][scale.index(score.value)]
            value = published(score.value)
            won = [_move(score.column, value, target) for target in targets.gains]
            lost = [_move(score.column, value, target) for target in targets.losses]
            if won:
                gains[score.column] = min(won, key=_size)
                climbs.append(won)
            if lost:
                losses[score.column] = min(lost, key=_size)
        single, double = _cheapest(climbs, needed) if needed else (None, None)
        return Distance(up, down, gains, losses, single, double)


def neighbours(scheme: Scheme, points: int) -> tuple[ClassDistance | None, ClassDistance | None]:
    """The class above and the class below, with the points to each (positive up, negative down)."""
    grade = scheme.grade_of(points)
    up = down = None
    better = worse = points
    while up is None and better < scheme.points_max:
        better += 1
        if (other := scheme.grade_of(better)) != grade:
            up = ClassDistance(other, better - points, other.fee_vnd - grade.fee_vnd)
    while down is None and worse > scheme.points_min:
        worse -= 1
        if (other := scheme.grade_of(worse)) != grade:
            down = ClassDistance(other, worse - points, other.fee_vnd - grade.fee_vnd)
    return up, down


def _targets(scale: Scale, index: int) -> _Targets:
    """From one piece: to each side, the first bound at which each further count of points begins.

    Of the losses only the first on each side matters.
    """
    here = scale.pieces[index].match
    assert here is not None, "a checked scheme gives every value points"
    gains: list[_Target] = []
    losses: list[_Target] = []
    for pieces, upward in ((scale.pieces[index + 1 :], True), (scale.pieces[:index][::-1], False)):
        most = least = 0
        for piece in pieces:
            assert piece.match is not None
            gain = piece.match.points - here.points
            if gain > most and (target := _nearest(scale, piece, gain, upward=upward)):
                gains.append(target)
                most = gain
            if gain < least == 0 and (target := _nearest(scale, piece, gain, upward=upward)):
                losses.append(target)
                least = gain
    return _Targets(tuple(gains), tuple(losses))


def _nearest(scale: Scale, piece: Piece, gain: int, *, upward: bool) -> _Target | None:
    assert piece.match is not None
    interval = piece.interval
    bound = interval.low if upward else interval.high
    included = interval.low_included if upward else interval.high_included
    assert bound is not None, "only the outermost pieces are unbounded, and away from here"
    if scale.column.whole_numbers:
        bound, included = _whole(bound, included=included, upward=upward), True
        if bound not in interval:
            return None
    return _Target(published(bound), included, piece.match.points, gain)


def _whole(bound: Fraction, *, included: bool, upward: bool) -> Fraction:
    """The first whole number at or beyond `bound` in the direction of travel."""
    if bound.denominator == 1 and included:
        return bound
    return Fraction(floor(bound) + 1 if upward else -floor(-bound) - 1)


def _move(column: str, value: Decimal, target: _Target) -> Move:
    change = target.value - value
    relative = abs(change) / abs(value) if value else None
    return Move(column, target.value, target.reached, change, target.points, target.gain, relative)


def _size(move: Move) -> Decimal:
    return abs(move.change)


_INFINITE = Decimal("Infinity")


def _cost(move: Move) -> Decimal:
    return _INFINITE if move.relative is None else move.relative


def _cheapest(
    climbs: Sequence[Sequence[Move]], needed: int
) -> tuple[Move | None, tuple[Move, Move] | None]:
    """The cheapest move and pair of moves that win `needed` points; ties go to scheme order."""
    enough = [move for moves in climbs for move in moves if move.gain >= needed]
    single = min(enough, key=_cost, default=None)
    # For every count of points, the two cheapest columns that win it: one of them is always free
    # to be joined by the cheapest other column for the rest.
    cheapest = {gain: _two_cheapest(climbs, gain) for gain in range(1, needed)}
    pairs = [
        (first, second)
        for gain in range(1, needed // 2 + 1)
        for first in cheapest[gain]
        for second in cheapest[needed - gain]
        if first.column != second.column
    ]
    return single, min(pairs, key=lambda pair: _cost(pair[0]) + _cost(pair[1]), default=None)


def _two_cheapest(climbs: Sequence[Sequence[Move]], gain: int) -> list[Move]:
    enough = [[move for move in moves if move.gain >= gain] for moves in climbs]
    return sorted((min(moves, key=_cost) for moves in enough if moves), key=_cost)[:2]
