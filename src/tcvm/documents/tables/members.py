"""Members and their figures from a table, one row a member, every problem named by its cell."""

from __future__ import annotations

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from tcvm.documents.tables.numbers import NumberError, parse_number
from tcvm.documents.tables.source import Cell, Table, TableError, open_table
from tcvm.documents.tables.workbook import column_letters
from tcvm.domain.indicators.definitions import Element, Kind
from tcvm.domain.indicators.evaluate import Exact
from tcvm.domain.problems import Place, Problem, Severity
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.scoring.score import Member

MEMBER, CATEGORY, LEGAL_FORM = "member", "category", "legal_form"
NAME_MAX = 200
PROBLEMS_MAX = 1_000
#: Cells that say in words that a figure was not reported.
NOT_REPORTED = frozenset({"", "-", "–", "—", "n/a", "na", "null"})
#: Figures that together are part of a whole, beyond what each element says of itself.
_PARTS_TOGETHER = (("overdue_1_30", "overdue_over_30", "gross_loan_portfolio"),)


@cache
def _names() -> dict[str, Any]:
    text = (files("tcvm.documents.words") / "columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def normal(name: str) -> str:
    """A name as it is compared: composed, case folded, underscores and runs of spaces as one."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("_", " ").split())


class Columns:
    """The columns a member table may have, under all the names they are known by."""

    def __init__(self, elements: Mapping[str, Element]) -> None:
        """Collect codes and catalogue names in both languages."""
        own = _names()
        self.elements: dict[str, Element] = {}
        self.names: dict[str, str] = {}
        for code in (MEMBER, CATEGORY, LEGAL_FORM):
            self._add(code, code, *_known_as(own[code]))
        for element in elements.values():
            named: dict[str, tuple[str, ...]] = {element.code: (element.name.vi, element.name.en)}
            if element.kind is Kind.STOCK and not element.code.startswith("opening_"):
                for which in ("opening", "average"):
                    patterns = _known_as(own[which])
                    names = (element.name.vi, element.name.en)
                    worded = [p.format(name=name) for p in patterns for name in names]
                    named[f"{which}_{element.code}"] = tuple(worded)
            for code, known in named.items():
                self.elements.setdefault(code, element)
                self._add(code, code, *known)

    def _add(self, code: str, *names: str) -> None:
        for name in names:
            self.names.setdefault(normal(name), code)

    def recognise(self, cells: Sequence[Cell]) -> int:
        """How many cells are names of columns; 0 unless one of them is the member column."""
        codes = [self.names.get(normal(cell)) for cell in cells if isinstance(cell, str)]
        return len([code for code in codes if code]) if MEMBER in codes else 0

    def whole_numbers(self, code: str) -> bool:
        """Whether a column takes whole numbers only: an average of counts need not be whole."""
        return self.elements[code].whole_numbers and not code.startswith("average_")


def _known_as(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return (entry["vi"], entry["en"], *entry.get("also", ()))


@cache
def _categories() -> dict[str, Category]:
    found = {normal(category): category for category in Category}
    for category in Category:
        found |= {normal(name): category for name in _known_as(_names()[category])}
    return found


class MemberRow(NamedTuple):
    """A member and the row it stands in."""

    row: int
    member: Member


class RowParser:
    """Turns the cells of one row into a member, or into problems."""

    def __init__(self, table: Table, columns: Columns, decimal: str) -> None:
        """Find which column stands where; what is unknown or doubled is in `problems`."""
        self.file, self.sheet = table.file, table.sheet
        self.header = [cell.strip() for cell in table.header]
        self.header_row = table.header_row
        self.padded = table.padded
        self.unevaluated = table.unevaluated
        self.decimal = decimal
        self.columns = columns
        self.at: dict[str, int] = {}
        self.problems: list[Problem] = []
        for index, name in enumerate(self.header):
            self._place_column(index, name)
        self._numbers = [
            (index, code, columns.whole_numbers(code), columns.elements[code].negative)
            for code, index in self.at.items()
            if code in columns.elements
        ]
        self._wholes = [
            (code, part_of)
            for code in self.at
            for part_of in (columns.elements[code].part_of if code in columns.elements else ())
            if code == columns.elements[code].code
        ]

    def _place_column(self, index: int, name: str) -> None:
        code = self.columns.names.get(normal(name))
        place = Place(self.file, self.sheet, self.header_row, name)
        if not name:
            return
        if code is None:
            near = get_close_matches(normal(name), self.columns.names, 1, 0.6)
            near_code = self.columns.names[near[0]] if near else ""
            problem = "table.column_unknown_near" if near else "table.column_unknown"
            self.problems.append(
                Problem(problem, Severity.WARNING, place, {"name": name, "near": near_code})
            )
        elif code in self.at:
            first = self.header[self.at[code]]
            self.problems.append(
                Problem("table.column_twice", place=place, parameters={"first": first})
            )
        else:
            self.at[code] = index

    def place(self, row: int, code: str) -> Place:
        """Where the figure `code` of a row stands: file, sheet, row and column name."""
        index = self.at.get(code)
        return Place(self.file, self.sheet, row, code if index is None else self.header[index])

    def cell(self, row: int, code: str) -> str:
        """The cell's address as a spreadsheet names it: `C7`."""
        return f"{column_letters(self.at[code])}{row}"

    def _problem(self, code: str, row: int, column: str, **parameters: object) -> Problem:
        return Problem(code, place=self.place(row, column), parameters=parameters)

    def member(self, row: int, cells: Sequence[Cell], problems: list[Problem]) -> Member | None:
        """The member of a row, with all that is wrong in `problems`; None where anything is."""
        before = len(problems)
        cells = self._fitted(row, cells, problems)
        name = self._words(cells, MEMBER)
        if not name:
            problems.append(self._problem("table.member_empty", row, MEMBER))
        elif len(name) > NAME_MAX:
            problems.append(self._problem("table.text_too_long", row, MEMBER, length_max=NAME_MAX))
        typed = self._words(cells, CATEGORY)
        category = _categories().get(normal(typed)) if typed else Category.OFFICIAL
        if category is None:
            expected = ", ".join(Category)
            problems.append(
                self._problem(
                    "table.category_unknown", row, CATEGORY, value=typed[:60], expected=expected
                )
            )
        legal_form = self._words(cells, LEGAL_FORM)
        if len(legal_form) > NAME_MAX:
            problems.append(
                self._problem("table.text_too_long", row, LEGAL_FORM, length_max=NAME_MAX)
            )
        figures = self._figures(row, cells, problems)
        self._check_parts(row, figures, problems)
        if len(problems) > before or category is None:
            return None
        return Member(name, category, legal_form, figures)

    def _fitted(self, row: int, cells: Sequence[Cell], problems: list[Problem]) -> Sequence[Cell]:
        width = len(self.header)
        if len(cells) > width and any(cell not in (None, "") for cell in cells[width:]):
            problems.append(
                Problem(
                    "table.cells_too_many",
                    place=Place(self.file, self.sheet, row),
                    parameters={"found": len(cells), "expected": width},
                )
            )
        if len(cells) < width:
            if not self.padded:
                problems.append(
                    Problem(
                        "table.cells_too_few",
                        place=Place(self.file, self.sheet, row),
                        parameters={"found": len(cells), "expected": width},
                    )
                )
            cells = [*cells, *[""] * (width - len(cells))]
        return cells

    def _words(self, cells: Sequence[Cell], code: str) -> str:
        index = self.at.get(code)
        if index is None:
            return ""
        cell = cells[index]
        if isinstance(cell, str):
            return cell if cell.isascii() and cell.isalnum() else _clean(cell)
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        return "" if cell is None else str(cell)

    def _figures(
        self, row: int, cells: Sequence[Cell], problems: list[Problem]
    ) -> dict[str, Exact | tuple[Exact, ...]]:
        figures: dict[str, Exact | tuple[Exact, ...]] = {}
        for index, code, whole, negative in self._numbers:
            cell = cells[index]
            if cell == "" and not self.unevaluated:
                continue
            try:
                value = self._number(row, index, cell)
            except NumberError as error:
                problems.append(
                    self._problem(error.code, row, code, value=str(cell)[:60], decimal=self.decimal)
                )
                continue
            if value is None:
                continue
            if whole and value.denominator != 1:
                problem = self._problem("number.not_whole", row, code, value=str(cell)[:60])
                problems.append(problem)
            elif value < 0 and not negative:
                problems.append(self._problem("number.negative", row, code, value=str(cell)[:60]))
            else:
                figures[code] = value
        return figures

    def _number(self, row: int, index: int, cell: Cell) -> Exact | None:
        """The exact number in a cell, None where nothing is reported. Raises NumberError."""
        if self.unevaluated and (row, index) in self.unevaluated:
            raise NumberError("number.formula_without_result")
        if isinstance(cell, str):
            if cell.isdecimal():
                return parse_number(cell, self.decimal)
            if cell.strip().casefold() in NOT_REPORTED:
                return None
            if cell.startswith("="):
                raise NumberError("number.formula_as_text")
            return parse_number(cell, self.decimal)
        if isinstance(cell, bool) or isinstance(cell, dt.date | dt.time | dt.timedelta):
            raise NumberError("number.other_kind")
        if isinstance(cell, float):
            # The shortest decimal that is this number is what was typed into the workbook.
            if cell != cell or cell in (float("inf"), float("-inf")):
                raise NumberError("number.malformed")
            return int(cell) if cell.is_integer() else Fraction(repr(cell))
        return cell

    def _check_parts(
        self, row: int, figures: Mapping[str, object], problems: list[Problem]
    ) -> None:
        for part, whole in self._wholes:
            if part in figures and whole in figures and figures[part] > figures[whole]:  # type: ignore[operator]
                problems.append(
                    self._problem(
                        "table.part_over_whole",
                        row,
                        part,
                        value=figures[part],
                        whole=self.header[self.at[whole]],
                        whole_value=figures[whole],
                    )
                )
        for one, other, whole in _PARTS_TOGETHER:
            if one in figures and other in figures and whole in figures:
                together = figures[one] + figures[other]  # type: ignore[operator]
                apart = figures[one] <= figures[whole] and figures[other] <= figures[whole]  # type: ignore[operator]
                if apart and together > figures[whole]:
                    problems.append(
                        self._problem(
                            "table.parts_over_whole",
                            row,
                            other,
                            value=together,
                            other=self.header[self.at[one]],
                            whole=self.header[self.at[whole]],
                            whole_value=figures[whole],
                        )
                    )


def _clean(text: str) -> str:
    """Text without marks of direction or control, composed, spaces single."""
    kept = (c if c.isprintable() or c.isspace() else "" for c in text)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


class Reader:
    """The members of an open table, in order; what is wrong gathers in `problems`."""

    def __init__(self, table: Table, elements: Mapping[str, Element], decimal: str) -> None:
        """Read the header."""
        self.table = table
        self.parser = RowParser(table, Columns(elements), decimal)
        self.problems: list[Problem] = [*table.notes, *self.parser.problems]
        self._names: dict[str, int] = {}
        self._dropped = 0

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The rows that are not blank, unread. What stops reading is a problem like others."""
        try:
            for row, cells in self.table.rows:
                if any(cell not in ("", None) for cell in cells):
                    yield row, cells
        except TableError as error:
            self.problems += error.problems

    def known(self, row: int, name: str) -> None:
        """Take note of a member's name; a second one of the same is a problem."""
        first = self._names.setdefault(normal(name), row)
        if first != row:
            self.report(
                [
                    Problem(
                        "table.member_twice",
                        place=self.parser.place(row, MEMBER),
                        parameters={"name": name, "first": str(first)},
                    )
                ]
            )

    def report(self, problems: Sequence[Problem]) -> None:
        """Take in problems; beyond PROBLEMS_MAX they are only counted."""
        room = max(0, PROBLEMS_MAX - len(self.problems))
        self.problems += problems[:room]
        self._dropped += len(problems) - len(problems[:room])

    def close(self) -> None:
        """Say what only the end can tell: that there was no member, or more problems than kept."""
        if self._dropped:
            place = Place(self.table.file)
            parameters = {"count": self._dropped}
            self.problems.append(Problem("table.more_problems", place=place, parameters=parameters))
        elif not self._names and not any(p.severity is Severity.ERROR for p in self.problems):
            self.problems.append(Problem("table.no_members", place=Place(self.table.file)))

    def __iter__(self) -> Iterator[MemberRow]:
        """The members; a row with problems is left out."""
        for row, cells in self.rows():
            found: list[Problem] = []
            member = self.parser.member(row, cells, found)
            self.report(found)
            if member is not None:
                self.known(row, member.name)
                yield MemberRow(row, member)
        self.close()


def open_members(
    path: str | Path, elements: Mapping[str, Element], *, decimal: str = "."
) -> Reader:
    """The members of the file at `path`. Raises TableError where there is no table to read."""
    table = open_table(path, Columns(elements).recognise)
    return Reader(table, elements, decimal)


def read_members(
    path: str | Path,
    elements: Mapping[str, Element],
    *,
    decimal: str = ".",
    problems: list[Problem],
) -> Iterator[MemberRow]:
    """The members of a file, every problem into `problems`; nothing is raised."""
    try:
        reader = open_members(path, elements, decimal=decimal)
    except TableError as error:
        problems += error.problems
        return
    yield from reader
    problems += reader.problems
