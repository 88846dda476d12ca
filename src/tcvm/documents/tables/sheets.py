"""Any table of a file, sheet by sheet, for whoever chooses sheet and header by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from fractions import Fraction
from itertools import islice
from pathlib import Path

from tcvm.documents.tables.cells import Cell, Oddity, is_blank
from tcvm.documents.tables.delimited import Delimited
from tcvm.documents.tables.encoding import HEAD_BYTES, encoding_of
from tcvm.documents.tables.report import Report, UnreadableError
from tcvm.documents.tables.workbook import Workbook
from tcvm.domain.problems import Problem

_ZIP = b"PK"
#: The day from which workbooks count; the 1900 they take for a leap year is before any of ours.
_EPOCH = dt.date(1899, 12, 30)
_LAST = (dt.date(2200, 1, 1) - _EPOCH).days
SHEETS_MAX = 50

#: Text as it stands, or a date where the cell shows one.
Value = str | dt.date
ValueRow = tuple[int, Sequence[Value]]


def sheet_names(path: Path) -> tuple[str, ...]:
    """The visible sheets of a workbook; one without a name for a file of text.

    Raises UnreadableError.
    """
    if not _is_workbook(path):
        encoding_of(path)
        return ("",)
    with Workbook(path) as workbook:
        found = tuple(sheet.name for sheet in workbook.sheets if sheet.visible)
    if not found:
        raise UnreadableError("workbook.no_sheet")
    return found[:SHEETS_MAX]


def sheet_rows(path: Path, sheet: str, is_key: Callable[[str], bool]) -> Iterator[ValueRow]:
    """The rows of one sheet that hold anything, streamed, each with its number in the file.

    `is_key` recognises a heading: by it the delimiter of text is found. Raises UnreadableError,
    from the rows as well; text that is quoted wrongly is refused with its line.
    """
    if not _is_workbook(path):
        problems: list[Problem] = []
        report = Report(problems, path.name)
        for number, cells in Delimited(path, encoding_of(path), report, is_key):
            if problems:
                raise UnreadableError(problems[0].code, problems[0].place, **problems[0].parameters)
            if not all(is_blank(cell) for cell in cells):
                yield number, [_value(cell) for cell in cells]
        if problems:
            raise UnreadableError(problems[0].code, problems[0].place, **problems[0].parameters)
        return
    workbook = Workbook(path)
    with closing(workbook.archive):
        found = next((one for one in workbook.sheets if one.name == sheet and one.visible), None)
        if found is None:
            raise UnreadableError("workbook.no_sheet")
        for number, cells in workbook.rows(found):
            if not all(is_blank(cell) for cell in cells):
                yield number, [_value(cell) for cell in cells]


def first_rows(path: Path, sheet: str, count: int, is_key: Callable[[str], bool]) -> list[ValueRow]:
    """The first rows that hold anything."""
    return list(islice(sheet_rows(path, sheet, is_key), count))


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES).startswith(_ZIP)


def _value(cell: Cell) -> Value:
    if isinstance(cell, Oddity):
        return _date(cell.shown) if cell.code == "number.is_date" else cell.shown
    if isinstance(cell, Fraction):
        return str(cell.numerator) if cell.denominator == 1 else repr(float(cell))
    return str(cell) if isinstance(cell, int) else " ".join(cell.split())


def _date(shown: str) -> Value:
    """The date a cell of a workbook shows: days counted, or written; its text where it is none."""
    try:
        days = int(float(shown))
    except ValueError:
        try:
            return dt.date.fromisoformat(shown[:10])
        except ValueError:
            return shown
    return _EPOCH + dt.timedelta(days=days) if 60 < days < _LAST else shown
