"""CSV as programs and people save it: rows of cells, one at a time."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from tcvm.documents.tables.cells import Row
from tcvm.documents.tables.encoding import Encoding
from tcvm.documents.tables.report import Report, UnreadableError
from tcvm.domain.problems import Place, Problem

DELIMITERS = ",;\t|"
#: A line longer than this is no row of members.
LINE_MAX = 1_048_576
#: So many rows are looked at to find the header and the delimiter.
HEADER_ROWS = 20


class Delimited:
    """The rows of a CSV file with the line each starts on, read anew at every iteration.

    `is_key` recognises the name of the column that every table has; by it the delimiter is found.
    """

    def __init__(
        self, path: Path, encoding: Encoding, report: Report, is_key: Callable[[str], bool]
    ) -> None:
        self.path = path
        self.encoding = encoding
        self.report = report
        self.delimiter, self.skipped = self._sniffed(is_key)

    def __iter__(self) -> Iterator[Row]:
        """Rows as (line number, cells); what is wrong with a row goes to the report."""
        with self._text() as text:
            yield from self._rows(text)

    def _text(self) -> TextIO:
        return self.path.open(encoding=self.encoding.codec, newline="")

    def _rows(self, text: TextIO) -> Iterator[Row]:
        lines = self._lines(text)
        for _ in range(self.skipped):
            next(lines, "")
        reader = csv.reader(lines, delimiter=self.delimiter, skipinitialspace=True, strict=True)
        start = self.skipped + 1
        while True:
            try:
                for cells in reader:
                    yield start, cells
                    start = self.skipped + reader.line_num + 1
            except csv.Error as error:
                end = self.skipped + reader.line_num
                self._report(str(error), start, end)
                start = end + 1
                continue
            return

    def _report(self, message: str, start: int, end: int) -> None:
        place = Place(self.report.file, row=start)
        limit = csv.field_size_limit()
        if "unexpected end" in message or ("field limit" in message and end > start):
            raise UnreadableError("table.quote_unclosed", place)
        if "field limit" in message:
            problem = Problem("table.cell_too_long", place=place, parameters={"length_max": limit})
        else:
            problem = Problem("table.quote_misplaced", place=place)
        self.report.add(problem)

    def _lines(self, text: TextIO) -> Iterator[str]:
        read = text.readline
        number = 0
        while line := read(LINE_MAX):
            number += 1
            if len(line) == LINE_MAX and line[-1] not in "\r\n":
                place = Place(self.report.file, row=number)
                raise UnreadableError("table.line_too_long", place, length_max=LINE_MAX)
            yield line

    def _sniffed(self, is_key: Callable[[str], bool]) -> tuple[str, int]:
        """The delimiter, and how many lines stand before the table because they only name it."""
        with self._text() as text:
            lines = list(islice(self._lines(text), 10 * HEADER_ROWS))
        named = lines[0].strip().lower() if lines else ""
        if named.startswith("sep=") and len(named) == 5 and named[4] in DELIMITERS:
            return named[4], 1
        return max(DELIMITERS, key=lambda sign: _fitness(lines, sign, is_key)), 0


def _fitness(
    lines: list[str], delimiter: str, is_key: Callable[[str], bool]
) -> tuple[bool, int, int]:
    """How well a delimiter fits: the key column appears, the header has many cells, rows agree."""
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    try:
        rows = list(islice(reader, HEADER_ROWS))
    except csv.Error:
        return False, 0, 0
    keyed = [cells for cells in rows if any(map(is_key, cells))]
    filled = [cells for cells in rows if any(cells)]
    width = len((keyed or filled or rows or [[]])[0])
    return bool(keyed), width, sum(len(cells) == width for cells in rows)
