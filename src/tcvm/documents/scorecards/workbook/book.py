"""A workbook being written: formats, names, and text that can never become a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import (  # type: ignore[import-untyped]
    xl_col_to_name,
    xl_range_abs,
    xl_rowcol_to_cell,
)
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from tcvm.documents.pictures.canvas import readable
from tcvm.domain.indicators.definitions import Unit

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]

#: What makes a cell a formula when a sheet is saved as text and opened again.
_STARTERS = ("=", "+", "-", "@", "\t", "\r")
#: The longest text a cell holds.
_TEXT_MAX = 32_767
#: The date a file says it was made on, where the results have none: files must not tell the time.
_NO_DATE = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook's dates have no zone

#: Number formats by unit; the reader's own programme puts the separators of its country.
FORMATS = {
    Unit.PERSONS: "#,##0",
    Unit.LOANS: "#,##0",
    Unit.MONEY: "#,##0",
    Unit.MONEY_PER_PERSON: "#,##0",
    Unit.PERSONS_PER_PERSON: "#,##0.0",
    Unit.PERCENT: "0.00%",
}
#: Stands for "no lower bound" in a comparison; shown as minus infinity.
LOWEST = -1e300

Value = str | int | float | Fraction | Decimal | None


def address(row: int, column: int) -> str:
    """The address of a cell on its own sheet: `C5` for row 4, column 2."""
    return str(xl_rowcol_to_cell(row, column))


def column_name(column: int) -> str:
    """The letters of a column: `C` for 2."""
    return str(xl_col_to_name(column))


def harmless(text: str) -> str:
    """`text` that no spreadsheet takes for a formula, now or after a trip through CSV."""
    risky = text.startswith(_STARTERS)
    clean = readable(text)[: _TEXT_MAX - 1]
    return f"'{clean}" if risky or clean.startswith(_STARTERS) else clean


class _PlainWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose formulas use long-established functions only.

    For each formula xlsxwriter looks for thirty newer functions that need a prefix, which is half
    the time of a large workbook. Should it one day prepare formulas elsewhere, this does no harm.
    """

    def _prepare_formula(
        self,
        formula: str,
        expand_future_functions: bool = False,  # noqa: ARG002, FBT001, FBT002
    ) -> str:
        return formula.removeprefix("=")


class Book:
    """An xlsx file in memory, the same bytes for the same content."""

    def __init__(self, title: str, as_of: dt.date | None) -> None:
        """Start an empty workbook."""
        self._stream = io.BytesIO()
        self.workbook = xlsxwriter.Workbook(self._stream, {"in_memory": True})
        created = _NO_DATE if as_of is None else dt.datetime.combine(as_of, dt.time())
        self.workbook.set_properties({"title": harmless(title), "created": created})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._names: set[str] = set()

    def sheet(self, name: str) -> Sheet:
        """Add a sheet."""
        return Sheet(self, self.workbook.add_worksheet(name, _PlainWorksheet))

    def format(self, **properties: object) -> Format:
        """A format with these properties, made once."""
        key = tuple(properties.items())
        if key not in self._formats:
            base = {"font_size": 10, "valign": "top"}
            self._formats[key] = self.workbook.add_format({**base, **properties})
        return self._formats[key]

    def name(self, wanted: str, sheet: Sheet, first: tuple[int, int], last: tuple[int, int]) -> str:
        """Give a range a name that formulas can use; the name as given, or as it had to become."""
        name = base = re.sub(r"[^a-z0-9_]", "_", wanted)
        number = 1
        while name in self._names:
            number += 1
            name = f"{base}_{number}"
        self._names.add(name)
        where = xl_range_abs(*first, *last)
        self.workbook.define_name(name, f"={sheet.reference}!{where}")
        return name

    def content(self) -> bytes:
        """Close the workbook and give its bytes."""
        self.workbook.close()
        return self._stream.getvalue()


class Sheet:
    """One sheet; rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        """Wrap a worksheet."""
        self.book = book
        self.sheet = sheet
        self.reference = f"'{sheet.get_name()}'"
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P/&N")

    def write(self, row: int, column: int, value: Value, **properties: object) -> None:
        """Write a text or a number; None leaves a blank."""
        if isinstance(value, str):
            # A little apart from a number that ends at the left.
            style = self.book.format(**{"indent": 1, **properties} if column else properties)
            self.sheet.write_string(row, column, harmless(value), style)
        elif value is None:
            self.sheet.write_blank(row, column, None, self.book.format(**properties))
        else:
            self.sheet.write_number(row, column, float(value), self.book.format(**properties))

    def formula(
        self, row: int, column: int, formula: str, cached: Value, **properties: object
    ) -> None:
        """Write a formula with the value it has, for viewers that do not calculate."""
        style = self.book.format(**properties)
        known = "" if cached is None else cached if isinstance(cached, str) else float(cached)
        self.sheet.write_formula(row, column, f"={formula}", style, known)

    def head(self, row: int, texts: Sequence[str]) -> None:
        """Write a row of heads."""
        for column, text in enumerate(texts):
            properties = {"bold": True, "text_wrap": True, "bottom": 2, "valign": "bottom"}
            self.write(row, column, text, **properties)

    def title(self, row: int, text: str, *, size: int = 12) -> None:
        """Write a heading."""
        self.write(row, 0, text, bold=True, font_size=size, font_color="#1d5c3a")

    def cell(self, row: int, column: int) -> str:
        """The reference of a cell from any sheet."""
        return f"{self.reference}!{address(row, column)}"
