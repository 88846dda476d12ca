"""Who a row is about: the member's name, its category and its legal form."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from tcvm.documents.tables.cells import Cell, Oddity
from tcvm.documents.tables.columns import CATEGORY, LEGAL_FORM, MEMBER, Header, categories, key_of
from tcvm.documents.tables.report import Report
from tcvm.domain.problems import Problem
from tcvm.domain.rounding import decimal_text
from tcvm.domain.scoring.scheme import Category

#: Long enough for the full name of any organisation.
TEXT_MAX = 300
Identity = tuple[str, Category, str]


class NameReader:
    """Reads the columns of text of one table; a member may stand in it once."""

    def __init__(self, header: Header, report: Report) -> None:
        self.header = header
        self.report = report
        self.seen: dict[str, int] = {}
        self.member = header.columns[MEMBER].index
        self.category = header.columns.get(CATEGORY)
        self.legal_form = header.columns.get(LEGAL_FORM)
        self.categories = categories()

    def read(self, row: int, cells: Sequence[Cell]) -> Identity | None:
        """Name, category and legal form of a row; None, once reported, where one is wrong."""
        name = self._text(row, MEMBER, cells[self.member])
        category: Category | None = Category.OFFICIAL
        legal_form: str | None = ""
        if self.category is not None:
            category = self._category(row, cells[self.category.index])
        if self.legal_form is not None:
            legal_form = self._text(row, LEGAL_FORM, cells[self.legal_form.index])
        if name is not None and not self._is_new(row, name):
            return None
        if name is None or category is None or legal_form is None:
            return None
        return name, category, legal_form

    def _is_new(self, row: int, name: str) -> bool:
        if not name:
            self._report("member.missing", row, MEMBER)
            return False
        first = self.seen.setdefault(key_of(name), row)
        if first != row:
            self._report("member.duplicate", row, MEMBER, name=name, first=first)
        return first == row

    def _category(self, row: int, cell: Cell) -> Category | None:
        text = self._text(row, CATEGORY, cell)
        if text is None:
            return None
        if not text:
            return Category.OFFICIAL
        category = self.categories.get(key_of(text))
        if category is None:
            known = ", ".join(Category)
            self._report("member.category_unknown", row, CATEGORY, value=text, known=known)
        return category

    def _text(self, row: int, column: str, cell: Cell) -> str | None:
        """The text of a cell: spaces put right, accents composed; None where it cannot be used."""
        if isinstance(cell, Oddity):
            shown = cell.shown
            code = cell.code if cell.code in _WITHOUT_TEXT else "member.text_expected"
            self._report(code, row, column, value=shown)
            return None
        written = cell if isinstance(cell, str) else decimal_text(cell)
        text = " ".join(written.split())
        if text.isascii() and text.isprintable() and len(text) <= TEXT_MAX:
            return text
        text = normalize("NFC", text)
        if len(text) > TEXT_MAX:
            self._report("member.text_too_long", row, column, length=len(text), length_max=TEXT_MAX)
            return None
        if not text.isprintable():
            self._report("member.text_unprintable", row, column, value=text)
            return None
        return text

    def _report(self, code: str, row: int, column: str, **parameters: object) -> None:
        place = self.header.table.place(row, self.header.columns[column].header)
        self.report.add(Problem(code, place=place, parameters=parameters))


# A formula without a result and an error are not to be typed again as text.
_WITHOUT_TEXT = frozenset({"number.formula_unsaved", "number.is_error"})
