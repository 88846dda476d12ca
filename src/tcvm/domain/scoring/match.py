"""Matching a value with the printed bands, and the whole scale a column comes to.

The rule is rating.md 3.1, in four steps: (a) the exact value against the printed bands; (b) where
none holds it, the value rounded half up to the printed step; (c) a correction; (d) the floor.

Because every bound is a decimal, the rule cuts the number line into finitely many pieces on each
of which it gives one answer. `Scale` holds those pieces, found by asking the rule itself at every
possible cut and between them. Looking a value up is then one bisection over integers, and the
same pieces answer what is a hole, how far the next point is, and what a workbook must print.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm

from tcvm.domain.indicators.definitions import Direction
from tcvm.domain.rounding import half_up
from tcvm.domain.scoring.interval import Interval
from tcvm.domain.scoring.scheme import Band, Column


class FoundBy(StrEnum):
    """Which of the four steps found the points."""

    PRINTED = "printed"
    ROUNDED = "rounded"
    CORRECTED = "corrected"
    FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Match:
    """The points of a value, the step that found them, and the printed band (none on the floor)."""

    points: int
    found_by: FoundBy
    band: str


def match(column: Column, value: int | Fraction, group: str = "") -> Match | None:
    """The points of an exact `value` in `column`, by the four steps; None where nothing holds it.

    `group` (axis and group code joined by `:`) chooses a peer group's own table where there is one.
    """
    bands = column.group_bands.get(group, column.bands)
    if found := _printed(bands, value):
        return Match(found.points, FoundBy.PRINTED, found.printed)
    rounded = half_up(value, column.step)
    if found := _printed(bands, rounded):
        return Match(found.points, FoundBy.ROUNDED, found.printed)
    for correction in column.corrections:
        # A correction reads a printed cell; a group's own table may not have that cell.
        cell = next((band for band in bands if band.points == correction.points), None)
        if cell and (value in correction.interval or rounded in correction.interval):
            return Match(correction.points, FoundBy.CORRECTED, cell.printed)
    if column.floor_points is not None and _worse_than_all(column.direction, bands, rounded):
        return Match(column.floor_points, FoundBy.FLOOR, "")
    return None


def _printed(bands: Sequence[Band], value: int | Fraction) -> Band | None:
    return next((band for band in bands if value in band.interval), None)


def _worse_than_all(direction: Direction, bands: Sequence[Band], value: Fraction) -> bool:
    if direction is Direction.LOWER:
        return all(
            _beyond(value, b.interval.high, included=b.interval.high_included) for b in bands
        )
    lows = [(band.interval.low, band.interval.low_included) for band in bands]
    return all(
        low is not None and _beyond(-value, -low, included=included) for low, included in lows
    )


def _beyond(value: Fraction, bound: Fraction | None, *, included: bool) -> bool:
    return bound is not None and (value > bound or (value == bound and not included))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the number line on which the rule gives one answer (None: a hole)."""

    interval: Interval
    match: Match | None


class Scale:
    """A column's rule as pieces that cover the whole number line, in ascending order."""

    def __init__(self, column: Column, group: str = "") -> None:
        """Cut the line at every bound and rounding threshold, and ask the rule in each part."""
        self.column = column
        self.group = group
        bands = column.group_bands.get(group, column.bands)
        cuts = sorted(_cuts(column, bands))
        self.grid = lcm(*(cut.denominator for cut in cuts))
        self.pieces = _pieces(column, group, cuts)
        self._starts = [self._start(piece) for piece in self.pieces[1:]]

    def _start(self, piece: Piece) -> int:
        low = piece.interval.low
        assert low is not None
        return 2 * int(low * self.grid) + (0 if piece.interval.low_included else 1)

    def index(self, value: int | Fraction) -> int:
        """The index of the piece that holds an exact `value`.

        The value is placed on a grid of which every cut is a point: an even key is a point of the
        grid, an odd key the open stretch above it. So no cut is ever compared inexactly.
        """
        whole, rest = divmod(value.numerator * self.grid, value.denominator)
        return bisect_right(self._starts, 2 * whole + (1 if rest else 0))

    def match(self, value: int | Fraction) -> Match | None:
        """The points of an exact `value`; equal to `match(column, value, group)`."""
        return self.pieces[self.index(value)].match


def _cuts(column: Column, bands: Sequence[Band]) -> set[Fraction]:
    intervals = [band.interval for band in bands]
    intervals += [correction.interval for correction in column.corrections]
    bounds = {bound for one in intervals for bound in (one.low, one.high) if bound is not None}
    half = column.step / 2
    steps = {bound // column.step for bound in bounds}
    # Rounding turns at the odd halves of a step; only those next to a bound can change an answer.
    turns = {column.step * step + half * odd for step in steps for odd in (-1, 1, 3)}
    return bounds | turns


def _pieces(column: Column, group: str, cuts: list[Fraction]) -> tuple[Piece, ...]:
    first, last = cuts[0], cuts[-1]
    parts = [(Interval(high=first, high_included=False), first - 1)]
    for cut, after in zip(cuts, [*cuts[1:], None], strict=True):
        parts.append((Interval(cut, cut), cut))
        open_part = Interval(cut, after, low_included=False, high_included=False)
        parts.append((open_part, last + 1 if after is None else (cut + after) / 2))
    pieces: list[Piece] = []
    for interval, probe in parts:
        found = match(column, probe, group)
        if pieces and pieces[-1].match == found:
            pieces[-1] = Piece(_joined(pieces[-1].interval, interval), found)
        else:
            pieces.append(Piece(interval, found))
    return tuple(pieces)


def _joined(left: Interval, right: Interval) -> Interval:
    return Interval(left.low, right.high, left.low_included, right.high_included)
