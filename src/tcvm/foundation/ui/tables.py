"""The one table of the house: columns declared once, and sort, filter and page in the address.

A view gives rows of plain cells. What the address asks for and is not known is dropped, links keep
the rest of the address, and the page works without any script; with it, only the table is fetched
(`templates/ui/_table.html`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Protocol
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

#: So many rows stand on a page, if a table says nothing else.
PAGE_SIZE = 50
#: A text typed into a filter is cut here.
QUERY_LENGTH = 100
PAGE_MAX = 999_999

#: What rows are ordered by; None, for what is not known, stands last whichever way they run.
SortKey = str | int | float | tuple[object, ...] | object | None


class Asked(Protocol):
    """What an address asks of a table, and how to ask for something else."""

    @property
    def sort(self) -> str:
        """A column's code, with `-` before it for the other way round; empty for the usual."""

    @property
    def page(self) -> int:
        """From 1."""

    def query(self, **other: object) -> str:
        """The query with others put in and everything else kept; starts with `?`."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices of a table without any of its own: `kept` are its filters, by name."""

    sort: str = ""
    page: int = 1
    kept: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        given: Mapping[str, str],
        *,
        sorts: Iterable[str] = (),
        filters: Mapping[str, Iterable[str] | None] | None = None,
    ) -> Chosen:
        """The choices in an address. A filter takes the values named, or for None any text."""
        kept = []
        for name, known in (filters or {}).items():
            value = " ".join(given.get(name, "")[:QUERY_LENGTH].split())
            if value and (known is None or value in {str(one) for one in known}):
                kept.append((name, value))
        return cls(sort_in(given, sorts), page_in(given), tuple(kept))

    def get(self, name: str) -> str:
        """What a filter asks for; empty for nothing."""
        return dict(self.kept).get(name, "")

    def query(self, **other: object) -> str:
        """The query with others put in; leads to the first page unless it says which."""
        own = {one.name for one in fields(self)}
        filters = dict(self.kept) | {
            name: str(value) for name, value in other.items() if name not in own
        }
        sort, page = other.get("sort", self.sort), other.get("page", 1)
        pairs = [(name, value) for name, value in filters.items() if value]
        pairs += [("sort", str(sort))] if sort else []
        pairs += [("page", str(page))] if page != 1 else []
        return f"?{urlencode(pairs)}"


def sort_in(given: Mapping[str, str], sorts: Iterable[str]) -> str:
    """The order an address asks for, if it is one of `sorts`."""
    sort = given.get("sort", "")
    return sort if sort.removeprefix("-") in set(sorts) and not sort.startswith("--") else ""


def page_in(given: Mapping[str, str]) -> int:
    """The page an address asks for; 1 for what is none."""
    page = given.get("page", "")
    if not (page.isascii() and page.isdigit()):
        return 1
    return min(max(int(page[:7]), 1), PAGE_MAX)


