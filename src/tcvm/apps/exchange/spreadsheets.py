"""A kept spreadsheet as rows: copied to where the readers of tables can go back and forth in it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tcvm.apps.exchange.fields import is_heading
from tcvm.documents.tables.sheets import Value, ValueRow, first_rows, sheet_names, sheet_rows
from tcvm.foundation.files.public import MEBIBYTE, Kind, Purpose, StoredFile, opened

SPREADSHEET = Purpose(
    "exchange.spreadsheet", frozenset({Kind.XLSX, Kind.TEXT}), size_max_bytes=50 * MEBIBYTE
)
#: The register of the largest network there is has a tenth of it.
ROWS_MAX = 100_000
COLUMNS_MAX = 200
#: So many rows are shown to choose the headings from, and so many are looked at for suggestions.
SHOWN = 20
LOOKED_AT = 200


@contextmanager
def at_hand(file: StoredFile) -> Iterator[Path]:
    """The file in a folder of this machine, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="tcvm-import-") as folder:
        path = Path(folder) / "spreadsheet"
        with opened(file) as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        yield path


def sheets_of(file: StoredFile) -> tuple[str, ...]:
    """The names of its sheets. Raises UnreadableError."""
    with at_hand(file) as path:
        return sheet_names(path)


def shown_rows(file: StoredFile, sheet: str, count: int) -> list[ValueRow]:
    """The first rows of a sheet. Raises UnreadableError."""
    with at_hand(file) as path:
        return [(number, cells[:COLUMNS_MAX]) for number, cells in _first(path, sheet, count)]


def _first(path: Path, sheet: str, count: int) -> list[ValueRow]:
    return first_rows(path, sheet, count, is_heading)


def rows_below(file: StoredFile, sheet: str, header_row: int) -> Iterator[ValueRow]:
    """The rows below the headings. Raises UnreadableError."""
    with at_hand(file) as path:
        for number, cells in sheet_rows(path, sheet, is_heading):
            if number > header_row:
                yield number, cells[:COLUMNS_MAX]


def as_shown(cells: Sequence[Value]) -> list[str]:
    """Cells as text a person would read in the file."""
    return [cell if isinstance(cell, str) else f"{cell:%d/%m/%Y}" for cell in cells]
