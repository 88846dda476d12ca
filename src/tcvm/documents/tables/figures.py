"""The figures of a row: read, and held against what each can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tcvm.documents.tables.cells import Cell, Oddity
from tcvm.documents.tables.columns import Figure, Header
from tcvm.documents.tables.numbers import (
    DIGITS_MAX,
    OTHER_DECIMAL,
    NumberFault,
    parse_number,
    thousands_written_as_decimals,
)
from tcvm.documents.tables.report import Report
from tcvm.domain.indicators.definitions import Element
from tcvm.domain.problems import Problem, Severity

Exact = int | Fraction
Reported = dict[str, Exact]
_LIMIT = 10**DIGITS_MAX
# How a number with the declared decimal sign may look: one that is measured, one that is counted.
_EXAMPLES = {".": ("1,234,567.8", "1,234,567"), ",": ("1.234.567,8", "1.234.567")}
_TIMES = ("", "opening_", "average_")
# Parts of one whole that no loan can be in at once, beyond what `part_of` says of each alone.
_SEPARATE_PARTS = ((("overdue_1_30", "overdue_over_30"), "gross_loan_portfolio"),)


class FigureReader:
    """Reads the columns of figures of one table."""

    def __init__(self, header: Header, decimal: str, report: Report) -> None:
        self.header = header
        self.decimal = decimal
        self.report = report
        self.columns = [(header.columns[name].index, name) for name in header.figures]
        self.bounds = _bounds(header.figures)
        self.sums = _sums(header.figures)
        self.doubtful: Problem | None = None
        self.proven = False

    def read(self, row: int, cells: Sequence[Cell]) -> Reported | None:
        """The figures reported in a row by name; None, once reported, where one is wrong."""
        figures: Reported = {}
        sound = True
        for index, name in self.columns:
            cell = cells[index]
            # Nearly all cells are plain digits or empty.
            if type(cell) is str:
                if cell.isdigit() and cell.isascii() and len(cell) <= DIGITS_MAX:
                    figures[name] = int(cell)
                    continue
                if not cell or cell.isspace():
                    continue
            value = self._value(row, name, cell)
            if value is None:
                sound = False
            else:
                figures[name] = value
        return figures if self._within_bounds(row, figures) and sound else None

    def close(self) -> None:
        """Warn, once all rows are read, if the decimals of the whole table look like thousands."""
        if self.doubtful is not None and not self.proven:
            self.report.add(self.doubtful)

    def _value(self, row: int, name: str, cell: Cell) -> Exact | None:
        """The figure in a cell that is not empty; None, once reported, where it cannot be one."""
        if isinstance(cell, Oddity):
            self._report(cell.code, row, name, cell.shown)
            return None
        if not isinstance(cell, str):
            return self._checked(row, name, cell, cell)
        text = cell.strip()
        value = parse_number(text, self.decimal)
        if isinstance(value, NumberFault):
            self._report(value, row, name, text)
            return None
        if not self._thousands_are_sure(row, name, text, value):
            return None
        return self._checked(row, name, value, text)

    def _checked(self, row: int, name: str, value: Exact, shown: str | Exact) -> Exact | None:
        element = self.header.figures[name].element
        if abs(value) >= _LIMIT:
            self._report(NumberFault.TOO_LONG, row, name, f"≥ 10^{DIGITS_MAX}")
        elif value.denominator != 1 and _is_counted(name, element):
            self._report("number.not_whole", row, name, shown)
        elif value < 0 and not element.negative:
            self._report("number.negative", row, name, shown)
        else:
            return value
        return None

    def _thousands_are_sure(self, row: int, name: str, text: str, value: Exact) -> bool:
        """Whether the decimal sign in a cell cannot be taken for one between thousands.

        A count is refused if it can; amounts are watched, and the table warned of as a whole.
        """
        if self.decimal not in text or OTHER_DECIMAL[self.decimal] in text:
            self.proven = self.proven or OTHER_DECIMAL[self.decimal] in text
            return True
        if not thousands_written_as_decimals(text, self.decimal):
            self.proven = True
            return True
        if _is_counted(name, self.header.figures[name].element):
            self._report(
                "number.thousands_ambiguous", row, name, text, one=value, many=value * 1000
            )
            return False
        if self.doubtful is None:
            self.doubtful = self._problem(
                "table.thousands_suspected", row, name, text, Severity.WARNING, read=value
            )
        return True

    def _within_bounds(self, row: int, figures: Reported) -> bool:
        sound = True
        get = figures.get
        for part, whole in self.bounds:
            amount, limit = get(part), get(whole)
            if amount is not None and limit is not None and amount > limit:
                column = self.header.columns[whole].header
                self._report(
                    "number.part_over_whole", row, part, amount, whole=limit, whole_column=column
                )
                sound = False
        for parts, whole in self.sums:
            amounts = [get(part) for part in parts]
            limit = get(whole)
            if limit is not None and None not in amounts and sound:
                sound = self._sum_within(row, parts, whole, figures)
        return sound

    def _sum_within(self, row: int, parts: tuple[str, ...], whole: str, figures: Reported) -> bool:
        total, limit = sum(figures[part] for part in parts), figures[whole]
        if total <= limit:
            return True
        headers = [self.header.columns[part].header for part in parts]
        self._report(
            "number.parts_over_whole",
            row,
            parts[0],
            total,
            part_columns=headers,
            whole=limit,
            whole_column=self.header.columns[whole].header,
        )
        return False

    def _report(
        self, code: str, row: int, name: str, value: str | Exact, **parameters: object
    ) -> None:
        self.report.add(self._problem(code, row, name, value, Severity.ERROR, **parameters))

    def _problem(
        self,
        code: str,
        row: int,
        name: str,
        value: str | Exact,
        severity: Severity,
        **parameters: object,
    ) -> Problem:
        place = self.header.table.place(row, self.header.columns[name].header)
        counted = _is_counted(name, self.header.figures[name].element)
        known = {
            "value": value,
            "decimal": self.decimal,
            "other": OTHER_DECIMAL[self.decimal],
            "example": _EXAMPLES[self.decimal][counted],
            "digits_max": DIGITS_MAX,
        }
        return Problem(str(code), severity, place, {**known, **parameters})


def _is_counted(name: str, element: Element) -> bool:
    """Whether a figure must be whole; the average of counts need not be."""
    return element.whole_numbers and not name.startswith("average_")


def _bounds(figures: Mapping[str, Figure]) -> list[tuple[str, str]]:
    """Part and whole, both in the table: at the closing, at the opening and on average."""
    found = []
    for name, figure in figures.items():
        time = name.removesuffix(figure.element.code)
        wholes = [time + whole for whole in figure.element.part_of]
        found += [(name, whole) for whole in wholes if whole in figures]
    return found


def _sums(figures: Mapping[str, Figure]) -> list[tuple[tuple[str, ...], str]]:
    """Separate parts and their whole, all of them in the table."""
    timed = [
        (tuple(time + part for part in parts), time + whole)
        for time in _TIMES
        for parts, whole in _SEPARATE_PARTS
    ]
    return [(parts, whole) for parts, whole in timed if {*parts, whole} <= figures.keys()]