@dataclass(frozen=True, slots=True)
class State:
    """A state in words; `tone` is its colour and shape: chosen, amber or red."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button in a row: sends `name` = `value` and `hidden` to the page itself.

    `said` names it for whoever does not see the row it stands in.
    """

    text: str
    name: str
    value: str
    said: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table; `text` leads to `href`, `note` is said more quietly."""

    text: str = ""
    href: str = ""
    note: str = ""
    code: str = ""
    title: str = ""
    states: tuple[State, ...] = ()
    lines: tuple[str, ...] = ()
    press: Press | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code in the address, its head and the unit of its figures.

    `number` aligns it right; `unseen` keeps its head for readers of the screen alone.
    """

    code: str
    name: str
    unit: str = ""
    number: bool = False
    sorts: bool = False
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells in the columns' order (the first names it) and what it is ordered by."""

    cells: tuple[Cell, ...]
    keys: Mapping[str, SortKey] = field(default_factory=dict)
    code: str = ""
    chosen: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty table says: why nothing stands there, and what to do next."""

    text: str
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One field of the form above a table; `kind` is text, choice or day."""

    name: str
    label: str
    kind: str = "choice"
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A column with the address that orders by it, and how it is ordered now."""

    column: Column
    href: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One page of a table, as the template shows it.

    `clear` is the address that shows all rows, where some are left out; `files` are where all rows
    are fetched as a file, each with what it is.
    """

    code: str
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    empty: Empty
    found: int
    asked: Asked
    pages: int = 1
    size: int = PAGE_SIZE
    filters: tuple[Filter, ...] = ()
    clear: str = ""
    counted: bool = False
    files: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> tuple[tuple[Row, Cell, tuple[tuple[Head, Cell], ...]], ...]:
        """Each row, the cell that names it, and the others with their heads."""
        return tuple(
            (one, one.cells[0], tuple(zip(self.heads[1:], one.cells[1:], strict=True)))
            for one in self.rows
        )

    @property
    def orders(self) -> tuple[tuple[str, str, bool], ...]:
        """The orders to choose from where heads do not show: value, words, whether it holds."""
        current = self.asked.sort or next((one.column.code for one in self.heads if one.sorted), "")
        found = []
        for one in (head.column for head in self.heads if head.column.sorts):
            for value, words in ((one.code, _("ascending")), (f"-{one.code}", _("descending"))):
                found.append((value, f"{one.name}, {words}", value == current))
        return tuple(found)

    @property
    def count_text(self) -> str:
        """`1–20 of 143`; nothing for a table that cannot show less than all."""
        if not self.rows or not self.counted:
            return ""
        first = (self.asked.page - 1) * self.size
        return _("%(first)s–%(last)s of %(all)s") % {
            "first": grouped(first + 1),
            "last": grouped(first + len(self.rows)),
            "all": grouped(self.found),
        }

    @property
    def place_text(self) -> str:
        """Which page this is."""
        return _("Page %(page)s of %(pages)s") % {
            "page": grouped(self.asked.page),
            "pages": grouped(self.pages),
        }

    @property
    def before(self) -> str:
        """The address of the page before, if there is one."""
        page = self.asked.page
        return self.asked.query(page=page - 1) if page > 1 else ""

    @property
    def after(self) -> str:
        """The address of the next page, if there is one."""
        page = self.asked.page
        return self.asked.query(page=page + 1) if page < self.pages else ""


def table(
    code: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    empty: Empty,
    asked: Asked | None = None,
    usual: str = "",
    size: int | None = None,
    filters: Sequence[Filter] = (),
    clear: str = "",
) -> Table:
    """The page of a table that `asked` asks for, of rows that have passed its filters.

    `usual` is the column the rows come ordered by. Without `asked` all of them stand on one page.
    """
    size = size or (PAGE_SIZE if asked is not None else max(1, len(rows)))
    wanted: Asked = asked if asked is not None else Chosen()
    pages = max(1, -(-len(rows) // size))
    if wanted.page > pages:
        # A list that has become shorter since its address was kept shows its last page.
        wanted = replace(wanted, page=pages)  # type: ignore[type-var]
    start = (wanted.page - 1) * size
    return Table(
        code=code,
        caption=caption,
        heads=tuple(_heads(columns, wanted, usual)),
        rows=tuple(_ordered(rows, wanted.sort)[start : start + size]),
        empty=empty,
        found=len(rows),
        asked=wanted,
        pages=pages,
        size=size,
        filters=tuple(filters),
        clear=clear,
        counted=asked is not None,
    )


def cells(*texts: str | Cell) -> tuple[Cell, ...]:
    """Cells from texts, or from cells where there is more to say."""
    return tuple(one if isinstance(one, Cell) else Cell(one) for one in texts)


def _heads(columns: Iterable[Column], asked: Asked, usual: str) -> Iterable[Head]:
    current = asked.sort or usual
    for column in columns:
        if not column.sorts:
            yield Head(column)
            continue
        own, descending = current.removeprefix("-") == column.code, current.startswith("-")
        turned = f"-{column.code}" if own and not descending else column.code
        state = ("descending" if descending else "ascending") if own else ""
        yield Head(column, asked.query(sort="" if turned == usual else turned), state)


def _ordered(rows: Sequence[Row], sort: str) -> list[Row]:
    """By the column asked for; ties stand as they came, what has no key last either way."""
    if not sort:
        return list(rows)
    code = sort.removeprefix("-")
    known = [one for one in rows if one.keys.get(code) is not None]
    known.sort(key=lambda one: one.keys[code], reverse=sort.startswith("-"))  # type: ignore[arg-type, return-value]
    return known + [one for one in rows if one.keys.get(code) is None]


def grouped(number: int) -> str:
    """A whole number in groups of three, as the reader's language writes it."""
    text = f"{number:,}"
    # Django's own formats for Vietnamese do not group.
    return text if (get_language() or "vi").startswith("en") else text.replace(",", ".")
