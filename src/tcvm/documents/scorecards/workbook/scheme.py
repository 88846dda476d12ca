"""The sheet of the scheme: as printed, as read, and in the pieces from which points follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tcvm.documents.pictures.quantities import band_text
from tcvm.documents.scorecards.names import decision_name
from tcvm.documents.scorecards.sentences import step_text
from tcvm.documents.scorecards.workbook.book import LOWEST, Book, Sheet, Value
from tcvm.documents.words import label
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.scoring.scheme import ReadingKind

if TYPE_CHECKING:
    from tcvm.documents.scorecards.heading import Heading
    from tcvm.domain.scoring.match import Scale
    from tcvm.domain.scoring.score import Rules

FILE = "scorecard"
#: A bound that is none, shown as minus infinity.
_MINUS_INFINITY = '[<=-1E+299]"−∞";'
#: The column of a piece's first value.
_START = 2


@dataclass(frozen=True, slots=True)
class ScaleNames:
    """The names of one scale's columns: where each piece begins, and what it gives."""

    start: str
    closed: str
    points: str
    found_by: str
    band: str


class SchemeSheet:
    """Writes the scheme and keeps the names by which formulas reach it."""

    def __init__(
        self, book: Book, sheet: Sheet, rules: Rules, heading: Heading, locale: str
    ) -> None:
        """Nothing is written yet."""
        self.book = book
        self.sheet = sheet
        self.rules = rules
        self.heading = heading
        self.locale = locale
        self.row = 0
        self.exchange_rate = ""
        self.grade_start = self.grade_code = self.grade_fee = ""
        self.category_code = self.category_fee = ""
        self.scales: dict[tuple[str, str], ScaleNames] = {}

    def write(self) -> None:
        """Write all of the scheme, top to bottom."""
        scheme = self.rules.scheme
        self.sheet.title(self.row, scheme.name.said_in(self.locale), size=14)
        self.row += 1
        self._terms()
        self._bands()
        self._grades()
        self._corrections()
        self._readings()
        self._pieces()
        self.sheet.sheet.set_column(0, 0, 36)
        self.sheet.sheet.set_column(1, 1, 24)
        self.sheet.sheet.set_column(2, 9, 20)

    def _label(self, code: str, **parameters: object) -> str:
        return label(FILE, code, self.locale, **parameters)

    def _section(self, code: str, *heads: str) -> None:
        self.row += 1
        self.sheet.title(self.row, self._label(code))
        self.row += 1
        if heads:
            self.sheet.head(self.row, [self._label(head) for head in heads])
            self.row += 1

    def _line(self, *values: Value, **properties: object) -> None:
        for column, value in enumerate(values):
            self.sheet.write(self.row, column, value, **properties)
        self.row += 1

    def _terms(self) -> None:
        scheme, heading = self.rules.scheme, self.heading
        self._section("scheme_terms")
        self._line(self._label("head_code"), scheme.code)
        self._line(self._label("terms_version"), scheme.version)
        self._line(self._label("scheme_resolution"), scheme.resolution.said_in(self.locale))
        rate = self._label("terms_rate", currency=heading.currency, scheme_currency=scheme.currency)
        self.exchange_rate = self._named("exchange_rate", 1)
        self._line(rate, self.rules.exchange_rate, num_format="#,##0.####", align="left")
        if heading.rate_source is not None:
            source = heading.rate_source.said_in(self.locale)
            self._line(self._label("terms_rate_source"), source)
        self._line(self._label("terms_months"), self.rules.months, align="left")

    def _named(self, name: str, column: int, rows: int = 1) -> str:
        """Name `rows` cells of a column from the present row on."""
        first, last = (self.row, column), (self.row + rows - 1, column)
        return self.book.name(name, self.sheet, first, last)

    def _bands(self) -> None:
        scheme = self.rules.scheme
        tables = {"": scheme.columns}
        for column in scheme.columns:
            for group in column.group_bands:
                tables[group] = (*tables.get(group, ()), column)
        for group, columns in tables.items():
            self._section("scheme_bands")
            if group:
                self._line(self._label("scheme_group_bands", group=group), italic=True)
            points = sorted(
                {b.points for c in columns for b in c.group_bands.get(group, c.bands)},
                reverse=True,
            )
            heads = ("head_indicator", "scheme_definition", "scheme_step")
            texts = [*map(self._label, heads), *map(str, points)]
            self.sheet.head(self.row, texts)
            self.row += 1
            for column in columns:
                bands = column.group_bands.get(group, column.bands)
                printed = {band.points: band_text(band.printed, self.locale) for band in bands}
                self._line(
                    column.name.said_in(self.locale),
                    self.rules.definition(column).name.said_in(self.locale),
                    step_text(column, self.locale),
                    *(printed.get(one) for one in points),
                )

    def _grades(self) -> None:
        scheme = self.rules.scheme
        heads = ("head_class", "head_printed_points", "head_from", "head_fee")
        self._section("scheme_fees", *heads)
        starts: list[tuple[int, str]] = []
        for points in range(scheme.points_min, scheme.points_max + 1):
            code = scheme.grade_of(points).code
            if not starts or starts[-1][1] != code:
                starts.append((points, code))
        grades = {grade.code: grade for grade in scheme.grades}
        self.grade_code = self._named("grade_code", 0, len(starts))
        self.grade_start = self._named("grade_from", 2, len(starts))
        self.grade_fee = self._named("grade_fee", 3, len(starts))
        # Below the fewest points nothing is looked up; the lowest class is open downwards.
        for place, (points, code) in enumerate(starts):
            grade = grades[code]
            start = LOWEST if place == 0 else points
            self._line(
                code, grade.printed, start, grade.fee_vnd, num_format=f"{_MINUS_INFINITY}#,##0"
            )
        flat = scheme.flat_fees_vnd
        self.row += 1
        self.sheet.head(
            self.row, [self._label(head) for head in ("head_category", "head_code", "head_fee")]
        )
        self.row += 1
        if flat:
            self.category_code = self._named("category_code", 1, len(flat))
            self.category_fee = self._named("category_fee", 2, len(flat))
        for category, fee_vnd in flat.items():
            name = label("labels", f"category_{category}", self.locale)
            self._line(name, str(category), fee_vnd, num_format="#,##0")

    def _corrections(self) -> None:
        columns = [column for column in self.rules.scheme.columns if column.corrections]
        if not columns:
            return
        heads = ("head_indicator", "head_points", "head_cell", "head_read_as", "head_reason")
        self._section("scheme_corrections", *heads)
        for column in columns:
            printed = {band.points: band.printed for band in column.bands}
            for one in column.corrections:
                self._line(
                    column.name.said_in(self.locale),
                    one.points,
                    band_text(printed[one.points], self.locale),
                    band_text(one.read_as, self.locale),
                    one.reason.said_in(self.locale),
                )

    def _readings(self) -> None:
        scheme = self.rules.scheme
        if not scheme.readings:
            return
        self._section("scheme_readings", "head_code", "head_decided", "head_text", "head_reason")
        for reading in scheme.readings:
            decided = None
            if reading.kind is not ReadingKind.NOTE:
                indicators = self.rules.indicators
                decided = decision_name(scheme, indicators, reading, reading.value, self.locale)
            self._line(
                reading.code,
                decided,
                reading.text.said_in(self.locale),
                reading.reason.said_in(self.locale),
            )

    def _pieces(self) -> None:
        heads = (
            *("head_indicator", "head_group", "head_from", "head_closed"),
            *("head_points", "head_found_by", "head_cell"),
        )
        self._section("scheme_pieces", *heads)
        for key, scale in self.rules.scales.items():
            self.scales[key] = self._scale(scale)

    def _scale(self, scale: Scale) -> ScaleNames:
        column = scale.column
        stem = f"{column.code}_{scale.group}" if scale.group else column.code
        rows = len(scale.pieces)
        percent = column.unit is Unit.PERCENT
        start_format = f"{_MINUS_INFINITY}{'0.00##%' if percent else '#,##0.##'}"
        names = ScaleNames(
            start=self._named(f"{stem}_from", 2, rows),
            closed=self._named(f"{stem}_closed", 3, rows),
            points=self._named(f"{stem}_points", 4, rows),
            found_by=self._named(f"{stem}_found_by", 5, rows),
            band=self._named(f"{stem}_band", 6, rows),
        )
        for piece in scale.pieces:
            interval, match = piece.interval, piece.match
            found_by = band = points = None
            if match is not None:
                points = match.points
                found_by = label("labels", f"found_by_{match.found_by}", self.locale)
                band = band_text(match.band, self.locale) if match.band else "–"
            low = LOWEST if interval.low is None else interval.low
            closed = 1 if interval.low is None or interval.low_included else 0
            name = column.name.said_in(self.locale)
            values = (name, scale.group or None, low, closed, points, found_by, band)
            for place, value in enumerate(values):
                form = {"num_format": start_format} if place == _START else {}
                self.sheet.write(self.row, place, value, **form)
            self.row += 1
        return names
