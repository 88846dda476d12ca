"""XLSX workbooks: met with suspicion, then read by calamine."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from tcvm.documents.tables.source import HEADER_ROWS_MAX, Cell, Recognise, Row, Table, refuse
from tcvm.domain.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

#: A workbook may not unpack to more than this; a yearly table of 100,000 members takes a third.
UNPACKED_MAX = 256 << 20
PARTS_MAX = 5_000
SHEETS_MAX = 100
_CHUNK = 1 << 20
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def open_workbook(file: str, recognise: Recognise) -> Table:
    """The member table in a workbook: the one sheet that has a header. Raises TableError."""
    _inspect(file)
    from python_calamine import CalamineError, load_workbook

    try:
        workbook = load_workbook(file)
        names = workbook.sheet_names
        if len(names) > SHEETS_MAX:
            raise refuse(file, "table.too_many_sheets", sheets_max=SHEETS_MAX)
        found = []
        for name in names:
            sheet = workbook.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            place = _header(rows, recognise)
            if place is not None:
                found.append((name, sheet, rows, place))
    except (CalamineError, OSError, ValueError) as error:
        if hasattr(error, "problems"):
            raise
        raise refuse(file, "table.workbook_broken", reason=str(error)[:200]) from error
    if not found:
        raise refuse(file, "table.member_column_missing", found=", ".join(names)[:60])
    if len(found) > 1:
        sheets = ", ".join(name for name, *_ in found)
        raise refuse(file, "table.sheets_ambiguous", sheets=sheets)
    name, sheet, rows, index = found[0]
    _refuse_merged(file, name, sheet, index)
    table = Table(
        file,
        name,
        index + 1,
        [_text(cell) for cell in rows[index]],
        _below(rows, index),
        unevaluated=_unevaluated(file, name),
        padded=True,
    )
    if len(names) > 1:
        place = Place(file, name)
        table.notes.append(Problem("table.sheet_chosen", Severity.NOTE, place, {"sheet": name}))
    return table


def _inspect(file: str) -> None:
    """Refuse what is no workbook, what is broken, and what unpacks to more than it may.

    Every part is unpacked once and counted, since the sizes a zip states about itself may lie.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise refuse(file, "table.not_a_workbook")
            stated = sum(part.file_size for part in parts)
            if len(parts) > PARTS_MAX or stated > UNPACKED_MAX:
                raise refuse(file, "table.unpacks_too_large", size_max=UNPACKED_MAX >> 20)
            unpacked = 0
            for part in parts:
                with archive.open(part) as stream:
                    start = stream.read(_CHUNK)
                    if part.filename.endswith((".xml", ".rels")) and b"<!" in start[:4096]:
                        _refuse_entities(file, start)
                    unpacked += len(start)
                    while chunk := stream.read(_CHUNK):
                        unpacked += len(chunk)
                        if unpacked > UNPACKED_MAX:
                            limit = UNPACKED_MAX >> 20
                            raise refuse(file, "table.unpacks_too_large", size_max=limit)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise refuse(file, "table.workbook_broken", reason=str(error)[:200]) from error


def _refuse_entities(file: str, start: bytes) -> None:
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise refuse(file, "table.workbook_broken", reason="DOCTYPE")


def _header(rows: Sequence[Sequence[Cell]], recognise: Recognise) -> int | None:
    return next((i for i, cells in enumerate(rows[:HEADER_ROWS_MAX]) if recognise(cells)), None)


def _below(rows: Sequence[Sequence[Cell]], index: int) -> Iterator[Row]:
    for number, cells in enumerate(rows[index + 1 :], index + 2):
        yield number, cells


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _refuse_merged(file: str, name: str, sheet: CalamineSheet, index: int) -> None:
    """A merged header names several columns at once: which is which would be a guess."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top <= index <= bottom and (top, left) != (bottom, right):
            span = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
            place = Place(file, name, index + 1)
            error = refuse(file, "table.header_merged", range=span)
            error.problems[0] = error.problems[0].at(place)
            raise error


def column_letters(index: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def _unevaluated(file: str, sheet: str) -> frozenset[tuple[int, int]]:
    """Where the sheet has formulas without a stored result, as (row, column index)."""
    found = set()
    with zipfile.ZipFile(file) as archive:
        part = _part_of(archive, sheet)
        if part is None or not _has_formulas(archive, part):
            return frozenset()
        with archive.open(part) as stream:
            for _, cell in ElementTree.iterparse(stream):
                if cell.tag == f"{_MAIN}c":
                    value = cell.find(f"{_MAIN}v")
                    formula = cell.find(f"{_MAIN}f")
                    if formula is not None and (value is None or not value.text):
                        match = _CELL.fullmatch(cell.get("r", ""))
                        if match:
                            found.add((int(match[2]), _column_index(match[1])))
                if cell.tag == f"{_MAIN}row":
                    cell.clear()
    return frozenset(found)


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    identity = next(
        (one.get(f"{_REL}id") for one in book.iter(f"{_MAIN}sheet") if one.get("name") == sheet),
        None,
    )
    try:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except KeyError:
        return None
    target = next((one.get("Target") for one in relations if one.get("Id") == identity), None)
    if target is None:
        return None
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in archive.namelist() else None


def _has_formulas(archive: zipfile.ZipFile, part: str) -> bool:
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if b"<f>" in before + chunk or b"<f " in before + chunk or b"<f/>" in before + chunk:
                return True
            before = chunk[-4:]
    return False
