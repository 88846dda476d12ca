"""CSV files: their encoding, their delimiter, and their rows one at a time."""

from __future__ import annotations

import codecs
import csv
import unicodedata
from collections.abc import Iterator
from io import StringIO

from tcvm.documents.tables.source import HEADER_ROWS_MAX, Recognise, Row, Table, refuse
from tcvm.domain.problems import Place, Problem, Severity

DELIMITERS = (",", ";", "\t", "|")
_CHUNK = 1 << 20
_CONTROLS = bytes(range(9)) + bytes(range(14, 32))
_CONTROL_SHARE_MAX = 0.002


def open_text(file: str, head: bytes, recognise: Recognise) -> Table:
    """The table in a text file that begins with `head`. Raises TableError."""
    encoding = _encoding(file, head)
    delimiter, quirk = _delimiter(head, encoding, recognise)
    rows = _rows(file, encoding, delimiter, skip_first=quirk)
    above: list[Row] = []
    for row, cells in rows:
        if recognise(cells):
            header = ["" if cell is None else str(cell) for cell in cells]
            table = Table(file, "", row, header, rows)
            if encoding == "cp1258":
                table.notes.append(
                    Problem("table.encoding_windows_1258", Severity.NOTE, Place(file))
                )
            return table
        above.append((row, cells))
        if len(above) == HEADER_ROWS_MAX:
            break
    first = next((str(cell) for _, cells in above for cell in cells if cell), "")
    raise refuse(file, "table.member_column_missing", row=1, found=first[:60])


def _encoding(file: str, head: bytes) -> str:
    """The encoding of the whole file: by its mark, else UTF-8 if all of it is, else Windows-1258."""
    if head.startswith(codecs.BOM_UTF8):
        marked = "utf-8-sig"
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        marked = "utf-16"
    elif head.count(0) > len(head) // 5:
        marked = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    elif 0 in head or sum(map(head.count, _CONTROLS)) > len(head) * _CONTROL_SHARE_MAX:
        raise refuse(file, "table.binary")
    else:
        marked = ""
    for encoding in (marked,) if marked else ("utf-8", "cp1258"):
        if _decodes(file, encoding):
            return encoding
    raise refuse(file, "table.encoding_unknown")


def _decodes(file: str, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with open(file, "rb") as stream:
        try:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _delimiter(head: bytes, encoding: str, recognise: Recognise) -> tuple[str, bool]:
    """The delimiter under which most columns are known, and whether a `sep=` line states it."""
    text = codecs.getincrementaldecoder(encoding)().decode(head)
    first = text.split("\n", 1)[0].strip()
    if first.casefold().startswith("sep=") and len(first) == len("sep=") + 1:
        return first[-1], True

    def known(delimiter: str) -> int:
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        most = 0
        try:
            for _ in range(HEADER_ROWS_MAX):
                most = max(most, recognise(next(reader)))
        except (StopIteration, csv.Error):
            pass
        return most

    return max(DELIMITERS, key=known), False


def _rows(file: str, encoding: str, delimiter: str, *, skip_first: bool) -> Iterator[Row]:
    with open(file, encoding=encoding, newline="") as stream:
        lines: Iterator[str] = stream
        if encoding == "cp1258":
            # Windows-1258 writes tones as marks of their own; names are compared composed.
            lines = (unicodedata.normalize("NFC", line) for line in stream)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        start = 1
        try:
            for cells in reader:
                if not skip_first:
                    yield start, cells
                skip_first = False
                start = reader.line_num + 1
        except csv.Error as error:
            raise refuse(file, "table.row_malformed", row=start, reason=str(error)) from error
