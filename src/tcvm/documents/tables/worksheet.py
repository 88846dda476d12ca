"""The rows of one sheet of an XLSX workbook, read as a stream.

The sheet is read from its XML and not through a library that gives values only: a formula whose
result was never saved, an error and a merged header would be lost there, and a cell far out in
an empty sheet would make it fill the space between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from tcvm.documents.tables.archive import refusing
from tcvm.documents.tables.cells import Cell, Oddity, Row, index_of
from tcvm.documents.tables.markup import feed, local, parser
from tcvm.documents.tables.numbers import DIGITS_MAX, number_of

#: What Excel itself allows in a cell.
TEXT_MAX = 32_767
_MERGED_MAX = 10_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"


class Worksheet:
    """The rows of a sheet, read anew at every iteration.

    `pieces` opens the part; `strings` are the shared texts and `dates` the styles that show a
    number as a date or time. `merged` holds the ranges of merged cells once all rows are read.
    """

    def __init__(
        self,
        pieces: Callable[[], Iterable[bytes]],
        strings: Sequence[str],
        dates: Container[str],
    ) -> None:
        self.pieces = pieces
        self.strings = strings
        self.dates = dates
        self.merged: list[str] = []

    def __iter__(self) -> Iterator[Row]:
        """Rows that hold a cell, as (row number, cells). Raises UnreadableError."""
        reading = _Reading(self)
        reader = parser()
        reader.StartElementHandler = reading.start
        reader.EndElementHandler = reading.end
        reader.CharacterDataHandler = reading.text
        with refusing():
            for _ in feed(reader, self.pieces()):
                for number, columns, cells in reading.rows:
                    yield number, _spread(columns, cells)
                reading.rows.clear()
        self.merged = reading.merged


def _spread(columns: list[int], cells: list[Cell]) -> list[Cell]:
    """The cells at their columns, which ascend, with empty ones between."""
    if columns[-1] == len(columns) - 1:
        return cells
    row: list[Cell] = [""] * (columns[-1] + 1)
    for column, cell in zip(columns, cells, strict=True):
        row[column] = cell
    return row


class _Reading:
    """The state of reading one sheet; its methods are called by the parser."""

    def __init__(self, sheet: Worksheet) -> None:
        self.strings = sheet.strings
        self.dates = sheet.dates
        self.rows: list[tuple[int, list[int], list[Cell]]] = []
        self.merged: list[str] = []
        self.row = 0
        self.column = -1
        self.columns: list[int] = []
        self.cells: list[Cell] = []
        self.known: dict[str, int] = {}
        self.kind = ""
        self.style = ""
        self.formula = self.phonetic = self.taking = False
        self.value: str | None = None
        self.prefix: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A start tag."""
        if self.prefix is None:
            self.prefix = name[: -len(local(name))]
        if self.prefix:
            name = name.removeprefix(self.prefix)
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self.taking = not self.phonetic
            self.value = self.value or ""
        elif name == "f":
            self.formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self.phonetic = True
        elif name == "mergeCell" and len(self.merged) < _MERGED_MAX:
            self.merged.append(attributes.get("ref", ""))

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self.row + 1))
        if number <= self.row:
            raise ValueError(number)
        self.row = number
        self.column = -1
        self.columns, self.cells = [], []

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            letters = reference.rstrip(_DIGITS)
            if (column := self.known.get(letters)) is None:
                column = self.known[letters] = index_of(letters)
            if column <= self.column:
                raise ValueError(reference)
            self.column = column
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "0")
        self.formula = False
        self.value = None

    def text(self, data: str) -> None:
        """Text between tags."""
        if self.taking:
            assert self.value is not None
            self.value += data
            if len(self.value) > TEXT_MAX:
                raise ValueError(self.column)

    def end(self, name: str) -> None:
        """An end tag."""
        if self.prefix:
            name = name.removeprefix(self.prefix)
        if name in ("v", "t"):
            self.taking = False
        elif name == "c":
            cell = self._cell(self.value)
            if cell != "":
                self.columns.append(self.column)
                self.cells.append(cell)
        elif name == "row":
            if self.cells:
                self.rows.append((self.row, self.columns, self.cells))
        elif name == "rPh":
            self.phonetic = False

    def _cell(self, value: str | None) -> Cell:
        if self.kind == "s":
            return "" if not value else self.strings[_position(value)]
        if self.formula and (value is None or (not value and self.kind == "n")):
            return Oddity("number.formula_unsaved", "")
        if not value:
            return ""
        if self.kind in ("str", "inlineStr"):
            return unescaped(value)
        return self._number(value) if self.kind == "n" else _odd(self.kind, value)

    def _number(self, value: str) -> Cell:
        if self.style in self.dates:
            return Oddity("number.is_date", value)
        if value.isdigit() and value.isascii() and len(value) <= DIGITS_MAX:
            return int(value)
        number = number_of(float(value))
        return Oddity("number.not_finite", value) if number is None else number


def _position(value: str) -> int:
    position = int(value)
    if position < 0:
        raise IndexError(position)
    return position


def _odd(kind: str, value: str) -> Oddity:
    match kind:
        case "b":
            return Oddity("number.is_boolean", "FALSE" if value == "0" else "TRUE")
        case "e":
            return Oddity("number.is_error", value)
        case "d":
            return Oddity("number.is_date", value)
    raise ValueError(kind)


def unescaped(text: str) -> str:
    """Text with the characters written that XML cannot hold and a workbook escapes (`_x000D_`)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
