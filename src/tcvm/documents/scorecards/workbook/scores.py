"""The sheet of scorecards: a member's indicator a row, value and points as formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcvm.documents.pictures import results
from tcvm.documents.pictures.quantities import band_text
from tcvm.documents.scorecards import sentences
from tcvm.documents.scorecards.names import formula_text, unit_name
from tcvm.documents.scorecards.workbook.book import FORMATS, Sheet, address
from tcvm.documents.scorecards.workbook.formulas import excel, plain_figures
from tcvm.documents.words import label
from tcvm.domain.indicators.definitions import Unit

if TYPE_CHECKING:
    from tcvm.documents.scorecards.workbook.figures import FiguresSheet
    from tcvm.documents.scorecards.workbook.scheme import SchemeSheet
    from tcvm.domain.scoring.round import MemberResult, RoundResult
    from tcvm.domain.scoring.scheme import Column
    from tcvm.domain.scoring.score import Score

FILE = "scorecard"
_HEADS = (
    *("member", "indicator", "value", "unit", "piece", "points", "found_by", "cell"),
    *("gain", "loss", "group", "lower_quartile", "median_value", "upper_quartile", "rank"),
    "calculated",
)
_VALUE, _PIECE, _POINTS, _FOUND_BY, _CELL = 2, 4, 5, 6, 7
_GAIN, _GROUP, _CALCULATED = 8, 10, 15


class ScoresSheet:
    """Writes the scorecards one under another and keeps where each member's rows stand."""

    def __init__(
        self,
        sheet: Sheet,
        result: RoundResult,
        figures: FiguresSheet,
        scheme: SchemeSheet,
        locale: str,
    ) -> None:
        """Nothing is written yet."""
        self.sheet = sheet
        self.result = result
        self.rules = result.rules
        self.figures = figures
        self.scheme = scheme
        self.locale = locale
        self._words = {
            column.code: formula_text(self.rules.definition(column).formula, locale)
            for column in self.rules.scheme.columns
        }
        #: By place in the round: the first row of the member's scores.
        self.first_row: dict[int, int] = {}

    def write(self) -> None:
        """Write every scored member."""
        sheet = self.sheet
        sheet.head(0, [label(FILE, f"head_{code}", self.locale) for code in _HEADS])
        row = 1
        for place, member in enumerate(self.result.members):
            if not member.card.scores:
                continue
            self.first_row[place] = row
            for score in member.card.scores:
                self._score(row, place, member, score)
                row += 1
        sheet.sheet.freeze_panes(1, 2)
        sheet.sheet.repeat_rows(0)
        sheet.sheet.autofilter(0, 0, max(row - 1, 1), len(_HEADS) - 1)
        for first, last, width in ((0, 1, 34), (2, 10, 15), (11, 14, 13), (15, 15, 80)):
            sheet.sheet.set_column(first, last, width)
        sheet.sheet.set_row(0, 30)

    def points_range(self, place: int) -> str:
        """Where the points of a member stand, one under another."""
        first = self.first_row[place]
        last = first + len(self.rules.scheme.columns) - 1
        start, end = address(first, _POINTS), address(last, _POINTS)
        return f"{self.sheet.reference}!{start}:{end}"

    def points_cell(self, place: int, column: int) -> str:
        """Where the points of one indicator of a member stand."""
        return self.sheet.cell(self.first_row[place] + column, _POINTS)

    def _score(self, row: int, place: int, member: MemberResult, score: Score) -> None:
        card, sheet, locale = member.card, self.sheet, self.locale
        scale = self.rules.scale(score.column, card.groups)
        column = scale.column
        last = score.column == self.rules.scheme.columns[-1].code
        rule: dict[str, object] = {"bottom": 1, "bottom_color": "#9aa29c"} if last else {}
        number = FORMATS[column.unit]
        sheet.write(row, 0, card.member.name, **rule)
        sheet.write(row, 1, column.name.said_in(locale), **rule)
        sheet.formula(
            row, _VALUE, self._value(place, column), score.value, num_format=number, **rule
        )
        sheet.write(row, 3, unit_name(column.unit, self.rules.scheme.currency, locale), **rule)
        names = self.scheme.scales[score.column, scale.group]
        value, piece = address(row, _VALUE), address(row, _PIECE)
        # The last piece that begins before the value, or at it where it includes its first value.
        found = f"SUMPRODUCT(({names.start}<{value})+({names.start}={value})*{names.closed})"
        index = None if score.value is None else scale.index(score.value) + 1
        sheet.formula(
            row, _PIECE, f'IF(ISNUMBER({value}),{found},"")', index, font_color="#59615b", **rule
        )
        match = score.match
        texts = {
            _POINTS: (names.points, None if match is None else match.points),
            _FOUND_BY: (
                names.found_by,
                None if match is None else label("labels", f"found_by_{match.found_by}", locale),
            ),
            _CELL: (
                names.band,
                None if match is None else band_text(match.band, locale) if match.band else "–",
            ),
        }
        for place_of, (name, cached) in texts.items():
            formula = f'IF(ISNUMBER({piece}),INDEX({name},{piece}),"")'
            bold = {"bold": True} if place_of == _POINTS else {}
            sheet.formula(row, place_of, formula, cached, **bold, **rule)
        self._distances(row, member, column, rule)
        self._peers(row, member, score, rule)
        sheet.write(row, _CALCULATED, self._words[score.column], **rule)

    def _value(self, place: int, column: Column) -> str:
        """The value of an indicator; blank where a figure is missing or a denominator zero."""
        formula = self.rules.definition(column).formula
        expression = excel(
            formula,
            lambda node: self.figures.expression(place, node),
            months=self.rules.months,
        )
        if column.unit is Unit.MONEY:
            expression = f"({expression})/{self.scheme.exchange_rate}"
        cells = [self.figures.cell(place, code) for code in plain_figures(formula)]
        if cells:
            expression = f'IF(COUNT({",".join(cells)})<{len(cells)},"",{expression})'
        return f'IFERROR({expression},"")'

    def _distances(
        self, row: int, member: MemberResult, column: Column, rule: dict[str, object]
    ) -> None:
        for offset, moves in enumerate(
            () if member.distance is None else (member.distance.gains, member.distance.losses)
        ):
            move = moves.get(column.code)
            text = None if move is None else sentences.target_text(move, column, self.locale)
            self.sheet.write(row, _GAIN + offset, text, **rule)
        if member.distance is None:
            self.sheet.write(row, _GAIN, None, **rule)
            self.sheet.write(row, _GAIN + 1, None, **rule)

    def _peers(self, row: int, member: MemberResult, score: Score, rule: dict[str, object]) -> None:
        place = results.shown_place(self.result, member.card)
        values: list[object] = [None] * 5
        number = "General"
        if place is not None:
            strip = results.strip(self.result, score, member.card.groups, place)
            found = strip.statistics
            group = place.group.name.said_in(self.locale)
            values = [group, found.lower_quartile, found.median, found.upper_quartile, strip.rank]
            number = FORMATS[self.rules.scheme.column(score.column).unit]
        for offset, value in enumerate(values):
            form = {"num_format": number} if 0 < offset < 4 else {}
            self.sheet.write(row, _GROUP + offset, value, **form, **rule)  # type: ignore[arg-type]
