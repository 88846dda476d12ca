"""A rating scheme: what the network printed, and how each hole in the print is read.

A scheme is data, agreed by a meeting and published once. Its bands are kept as printed; what
makes them complete (corrections, readings, the floor) stands beside them as lines of their own,
each with a reason, so that a score can say which of them it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from tcvm.domain.indicators.definitions import Direction, Unit
from tcvm.domain.indicators.evaluate import USUAL_BASES, AverageBasis
from tcvm.domain.scoring.interval import Interval
from tcvm.domain.text import Text


class Category(StrEnum):
    """The categories of membership (rating.md section 1)."""

    OFFICIAL = "official"
    OBSERVER = "observer"
    ASSOCIATE_ORGANISATION = "associate_organisation"
    ASSOCIATE_INDIVIDUAL = "associate_individual"


@dataclass(frozen=True, slots=True)
class Band:
    """One printed cell: the points it gives, its text, and the interval the text stands for.

    `published` is the cell letter by letter as the network's document has it, where it differs.
    """

    points: int
    printed: str
    interval: Interval
    published: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A printed cell that is read as another interval, and why."""

    points: int
    read_as: str
    interval: Interval
    reason: Text


@dataclass(frozen=True, slots=True)
class Column:
    """One scored indicator: its printed bands and all that is needed to read them.

    `indicator` is the catalogue indicator whose value is scored, None where the published text
    gives no definition and no reading supplies one. `group_bands` holds a table of its own for a
    peer group (axis and group code joined by `:`). `floor_points` is what a value worse than the
    last printed bound scores, None where nothing is said.
    """

    code: str
    name: Text
    unit: Unit
    direction: Direction
    step: Fraction
    whole_numbers: bool
    indicator: str | None
    bands: tuple[Band, ...]
    corrections: tuple[Correction, ...] = ()
    floor_points: int | None = None
    group_bands: Mapping[str, tuple[Band, ...]] = field(default_factory=dict)

    @property
    def points_max(self) -> int:
        """The most points the column can give, in its own table or a peer group's."""
        return max(band.points for bands in self.tables for band in bands)

    @property
    def tables(self) -> tuple[tuple[Band, ...], ...]:
        """The common table, then those of peer groups."""
        return (self.bands, *self.group_bands.values())


class ReadingKind(StrEnum):
    """What a reading decides: a definition, the floor, the averages; a note only explains."""

    INDICATOR = "indicator"
    FLOOR = "floor"
    AVERAGES = "averages"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Reading:
    """One decision on how the printed text is read, with its reason and what else it could be.

    `columns` are the scored indicators it touches (none: all). `value` and `alternatives` are an
    indicator code, a number of points or average bases joined by `>`, by kind. `supplies` marks a
    reading without which the printed text has no definition at all; `standard` names the sector's
    own definition where the printed one departs from it.
    """

    code: str
    kind: ReadingKind
    text: Text
    reason: Text
    columns: tuple[str, ...] = ()
    value: str = ""
    alternatives: tuple[str, ...] = ()
    supplies: bool = False
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """A class: its code, the printed band of points, and the yearly fee in đồng."""

    code: str
    printed: str
    interval: Interval
    fee_vnd: int


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """One group of a peer axis: an interval of a figure, or one value of an attribute."""

    code: str
    name: Text
    printed: str = ""
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class PeerAxis:
    """A way of grouping members: by the interval a reported figure lies in, or by legal form."""

    code: str
    name: Text
    figure: str
    groups: tuple[PeerGroup, ...]


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """An exchange rate the scheme's own text names."""

    year: int
    vnd_per_usd: Fraction
    source: Text


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme. `currency` is that of its money bands; grades stand best first."""

    code: str
    version: str
    name: Text
    resolution: Text
    currency: str
    columns: tuple[Column, ...]
    grades: tuple[Grade, ...]
    flat_fees_vnd: Mapping[Category, int]
    readings: tuple[Reading, ...]
    peer_axes: tuple[PeerAxis, ...] = ()
    peer_members_min: int = 3
    peer_quartiles_min: int = 5
    bases: tuple[AverageBasis, ...] = USUAL_BASES
    rates: tuple[PublishedRate, ...] = ()

    @property
    def points_max(self) -> int:
        """The most points a member can have."""
        return sum(column.points_max for column in self.columns)

    @property
    def points_min(self) -> int:
        """The fewest points a rated member can have."""
        return sum(_points_min(column) for column in self.columns)

    def column(self, code: str) -> Column:
        """The column of that code; KeyError if there is none."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)

    def reading(self, code: str) -> Reading:
        """The reading of that code; KeyError if there is none."""
        for reading in self.readings:
            if reading.code == code:
                return reading
        raise KeyError(code)

    def grade_of(self, points: int) -> Grade:
        """The class of a sum of points; LookupError where the printed classes have a hole."""
        for grade in self.grades:
            if points in grade.interval:
                return grade
        raise LookupError(points)

    def reading_with(self, reading: Reading, value: str) -> Scheme:
        """The scheme with `reading` decided as `value` instead."""
        decided = replace(reading, value=value)
        readings = tuple(decided if one.code == reading.code else one for one in self.readings)
        touched = tuple(
            _with_reading(column, decided) if column.code in reading.columns else column
            for column in self.columns
        )
        bases = bases_of(value) if reading.kind is ReadingKind.AVERAGES else self.bases
        return replace(self, readings=readings, columns=touched, bases=bases)

    def as_printed(self) -> Scheme:
        """The scheme without its corrections, floors and definitions only a reading supplies."""
        supplied = {
            code for reading in self.readings if reading.supplies for code in reading.columns
        }
        columns = tuple(
            replace(
                column,
                corrections=(),
                floor_points=None,
                indicator=None if column.code in supplied else column.indicator,
            )
            for column in self.columns
        )
        return replace(self, columns=columns)


def _points_min(column: Column) -> int:
    lowest = min(band.points for bands in column.tables for band in bands)
    return lowest if column.floor_points is None else min(lowest, column.floor_points)


def _with_reading(column: Column, reading: Reading) -> Column:
    match reading.kind:
        case ReadingKind.INDICATOR:
            return replace(column, indicator=reading.value)
        case ReadingKind.FLOOR:
            return replace(column, floor_points=int(reading.value))
        case _:
            return column


def bases_of(value: str) -> tuple[AverageBasis, ...]:
    """The average bases a reading names, in order: `month_ends>reported>opening_closing`."""
    return tuple(AverageBasis(part) for part in value.split(">"))
