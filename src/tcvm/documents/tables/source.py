"""A table file, opened by what it contains and not by what it is called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tcvm.domain.problems import Place, Problem

Cell = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Row = tuple[int, Sequence[Cell]]
#: How many of a row's cells name known columns; the row with the member column is the header.
Recognise = Callable[[Sequence[Cell]], int]

#: The header is looked for in so many rows: titles may stand above it.
HEADER_ROWS_MAX = 20
FILE_SIZE_MAX = 1 << 30


class TableError(ValueError):
    """A file that cannot be read as a table; the reasons are in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems."""
        super().__init__("; ".join(f"{p.place} {p.code}" for p in problems))
        self.problems = list(problems)


@dataclass
class Table:
    """An open table: its header, and the rows below it, read as they are asked for.

    Rows are counted from 1 in the file; in a CSV file a row is the line on which it begins.
    `unevaluated` holds (row, column index) of formulas that were saved without their result.
    """

    file: str
    sheet: str
    header_row: int
    header: list[str]
    rows: Iterator[Row]
    notes: list[Problem] = field(default_factory=list)
    unevaluated: frozenset[tuple[int, int]] = frozenset()
    padded: bool = False


def refuse(file: str, code: str, *, row: int | None = None, **parameters: object) -> TableError:
    """A TableError of one problem."""
    return TableError([Problem(code, place=Place(file, row=row), parameters=parameters)])


_MAGIC = {
    b"PK\x03\x04": "xlsx",
    b"PK\x05\x06": "xlsx",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
    b"%PDF": "binary",
    b"\x89PNG": "binary",
    b"\xff\xd8\xff": "binary",
    b"GIF8": "binary",
    b"\x1f\x8b": "binary",
    b"7z\xbc\xaf": "binary",
    b"Rar!": "binary",
    b"SQLite format 3\x00": "binary",
    b"\x7fELF": "binary",
    b"MZ\x90": "binary",
}


def open_table(path: str | Path, recognise: Recognise) -> Table:
    """The table in the file at `path`. Raises TableError.

    `recognise` counts the known columns in a row of cells, 0 where the row is no header.
    """
    from tcvm.documents.tables.text import open_text

    file = str(path)
    try:
        size = Path(path).stat().st_size
        with open(path, "rb") as stream:
            head = stream.read(1 << 16)
    except IsADirectoryError as error:
        raise refuse(file, "table.unreadable", reason="directory") from error
    except OSError as error:
        raise refuse(file, "table.unreadable", reason=error.strerror or "") from error
    if size > FILE_SIZE_MAX:
        raise refuse(file, "table.too_large", size_max=FILE_SIZE_MAX >> 20)
    if not head.strip(b" \t\r\n\xef\xbb\xbf"):
        raise refuse(file, "table.empty")
    kind = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "text")
    if kind == "xlsx":
        from tcvm.documents.tables.workbook import open_workbook

        return open_workbook(file, recognise)
    if kind == "ole":
        raise refuse(file, "table.old_or_protected_workbook")
    if kind == "binary":
        raise refuse(file, "table.binary")
    return open_text(file, head, recognise)
