"""From the results of a round to the pictures of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tcvm.documents.pictures.descriptions import (
    BandCell,
    Bullet,
    Dot,
    DotScale,
    ScaleClass,
    Strip,
)
from tcvm.documents.pictures.quantities import faithful_places
from tcvm.domain.indicators.definitions import Direction
from tcvm.domain.rounding import published
from tcvm.domain.scoring.match import FoundBy, Scale
from tcvm.domain.scoring.peers import POINTS, scaled
from tcvm.domain.scoring.round import RoundResult
from tcvm.domain.scoring.scheme import PeerAxis, PeerGroup, Scheme
from tcvm.domain.scoring.score import Rules, Score, Scorecard
from tcvm.domain.text import Text

if TYPE_CHECKING:
    from tcvm.analytics.firmness import Redraws

#: A marker keeps this share of a cell's width from its ends, so that it points into one cell.
_CELL_MARGIN = Fraction(6, 100)
#: How many printed steps from an open bound the middle of its cell lies, where the bound is zero.
_STEPS_TO_MIDDLE = 10


def bullet(rules: Rules, score: Score, groups: Mapping[str, str]) -> Bullet:
    """The bands of one scored indicator of a member of these peer groups, with its value."""
    scale = rules.scale(score.column, groups)
    column = scale.column
    bands = sorted(column.group_bands.get(scale.group, column.bands), key=lambda band: band.points)
    cells = tuple(BandCell(str(band.points), band.printed) for band in bands)
    if score.value is None or score.match is None:
        return Bullet(column.name, column.unit, cells)
    points = [band.points for band in bands]
    lit = points.index(score.match.points) if score.match.points in points else None
    return Bullet(
        name=column.name,
        unit=column.unit,
        cells=cells,
        value=published(score.value),
        value_places=faithful_places(score.value, scale),
        points=score.match.points,
        found_by=score.match.found_by,
        lit=lit,
        position=_position(scale, score, lit),
    )


def class_bullet(rules: Rules, card: Scorecard, name: Text) -> Bullet:
    """The classes as cells, worst first, with the sum of points of a rated member."""
    assert card.points is not None
    assert card.grade is not None
    classes = scale_classes(rules.scheme)[::-1]
    printed = {grade.code: grade.printed for grade in rules.scheme.grades}
    lit = next(place for place, one in enumerate(classes) if one.code == card.grade.code)
    one = classes[lit]
    share = Fraction(
        2 * (card.points - one.points_low) + 1, 2 * (one.points_high - one.points_low + 1)
    )
    return Bullet(
        name=name,
        unit=None,
        cells=tuple(BandCell(each.code, printed[each.code]) for each in classes),
        value=Decimal(card.points),
        points=card.points,
        lit=lit,
        position=published(lit + share).quantize(Decimal("0.001")),
    )


def _position(scale: Scale, score: Score, lit: int | None) -> Decimal:
    """Where the marker stands, in cells from the left; on the floor, at the left edge."""
    assert score.value is not None
    assert score.match is not None
    if lit is None or score.match.found_by is FoundBy.FLOOR:
        return Decimal(0)
    span = _Span(scale, score.match.points)
    share = min(max(span.share(Fraction(score.value)), _CELL_MARGIN), 1 - _CELL_MARGIN)
    return published(lit + share).quantize(Decimal("0.001"))


class _Span:
    """The stretch of values that one number of points stands for, floor apart."""

    def __init__(self, scale: Scale, points: int) -> None:
        pieces = [
            piece.interval
            for piece in scale.pieces
            if piece.match is not None
            and piece.match.points == points
            and piece.match.found_by is not FoundBy.FLOOR
        ]
        self.low, self.high = pieces[0].low, pieces[-1].high
        self.column = scale.column

    def share(self, value: Fraction) -> Fraction:
        """How far through the cell `value` lies, from 0 at its worse end to 1 at its better."""
        low, high = self.low, self.high
        if low is None and high is not None and high > 0:
            low = Fraction(0)
        if low is not None and high is not None:
            share = (value - low) / (high - low) if high != low else Fraction(1, 2)
        else:
            share = self._open_share(value)
        return 1 - share if self.column.direction is Direction.LOWER else share

    def _open_share(self, value: Fraction) -> Fraction:
        """Towards an open end: half-way at twice the bound, and never quite there."""
        bound = self.low if self.low is not None else self.high
        assert bound is not None, "a cell is bounded on one side at least"
        scale = abs(bound) or self.column.step * _STEPS_TO_MIDDLE
        away = abs(value - bound)
        share = away / (away + scale)
        return share if self.low is not None else 1 - share


@dataclass(frozen=True, slots=True)
class PeerPlace:
    """One peer group a member belongs to: its axis, its group and how many members it has."""

    axis: PeerAxis
    group: PeerGroup
    members: int


def peer_places(result: RoundResult, card: Scorecard) -> list[PeerPlace]:
    """The peer groups of a member, in the scheme's order; members counted are those with points."""
    return [
        PeerPlace(axis, group, result.peers.statistics(axis.code, group.code, POINTS).members)
        for axis in result.rules.scheme.peer_axes
        for group in axis.groups
        if card.groups.get(axis.code) == group.code
    ]


