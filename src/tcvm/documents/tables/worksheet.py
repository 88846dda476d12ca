"""The rows of one sheet of an XLSX workbook, read as a stream.

The sheet is read from its XML and not through a library that gives values only: a formula whose
result was never saved, an error and a merged header would be lost there, and a cell far out in
an empty sheet would make it fill the space between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from xml.parsers.expat import XMLParserType

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
        reader = parser()
        reading = _Reading(self)
        reader.StartElementHandler = partial(_start_plain, reader, reading)
        with refusing():
            for _ in feed(reader, self.pieces()):
                for number, columns, cells in reading.rows:
                    yield number, _spread(columns, cells)
                reading.rows.clear()
        self.merged = reading.merged


def _start_plain(reader: XMLParserType, reading: _Reading, name: str, _: dict[str, str]) -> None:
    """At the root, hand over to `reading`, which knows names without the prefix of the root."""
    start, end = reading.start, reading.end
    if prefix := name[: -len(local(name))]:
        reader.StartElementHandler = lambda tag, found: start(tag.removeprefix(prefix), found)
        reader.EndElementHandler = lambda tag: end(tag.removeprefix(prefix))
    else:
        reader.StartElementHandler = start
        reader.EndElementHandler = end
    reader.CharacterDataHandler = reading.text


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

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A start tag."""
        if name == "c":
            self._start_cell(attributes.get("r"))
            self.kind = attributes.get("t", "n")
            self.style = attributes.get("s", "0")
            self.formula = False
            self.value = None
        elif name in ("v", "t"):
            self.taking = not self.phonetic
            if self.value is None:
                self.value = ""
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

    def _start_cell(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip(_DIGITS)
        if (column := self.known.get(letters)) is None:
            column = self.known[letters] = index_of(letters)
        if column <= self.column:
            raise ValueError(reference)
        self.column = column

    def text(self, data: str) -> None:
        """Text between tags."""
        if self.taking:
            self.value = self.value + data if self.value else data
            if len(self.value) > TEXT_MAX:
                raise ValueError(self.column)

    def end(self, name: str) -> None:
        """An end tag."""
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
        kind = self.kind
        if value:
            if kind == "n":
                return self._number(value)
            if kind == "s":
                return self.strings[_position(value)]
            return unescaped(value) if kind in ("str", "inlineStr") else _odd(kind, value)
        if self.formula and (value is None or kind == "n"):
            return Oddity("number.formula_unsaved", "")
        return ""

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
