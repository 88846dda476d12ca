"""Names of columns: from what stands in a header to what the column holds.

A column may be named by its code, or in Vietnamese or English as the catalogue names it. Upper
and lower case, spaces and underscores make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any
from unicodedata import normalize

from tcvm.documents.tables.cells import Cell, Oddity, is_blank, letters_of
from tcvm.documents.tables.report import Report
from tcvm.documents.tables.source import Table
from tcvm.documents.words import entries
from tcvm.domain.indicators.definitions import Element, Kind
from tcvm.domain.problems import Problem, Severity
from tcvm.domain.scoring.scheme import Category

MEMBER, CATEGORY, LEGAL_FORM = "member", "category", "legal_form"
_TEXTS = (MEMBER, CATEGORY, LEGAL_FORM)
_TIMES = ("opening", "average")
_FILE = "columns"
#: Comparing names is slow work; a header with more unknown ones is not of our table at all.
_COMPARED_MAX = 20
_COMPARED_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a column can hold: the name formulas know it by, and its element."""

    name: str
    element: Element


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: where it stands, its name in the header, its letters if it has any."""

    index: int
    header: str
    letters: str = ""


def key_of(name: str) -> str:
    """The form in which names are compared."""
    return " ".join(normalize("NFC", name).casefold().replace("_", " ").split())


def _spellings(code: str) -> list[str]:
    entry: Mapping[str, Any] = entries(_FILE)[code]
    return [entry["vi"], entry["en"], *entry.get("also", ())]


@cache
def _keys(code: str) -> frozenset[str]:
    return frozenset(key_of(name) for name in (code, *_spellings(code)))


def names_member(name: str) -> bool:
    """Whether a header cell names the column of members."""
    return key_of(name) in _keys(MEMBER)


@cache
def categories() -> Mapping[str, Category]:
    """The categories of membership by every name that is accepted for them."""
    return {
        key_of(name): category
        for category in Category
        for name in (category.value, *_spellings(category.value))
    }


class Vocabulary:
    """Every name that a column can have, for the elements of a catalogue."""

    def __init__(self, elements: Mapping[str, Element]) -> None:
        self.meanings: dict[str, str | Figure] = {}
        self._shown: dict[str, str] = {}
        for code in _TEXTS:
            self._add(code, (code, *_spellings(code)))
        for element in elements.values():
            names = (element.code, element.name.en, element.name.vi)
            self._add(Figure(element.code, element), names)
        for element in elements.values():
            if element.kind is Kind.STOCK and not element.code.startswith("opening_"):
                for time in _TIMES:
                    self._add_at(time, element, elements)

    def _add_at(self, time: str, element: Element, elements: Mapping[str, Element]) -> None:
        code = f"{time}_{element.code}"
        figure = Figure(code, elements.get(code, element))
        names = [
            spelling.format(name=name)
            for spelling in _spellings(time)
            for name in (element.name.vi, element.name.en)
        ]
        self._add(figure, (code, *names))

    def _add(self, meaning: str | Figure, names: Iterable[str]) -> None:
        for name in names:
            self.meanings.setdefault(key_of(name), meaning)
            self._shown.setdefault(key_of(name), name)

    def nearest(self, name: str) -> str | None:
        """The known name most like `name`, None where none is like it."""
        key = key_of(name)[:_COMPARED_LENGTH]
        found = get_close_matches(key, self.meanings, n=1)
        return self._shown[found[0]] if found else None


class Header:
    """The columns of one table, by what they hold; what is wrong with them is reported."""

    def __init__(self, table: Table, vocabulary: Vocabulary, report: Report) -> None:
        self.table = table
        self.width = len(table.header)
        self.columns: dict[str, Column] = {}
        self.figures: dict[str, Figure] = {}
        self.unnamed = [i for i, cell in enumerate(table.header) if is_blank(cell)]
        self._compared = 0
        for problem in self._problems(vocabulary):
            report.add(problem)

    def _problems(self, vocabulary: Vocabulary) -> Iterator[Problem]:
        for index, cell in enumerate(self.table.header):
            if is_blank(cell):
                continue
            text = _name_of(cell)
            meaning = vocabulary.meanings.get(key_of(text))
            if meaning is None:
                yield self._unknown(text, vocabulary)
                continue
            name = meaning if isinstance(meaning, str) else meaning.name
            column = Column(index, text, letters_of(index) if self.table.lettered else "")
            if name in self.columns:
                yield self._twice(column, self.columns[name])
                continue
            self.columns[name] = column
            if isinstance(meaning, Figure):
                self.figures[name] = meaning
        if MEMBER not in self.columns:
            found = [_name_of(cell) for cell in self.table.header if not is_blank(cell)]
            shown = found[:8] + ["…"] * (len(found) > 8)
            place = self.table.place(self.table.header_row)
            parameters = {"column": MEMBER, "found": ", ".join(shown)}
            yield Problem("table.column_missing", place=place, parameters=parameters)

    def _unknown(self, name: str, vocabulary: Vocabulary) -> Problem:
        place = self.table.place(self.table.header_row, name)
        self._compared += 1
        nearest = vocabulary.nearest(name) if self._compared <= _COMPARED_MAX else None
        if nearest is None:
            return Problem("table.column_unknown", Severity.WARNING, place, {"name": name})
        parameters = {"name": name, "nearest": nearest}
        return Problem("table.column_unknown_near", Severity.WARNING, place, parameters)

    def _twice(self, column: Column, first: Column) -> Problem:
        place = self.table.place(self.table.header_row, column.header)
        parameters = {"name": column.header, "first": first.header}
        return Problem("table.column_duplicate", place=place, parameters=parameters)


def _name_of(cell: Cell) -> str:
    text = cell.shown if isinstance(cell, Oddity) else str(cell)
    return " ".join(normalize("NFC", text).split())
