"""The sheet of reported figures: a member a row, a figure a column."""

from __future__ import annotations

from collections.abc import Sequence

from tcvm.documents.scorecards.names import figure_name
from tcvm.documents.scorecards.workbook.book import Sheet, column_name
from tcvm.documents.scorecards.workbook.formulas import averaged_figures, plain_figures
from tcvm.documents.words import label
from tcvm.domain.indicators.evaluate import MONTH_ENDS_IN_YEAR, AverageBasis
from tcvm.domain.indicators.formula import Average, Figure
from tcvm.domain.scoring.round import RoundResult

FILE = "scorecard"
_IDENTITY = ("member", "category", "legal_form")
_FIRST_ROW = 2
_MONTH_ENDS = "month_ends_"


class FiguresSheet:
    """Writes the figures and tells formulas where each of them stands."""

    def __init__(
        self, sheet: Sheet, result: RoundResult, locale: str, origins: Sequence[str] = ()
    ) -> None:
        """Decide on the columns: what the scheme rests on, then whatever else is reported."""
        self.sheet = sheet
        self.result = result
        self.locale = locale
        self.origins = origins
        codes = [code for code in _needed(result) if not code.startswith(_MONTH_ENDS)]
        reported: dict[str, None] = {}
        months: dict[str, None] = {}
        for member in result.members:
            for code, value in member.card.member.figures.items():
                (months if isinstance(value, tuple) else reported)[code] = None
        self.months = tuple(months)
        self.codes = tuple(dict.fromkeys([*codes, *sorted(reported)]))
        start = len(_IDENTITY) + len(self.codes)
        self._columns = {code: len(_IDENTITY) + n for n, code in enumerate(self.codes)}
        self._months = {code: start + MONTH_ENDS_IN_YEAR * n for n, code in enumerate(months)}

    def write(self) -> None:
        """Write heads, codes and all members."""
        sheet, locale = self.sheet, self.locale
        heads = [label(FILE, f"head_{code}", locale) for code in _IDENTITY]
        heads += [figure_name(code, locale) for code in self.codes]
        codes = [*_IDENTITY, *self.codes]
        for code in self.months:
            name = figure_name(code.removeprefix(_MONTH_ENDS), locale)
            for month in range(MONTH_ENDS_IN_YEAR):
                heads.append(label(FILE, "head_month_end", locale, name=name, month=month))
                codes.append(f"{code}_{month}")
        if self.origins:
            heads.append(label(FILE, "head_origin", locale))
            codes.append("origin")
        for column, code in enumerate(codes):
            sheet.write(1, column, code, italic=True, font_color="#59615b", font_size=8)
        sheet.head(0, heads)
        for place in range(len(self.result.members)):
            self._member(place)
        for place, origin in enumerate(self.origins):
            sheet.write(self.row(place), len(codes) - 1, origin)
        sheet.sheet.freeze_panes(_FIRST_ROW, 1)
        sheet.sheet.repeat_rows(0, 1)
        sheet.sheet.set_column(0, 0, 34)
        sheet.sheet.set_column(1, len(codes) - 1, 17)
        sheet.sheet.set_row(0, 54)

    def _member(self, place: int) -> None:
        member = self.result.members[place].card.member
        row = self.row(place)
        for column, text in enumerate((member.name, str(member.category), member.legal_form)):
            self.sheet.write(row, column, text or None)
        for code, value in member.figures.items():
            if isinstance(value, tuple):
                for month, one in enumerate(value[:MONTH_ENDS_IN_YEAR]):
                    column = self._months[code] + month
                    self.sheet.write(row, column, one, num_format="#,##0.##")
            else:
                self.sheet.write(row, self._columns[code], value, num_format="#,##0.##")

    def row(self, place: int) -> int:
        """The row of the member at that place of the round."""
        return _FIRST_ROW + place

    def category_cell(self, place: int) -> str:
        """Where a member's category stands, as its code."""
        return self.sheet.cell(self.row(place), 1)

    def cell(self, place: int, code: str) -> str:
        """Where a figure of a member stands."""
        return f"{self.sheet.reference}!{column_name(self._columns[code])}{self.row(place) + 1}"

    def expression(self, place: int, node: Figure | Average) -> str:
        """A figure of a member as a reference; an average as the first basis with figures."""
        if isinstance(node, Figure):
            return self.cell(place, node.code)
        expression = "NA()"
        for basis in reversed(self.result.rules.scheme.bases):
            found = self._average(place, node.figure.code, basis)
            if found is not None:
                condition, value = found
                expression = f"IF({condition},{value},{expression})"
        return expression

    def _average(self, place: int, code: str, basis: AverageBasis) -> tuple[str, str] | None:
        closing = self.cell(place, code)
        match basis:
            case AverageBasis.MONTH_ENDS:
                first = self._months.get(f"{_MONTH_ENDS}{code}")
                if first is None:
                    return None
                row = self.row(place) + 1
                last = column_name(first + MONTH_ENDS_IN_YEAR - 1)
                cells = f"{self.sheet.reference}!{column_name(first)}{row}:{last}{row}"
                return f"COUNT({cells})={MONTH_ENDS_IN_YEAR}", f"AVERAGE({cells})"
            case AverageBasis.REPORTED:
                average = self.cell(place, f"average_{code}")
                return f"ISNUMBER({average})", average
            case AverageBasis.OPENING_CLOSING:
                opening = self.cell(place, f"opening_{code}")
                return f"COUNT({opening},{closing})=2", f"({opening}+{closing})/2"
            case AverageBasis.CLOSING:
                return f"ISNUMBER({closing})", closing


def _needed(result: RoundResult) -> Sequence[str]:
    """The figures the scheme's formulas rest on, in the order of its columns."""
    rules = result.rules
    codes: list[str] = []
    for column in rules.scheme.columns:
        formula = rules.definition(column).formula
        codes += plain_figures(formula)
        for code in averaged_figures(formula):
            codes += [code, f"opening_{code}", f"average_{code}"]
    return tuple(dict.fromkeys(codes))
