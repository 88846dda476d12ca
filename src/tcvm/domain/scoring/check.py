"""What is wrong with a scheme: every hole and overlap of its bands, and what has no definition.

A hole is a stretch of values that no printed band holds. Where it holds a value at the printed
step (4,500 borrowers; an ROA of 10 %), only a correction or the floor can close it; where it lies
between two steps (a PAR of 2.04 %), rounding does. A scheme with a hole that nothing closes is
refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, groupby, pairwise
from math import ceil, floor

from tcvm.domain.indicators.definitions import Direction, Indicator, Unit
from tcvm.domain.scoring.interval import Interval
from tcvm.domain.scoring.match import FoundBy, Piece, Scale
from tcvm.domain.scoring.scheme import Category, Column, Scheme


class Fault(StrEnum):
    """The kinds of finding."""

    HOLE_AT_STEP = "hole_at_step"
    HOLE_BETWEEN_STEPS = "hole_between_steps"
    OVERLAP = "overlap"
    NOT_ASCENDING = "not_ascending"
    NO_DEFINITION = "no_definition"
    UNKNOWN_INDICATOR = "unknown_indicator"
    DEPARTS_FROM_STANDARD = "departs_from_standard"
    CLASS_HOLE = "class_hole"
    CLASS_OVERLAP = "class_overlap"
    FEE_MISSING = "fee_missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: in which column (and peer group's table), over which values, and what closes it.

    `interval` holds the values concerned; for a hole at the printed step `first` and `last` are
    the outermost values at the step inside it (None where it is unbounded). `closed_by` are the
    matching steps that give its values points. An unresolved finding refuses the scheme.
    """

    fault: Fault
    column: str = ""
    group: str = ""
    unit: Unit | None = None
    interval: Interval | None = None
    first: Fraction | None = None
    last: Fraction | None = None
    closed_by: tuple[FoundBy, ...] = ()
    resolved: bool = False
    name: str = ""


def check(scheme: Scheme, indicators: Mapping[str, Indicator]) -> list[Finding]:
    """All findings of a scheme, columns in order, then classes and fees.

    `indicators` is the catalogue the scheme's columns are defined by.
    """
    findings: list[Finding] = []
    for column in scheme.columns:
        findings += _definition(scheme, column, indicators)
        for group in ("", *column.group_bands):
            findings += _holes(Scale(column, group))
            findings += _overlaps(column, group)
            findings += _order(Scale(column, group))
    findings += _classes(scheme)
    findings += [
        Finding(Fault.FEE_MISSING, name=category)
        for category in Category
        if category is not Category.OFFICIAL and category not in scheme.flat_fees_vnd
    ]
    return findings


def unresolved(findings: list[Finding]) -> list[Finding]:
    """Those findings for which the scheme must be refused."""
    return [finding for finding in findings if not finding.resolved]


def _definition(
    scheme: Scheme, column: Column, indicators: Mapping[str, Indicator]
) -> Iterator[Finding]:
    if column.indicator is None:
        yield Finding(Fault.NO_DEFINITION, column.code)
        return
    if column.indicator not in indicators:
        yield Finding(Fault.UNKNOWN_INDICATOR, column.code, name=column.indicator)
    for reading in scheme.readings:
        if column.code in reading.columns and reading.standard not in ("", column.indicator):
            fault = Fault.DEPARTS_FROM_STANDARD
            yield Finding(fault, column.code, name=reading.standard, resolved=True)


def _holes(scale: Scale) -> Iterator[Finding]:
    column = scale.column
    for printed, run in groupby(scale.pieces, key=_is_printed):
        if printed:
            continue
        pieces = list(run)
        ends = (pieces[0].interval, pieces[-1].interval)
        hole = Interval(ends[0].low, ends[1].high, ends[0].low_included, ends[1].high_included)
        first, last = _at_step(hole, column.step)
        at_step = first is None or last is None or first <= last
        closed = all(piece.match is not None for piece in pieces)
        # Of a hole that holds values at the step, those are meant, not the fractions around them.
        meant = [one for one in pieces if not at_step or _holds_step(one, column.step)]
        steps = [piece.match.found_by for piece in meant if piece.match is not None]
        if column.whole_numbers and closed and not at_step:
            continue
        yield Finding(
            Fault.HOLE_AT_STEP if at_step else Fault.HOLE_BETWEEN_STEPS,
            column.code,
            scale.group,
            column.unit,
            hole,
            first if at_step else None,
            last if at_step else None,
            tuple(dict.fromkeys(steps)),
            resolved=closed,
        )


def _holds_step(piece: Piece, step: Fraction) -> bool:
    first, last = _at_step(piece.interval, step)
    return first is None or last is None or first <= last


def _is_printed(piece: Piece) -> bool:
    return piece.match is not None and piece.match.found_by is FoundBy.PRINTED


def _at_step(interval: Interval, step: Fraction) -> tuple[Fraction | None, Fraction | None]:
    """The first and last multiple of `step` inside; first > last where there is none."""
    first = last = None
    if interval.low is not None:
        first = ceil(interval.low / step) * step
        if first == interval.low and not interval.low_included:
            first += step
    if interval.high is not None:
        last = floor(interval.high / step) * step
        if last == interval.high and not interval.high_included:
            last -= step
    return first, last


def _overlaps(column: Column, group: str) -> Iterator[Finding]:
    cells = [(b.points, b.interval) for b in column.group_bands.get(group, column.bands)]
    cells += [(correction.points, correction.interval) for correction in column.corrections]
    for (points, one), (other_points, other) in combinations(cells, 2):
        shared = _intersection(one, other)
        if points != other_points and shared is not None:
            yield Finding(Fault.OVERLAP, column.code, group, column.unit, shared)


def _intersection(one: Interval, other: Interval) -> Interval | None:
    lows = [(i.low, not i.low_included) for i in (one, other) if i.low is not None]
    highs = [(i.high, i.high_included) for i in (one, other) if i.high is not None]
    low, low_open = max(lows, default=(None, False))
    high, high_included = min(highs, default=(None, True))
    if low is None or high is None:
        return Interval(low, high, not low_open, high_included)
    if low > high or (low == high and (low_open or not high_included)):
        return None
    return Interval(low, high, not low_open, high_included)


def _order(scale: Scale) -> Iterator[Finding]:
    """Points must not fall as the value gets better."""
    column = scale.column
    found = [piece for piece in scale.pieces if piece.match is not None]
    if column.direction is Direction.LOWER:
        found.reverse()
    for worse, better in pairwise(found):
        assert worse.match is not None
        assert better.match is not None
        if better.match.points < worse.match.points:
            fault = Fault.NOT_ASCENDING
            yield Finding(fault, column.code, scale.group, column.unit, better.interval)


def _classes(scheme: Scheme) -> Iterator[Finding]:
    for points in range(scheme.points_min, scheme.points_max + 1):
        held = [grade.code for grade in scheme.grades if points in grade.interval]
        at = Interval(Fraction(points), Fraction(points))
        if not held:
            yield Finding(Fault.CLASS_HOLE, interval=at)
        if len(held) > 1:
            yield Finding(Fault.CLASS_OVERLAP, interval=at, name=", ".join(held))
