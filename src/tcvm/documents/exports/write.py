"""Write tables as a workbook, as an archive of CSV files, or as one JSON document.

Text that a spreadsheet would take for a formula gets an apostrophe before it in CSV, and is written
as text in the workbook. JSON is for programs, which run nothing: there it stands as it is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]

from tcvm.documents.exports.tables import STRIDE, About, Cell, Enclosed, OutTable, Told
from tcvm.domain.text import neutral

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

#: What a sheet and a cell of a workbook hold at most.
SHEET_ROWS_MAX = 1_048_576
CELL_MAX = 32_767
TITLE_MAX = 31
#: The version of the JSON document, described in docs/reference/export.md.
SCHEMA = "tcvm-export-1"
_EARLIEST = dt.date(1900, 3, 1)


def write_xlsx(out: BinaryIO, about: About, tables: Iterable[OutTable], told: Told) -> None:
    """A sheet a table, the first one about the file; rows leave memory as they are written.

    A table longer than a sheet goes on in the next one.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        first = book.add_worksheet(about.title[:TITLE_MAX])
        first.set_column(0, 1, 34)
        for number, (label, value) in enumerate(about.lines):
            first.write_string(number, 0, label, head)
            first.write_string(number, 1, value[:CELL_MAX])
        count = 0
        for table in tables:
            sheets = 0
            number = SHEET_ROWS_MAX
            sheet = None
            for row in _or_none(table.rows):
                if number == SHEET_ROWS_MAX:
                    sheets += 1
                    suffix = "" if sheets == 1 else f" {sheets}"
                    sheet = book.add_worksheet(table.title[: TITLE_MAX - len(suffix)] + suffix)
                    sheet.freeze_panes(1, 0)
                    sheet.set_column(0, len(table.columns) - 1, 18)
                    for at, heading in enumerate(table.headings):
                        sheet.write_string(0, at, heading, head)
                    number = 1
                if row is None:
                    continue
                assert sheet is not None, "made with its first row"
                for at, cell in enumerate(row):
                    _put(sheet, number, at, cell, (day, moment))
                number, count = number + 1, count + 1
                if not count % STRIDE:
                    told(count)
        told(count)


def _or_none(rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell] | None]:
    """The rows, after a first None by which a table without any still gets its headings."""
    yield None
    yield from rows


def _put(sheet: Worksheet, row: int, at: int, cell: Cell, formats: tuple[Format, Format]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, at, cell)
    elif isinstance(cell, int):
        sheet.write_number(row, at, cell)
    elif isinstance(cell, dt.datetime):
        sheet.write_datetime(row, at, cell.replace(tzinfo=None), formats[1])
    elif isinstance(cell, dt.date):
        if cell < _EARLIEST:  # before that a workbook counts days it never had
            sheet.write_string(row, at, cell.isoformat())
        else:
            sheet.write_datetime(row, at, cell, formats[0])
    else:
        sheet.write_string(row, at, cell[:CELL_MAX])


def write_csv(
    out: BinaryIO,
    about: About,
    tables: Iterable[OutTable],
    told: Told,
    enclosed: Iterable[Enclosed] = (),
) -> None:
    """An archive with a CSV file a table, in UTF-8 with its mark, which Excel needs, and with the
    files enclosed. Those that have been lost are named in `lost.csv`."""
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("about.csv", "w") as raw:
            _rows(raw, [[label, value] for label, value in about.lines])
        for table in tables:
            with archive.open(f"{table.code}.csv", "w", force_zip64=True) as raw:
                text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
                writer = csv.writer(text)
                writer.writerow(table.columns)
                for row in table.rows:
                    writer.writerow([flat(cell) for cell in row])
                    count += 1
                    if not count % STRIDE:
                        told(count)
                text.flush()
                text.detach()
        lost = []
        for one in enclosed:
            try:
                content = one.opened()
            except FileNotFoundError:
                lost.append([one.path])
                continue
            with content, archive.open(one.path, "w", force_zip64=True) as raw:
                shutil.copyfileobj(content, raw)
            count += 1
            told(count)
        if lost:
            with archive.open("lost.csv", "w") as raw:
                _rows(raw, lost)
    told(count)


def write_list(out: BinaryIO, table: OutTable) -> None:
    """One table as one CSV file, headed as people read it."""
    _rows(out, [table.headings, *table.rows])


def _rows(out: IO[bytes], rows: Iterable[Sequence[Cell]]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    csv.writer(text).writerows([[flat(cell) for cell in row] for row in rows])
    text.flush()
    text.detach()


def flat(cell: Cell) -> str:
    """A cell as CSV has it: dates the ISO way, text that no spreadsheet will run."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, dt.date | dt.datetime):
        return cell.isoformat()
    return neutral(cell) if isinstance(cell, str) else str(cell)


def write_json(out: BinaryIO, about: About, tables: Iterable[OutTable], told: Told) -> None:
    """One document: `schema`, `about`, and of each table a list of objects by column."""
    count = 0
    out.write(b'{"schema": %s,\n' % _json(SCHEMA))
    out.write(b'"about": %s' % _json(about.facts))
    for table in tables:
        out.write(b",\n%s: [" % _json(table.code))
        for number, row in enumerate(table.rows):
            pairs = dict(zip(table.columns, map(_plain, row), strict=True))
            out.write((b",\n" if number else b"\n") + _json(pairs))
            count += 1
            if not count % STRIDE:
                told(count)
        out.write(b"]")
    out.write(b"}\n")
    told(count)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _plain(cell: Cell) -> str | int | bool | None:
    return cell.isoformat() if isinstance(cell, dt.date | dt.datetime) else cell
