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
    must be passed. `change` is `value` less the present value, both as published.
    """

    column: str
    value: Decimal
    reached: bool
    change: Decimal
    points: int
    gain: int

    @property
    def relative(self) -> Decimal | None:
        """The size of the change over the present value; None when that is zero."""
        present = self.value - self.change
        return abs(self.change) / abs(present) if present else None


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
    """The targets seen from one piece, to each side.

    `gains[g - 1]` are the nearest that win at least `g` points, `losses` the nearest that cost any;
    mostly one, since points mostly rise to one side only.
    """

    gains: tuple[tuple[_Target, ...], ...]
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
        climbs: list[_Climb] = []
        for score in card.scores:
            scale = self.rules.scale(score.column, card.groups)
            targets = self._targets[score.column, scale.group][score.piece]
            if targets.gains:
                nearest = _nearest(score.published, targets.gains[0])
                gains[score.column] = _move(score.column, score.published, nearest)
                climbs.append((score.column, score.published, targets.gains))
            if targets.losses:
                nearest = _nearest(score.published, targets.losses)
                losses[score.column] = _move(score.column, score.published, nearest)
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
    """The targets from one piece; of each side, the first bound at which enough points begin."""
    here = scale.pieces[index].match
    assert here is not None, "a checked scheme gives every value points"
    most = scale.column.points_max - here.points
    gains: list[list[_Target]] = [[] for _ in range(most)]
    losses: list[_Target] = []
    for pieces, upward in ((scale.pieces[index + 1 :], True), (scale.pieces[:index][::-1], False)):
        won = lost = 0
        for piece in pieces:
            assert piece.match is not None
            gain = piece.match.points - here.points
            if gain > won and (target := _entry(scale, piece, gain, upward=upward)):
                for enough in range(won, gain):
                    gains[enough].append(target)
                won = gain
            if gain < lost == 0 and (target := _entry(scale, piece, gain, upward=upward)):
                losses.append(target)
                lost = gain
    return _Targets(tuple(tuple(targets) for targets in gains if targets), tuple(losses))


def _entry(scale: Scale, piece: Piece, gain: int, *, upward: bool) -> _Target | None:
    """Where one enters `piece`; None where no value of the column lies in it."""
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


def _nearest(value: Decimal, targets: Sequence[_Target]) -> _Target:
    if len(targets) == 1:
        return targets[0]
    return min(targets, key=lambda target: abs(target.value - value))


def _move(column: str, value: Decimal, target: _Target) -> Move:
    change = target.value - value
    return Move(column, target.value, target.reached, change, target.points, target.gain)


#: A column, its present value, and its targets by the points they win.
_Climb = tuple[str, Decimal, tuple[tuple[_Target, ...], ...]]
_INFINITE = Decimal("Infinity")


class _Step(NamedTuple):
    """A target of a column and its cost: the change relative to the present value."""

    cost: Decimal
    column: str
    value: Decimal
    target: _Target

    def move(self) -> Move:
        return _move(self.column, self.value, self.target)


def _cheapest(
    climbs: Sequence[_Climb], needed: int
) -> tuple[Move | None, tuple[Move, Move] | None]:
    """The cheapest move and pair of moves that win `needed` points; ties go to scheme order."""
    single = _two_cheapest(climbs, needed)
    # For every count of points, the two cheapest columns that win it: one of them is always free
    # to be joined by the cheapest other column for the rest.
    cheapest = {gain: _two_cheapest(climbs, gain) for gain in range(1, needed)}
    best: tuple[_Step, _Step] | None = None
    least = _INFINITE
    for gain in range(1, needed // 2 + 1):
        for first in cheapest[gain]:
            for second in cheapest[needed - gain]:
                cost = first.cost + second.cost
                if first.column != second.column and (best is None or cost < least):
                    best, least = (first, second), cost
    double = None if best is None else (best[0].move(), best[1].move())
    return (single[0].move() if single else None), double


def _two_cheapest(climbs: Sequence[_Climb], gain: int) -> list[_Step]:
    steps: list[_Step] = []
    for column, value, gains in climbs:
        if len(gains) >= gain:
            target = _nearest(value, gains[gain - 1])
            cost = abs((target.value - value) / value) if value else _INFINITE
            steps.append(_Step(cost, column, value, target))
    steps.sort(key=_cost)
    return steps[:2]


def _cost(step: _Step) -> Decimal:
    return step.cost
