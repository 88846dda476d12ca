"""Opening a file of members: what kind it is, by its content, and where its table stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from tcvm.documents.tables.cells import Cell, Row, index_of, is_blank
from tcvm.documents.tables.delimited import HEADER_ROWS, Delimited
from tcvm.documents.tables.encoding import HEAD_BYTES, encoding_of
from tcvm.documents.tables.report import Report, UnreadableError
from tcvm.domain.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from tcvm.documents.tables.workbook import Sheet, Workbook

IsKey = Callable[[str], bool]
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted workbook is an older container with this entry in it.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7Z",
    b"PAR1": "Parquet",
    b"SQLite format 3\0": "SQLite",
    b"{\\rtf": "RTF",
}
_MARKUP = {b"<html": "HTML", b"<!doctype html": "HTML", b"<table": "HTML", b"<?xml": "XML"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file: its header with the row it stands in, and the rows below.

    `lettered` says that its cells have addresses such as `C7`.
    """

    file: str
    sheet: str
    header_row: int
    header: Sequence[Cell]
    rows: Iterator[Row]
    lettered: bool = False

    def place(self, row: int | None = None, column: str = "") -> Place:
        """A place in the table."""
        return Place(self.file, self.sheet, row, column)


def open_table(path: Path, is_key: IsKey, report: Report) -> Table:
    """The table of members in `path`, whatever the file is named.

    `is_key` recognises the name of the column that every table has. The header is the first row
    that holds it, among the first twenty, or else the first row with content. Raises
    UnreadableError, from the rows as well.
    """
    head = _head(path)
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return _from_workbook(path, is_key, report)
    if head.startswith(_OLE):
        raise _of_container(path)
    _refuse_known(head)
    return _from_text(path, is_key, report)


def _head(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, ValueError):
        raise UnreadableError("file.missing") from None
    if S_ISDIR(mode):
        raise UnreadableError("file.is_folder")
    if not S_ISREG(mode):
        # A pipe can be read once; a table is looked at more than once.
        raise UnreadableError("file.is_pipe")
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _refuse_known(head: bytes) -> None:
    start = head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kinds = [kind for mark, kind in _SIGNATURES.items() if head.startswith(mark)]
    kinds += [kind for mark, kind in _MARKUP.items() if start.startswith(mark)]
    if kinds:
        raise UnreadableError("file.kind_unread", kind=kinds[0])


def _of_container(path: Path) -> UnreadableError:
    seen = b""
    with path.open("rb") as file:
        while piece := file.read(1_048_576):
            if _ENCRYPTED in seen[-len(_ENCRYPTED) :] + piece:
                return UnreadableError("file.password")
            seen = piece
    return UnreadableError("file.kind_unread", kind="XLS")


def _from_text(path: Path, is_key: IsKey, report: Report) -> Table:
    encoding = encoding_of(path)
    if encoding.guessed:
        parameters = {"encoding": encoding.name}
        place = Place(report.file)
        report.add(Problem("file.encoding_guessed", Severity.NOTE, place, parameters))
    found = _with_header(iter(Delimited(path, encoding, report, is_key)), is_key)
    if found is None:
        raise UnreadableError("file.empty")
    (number, header), rows = found
    return Table(report.file, "", number, header, rows)


def _from_workbook(path: Path, is_key: IsKey, report: Report) -> Table:
    # Most tables are CSV and do without all that a workbook takes.
    from tcvm.documents.tables.workbook import Workbook

    workbook = Workbook(path)
    try:
        sheet, others = _chosen(workbook, is_key)
    except UnreadableError:
        workbook.archive.close()
        raise
    if others:
        parameters = {"sheet": sheet.name, "others": [other.name for other in others]}
        place = Place(report.file, sheet.name)
        report.add(Problem("workbook.sheet_chosen", Severity.NOTE, place, parameters))
    worksheet = workbook.rows(sheet)
    found = _with_header(iter(worksheet), is_key)
    if found is None:
        workbook.archive.close()
        raise UnreadableError("file.empty")
    (number, header), rows = found

    def checked() -> Iterator[Row]:
        with closing(workbook.archive):
            yield from rows
        # Where the merged cells are stands after the rows.
        for merged in worksheet.merged:
            if _spoils(merged, number):
                place = Place(report.file, sheet.name, number)
                parameters = {"cells": merged}
                report.add(Problem("table.header_merged", place=place, parameters=parameters))

    return Table(report.file, sheet.name, number, header, checked(), lettered=True)


def _chosen(workbook: Workbook, is_key: IsKey) -> tuple[Sheet, list[Sheet]]:
    """The one visible sheet with the key column, or else the first with content; and the others."""
    visible = [sheet for sheet in workbook.sheets if sheet.visible]
    if not visible:
        raise UnreadableError("workbook.no_sheet")
    filled, keyed = [], []
    for sheet in visible:
        rows = list(islice(workbook.rows(sheet), HEADER_ROWS))
        if any(not is_blank(cell) for _, cells in rows for cell in cells):
            filled.append(sheet)
        if any(_is_header(cells, is_key) for _, cells in rows):
            keyed.append(sheet)
    if len(keyed) > 1:
        names = [sheet.name for sheet in keyed]
        raise UnreadableError("workbook.sheet_ambiguous", sheets=names)
    sheet = (keyed or filled or visible)[0]
    return sheet, [other for other in filled if other is not sheet]


def _with_header(rows: Iterator[Row], is_key: IsKey) -> tuple[Row, Iterator[Row]] | None:
    """The header row and the rows below it; None where no row has content."""
    first = [row for row in islice(rows, HEADER_ROWS) if not all(map(is_blank, row[1]))]
    if not first:
        return None
    at = next((i for i, (_, cells) in enumerate(first) if _is_header(cells, is_key)), 0)
    return first[at], chain(first[at + 1 :], rows)


def _is_header(cells: Iterable[Cell], is_key: IsKey) -> bool:
    return any(isinstance(cell, str) and is_key(cell) for cell in cells)


def _spoils(merged: str, header_row: int) -> bool:
    """Whether a range of merged cells takes the names of columns away from the header row.

    A range within one column leaves its name in place; one over several columns names only the
    first of them.
    """
    first, _, last = merged.partition(":")
    try:
        left, right = (index_of(end.rstrip("0123456789")) for end in (first, last))
        top, bottom = (int(end.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for end in (first, last))
    except ValueError:
        return False
    return left < right and top <= header_row <= bottom