def shown_place(result: RoundResult, card: Scorecard) -> PeerPlace | None:
    """The peer group a member is shown in where there is room for one only.

    The first that is large enough to be shown at all, else simply the first; None without any.
    """
    places = peer_places(result, card)
    least = result.rules.scheme.peer_members_min
    large = [place for place in places if place.members >= least]
    return next(iter([*large, *places]), None)


def strip(result: RoundResult, score: Score, groups: Mapping[str, str], place: PeerPlace) -> Strip:
    """One scored indicator of a member among the members of one of its peer groups."""
    scale = result.rules.scale(score.column, groups)
    column = scale.column
    axis, group = place.axis.code, place.group.code
    value = places = rank = None
    if score.value is not None:
        value = published(score.value)
        places = faithful_places(score.value, scale)
        rank = result.peers.standing(axis, group, score.column, scaled(value)).rank
    return Strip(
        name=column.name,
        group=place.group.name,
        unit=column.unit,
        higher_is_better=column.direction is Direction.HIGHER,
        statistics=result.peers.statistics(axis, group, score.column),
        members_min=result.rules.scheme.peer_members_min,
        value=value,
        value_places=places,
        rank=rank,
    )


def points_strip(result: RoundResult, card: Scorecard, place: PeerPlace, name: Text) -> Strip:
    """The sum of points of a rated member among one of its peer groups; `name` says what it is."""
    assert card.points is not None
    axis, group = place.axis.code, place.group.code
    value = Decimal(card.points)
    return Strip(
        name=name,
        group=place.group.name,
        unit=None,
        higher_is_better=True,
        statistics=result.peers.statistics(axis, group, POINTS),
        members_min=result.rules.scheme.peer_members_min,
        value=value,
        rank=result.peers.standing(axis, group, POINTS, scaled(value)).rank,
    )


def scale_classes(scheme: Scheme) -> tuple[ScaleClass, ...]:
    """The classes of a scheme with the points that give them, best first."""
    points = range(scheme.points_min, scheme.points_max + 1)
    classes = []
    for grade in scheme.grades:
        held = [one for one in points if scheme.grade_of(one) == grade]
        if held:
            classes.append(ScaleClass(grade.code, held[0], held[-1]))
    return tuple(sorted(classes, key=lambda one: -one.points_high))


def dot_scale(
    result: RoundResult,
    title: Text,
    redraws: Sequence[Redraws | None] | None = None,
    highlighted: str | None = None,
) -> DotScale:
    """All rated members of a round on the point scale; `highlighted` is a member's name."""
    dots = []
    for place, member in enumerate(result.members):
        card = member.card
        if card.points is None:
            continue
        drawn = redraws[place] if redraws else None
        dots.append(
            Dot(
                card.member.name,
                card.points,
                near_boundary=drawn is not None and drawn.near_boundary,
                highlighted=card.member.name == highlighted,
            )
        )
    return DotScale(title, scale_classes(result.rules.scheme), tuple(dots))
