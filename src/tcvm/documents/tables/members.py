"""Members and their figures out of a table, every row checked and every problem told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tcvm.documents.tables.cells import Cell, is_blank
from tcvm.documents.tables.columns import MEMBER, Column, Header, Vocabulary, names_member
from tcvm.documents.tables.figures import FigureReader
from tcvm.documents.tables.names import NameReader
from tcvm.documents.tables.report import Report, UnreadableError
from tcvm.documents.tables.rows import table_of
from tcvm.documents.tables.source import Table, open_table
from tcvm.domain.indicators.definitions import Element
from tcvm.domain.problems import Place, Problem, Severity
from tcvm.domain.scoring.score import Member


@dataclass(frozen=True, slots=True)
class Origin:
    """The table that members come from: where each of its figures stands."""

    file: str
    sheet: str
    columns: Mapping[str, Column]

    def place(self, row: int, figure: str) -> Place:
        """The place of a figure (or `member`, `category`, `legal_form`) of the member in `row`."""
        column = self.columns.get(figure)
        return Place(self.file, self.sheet, row, column.header if column else figure)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with the row of the table it stands in."""

    member: Member
    row: int
    origin: Origin

    def place(self, figure: str) -> Place:
        """Where `figure` stands: file, sheet, row and the column by its name in the header."""
        return self.origin.place(self.row, figure)

    def cell(self, figure: str) -> str:
        """The address of `figure` in its sheet, such as `C7`; empty outside a workbook."""
        column = self.origin.columns.get(figure)
        return f"{column.letters}{self.row}" if column and column.letters else ""


@dataclass
class Reader:
    """The members of a table, read as they are asked for.

    Iterating reads the table and collects in `problems` what is wrong with it; they are complete
    once the last member is read. A row with an error gives no member.
    """

    source: Path | list[Mapping[str, object]]
    file: str
    elements: Mapping[str, Element]
    decimal: str = "."
    problems: list[Problem] = field(default_factory=list)

    def __iter__(self) -> Iterator[MemberRow]:
        report = Report(self.problems, self.file)
        try:
            yield from self._rows(report)
        except UnreadableError as error:
            problem = error.problem
            report.add(problem if problem.place.file else problem.at(Place(self.file)))
        except UnicodeDecodeError as error:
            # The file was whole when its encoding was looked at: it changed since.
            parameters = {"encoding": error.encoding, "position": error.start}
            place = Place(self.file)
            report.add(Problem("file.encoding_broken", place=place, parameters=parameters))
        except OSError as error:
            parameters = {"reason": error.strerror or type(error).__name__}
            report.add(Problem("file.unreadable", place=Place(self.file), parameters=parameters))
        report.close()

    def _table(self, report: Report) -> Table:
        if isinstance(self.source, Path):
            return open_table(self.source, names_member, report)
        return table_of(self.source, self.file)

    def _rows(self, report: Report) -> Iterator[MemberRow]:
        table = self._table(report)
        header = Header(table, Vocabulary(self.elements), report)
        if MEMBER not in header.columns:
            return
        origin = Origin(table.file, table.sheet, header.columns)
        names = NameReader(header, report)
        figures = FigureReader(header, self.decimal, report)
        shape = _Shape(header, report)
        empty = True
        for row, found in table.rows:
            if (cells := shape.fitted(row, found)) is None:
                continue
            empty = False
            identity = names.read(row, cells)
            reported = figures.read(row, cells)
            if identity is not None and reported is not None:
                name, category, legal_form = identity
                yield MemberRow(Member(name, category, legal_form, reported), row, origin)
        figures.close()
        if empty and not report.has_errors:
            place = table.place(table.header_row)
            report.add(Problem("table.no_rows", place=place))


class _Shape:
    """Fitting rows to the width of the header."""

    def __init__(self, header: Header, report: Report) -> None:
        self.header = header
        self.report = report
        self.unnamed = set(header.unnamed)

    def fitted(self, row: int, cells: Sequence[Cell]) -> Sequence[Cell] | None:
        """The cells of a row, one a column; None where nothing can be seen in it."""
        width, count = self.header.width, len(cells)
        if count < width:
            if all(map(is_blank, cells)):
                return None
            if not self.header.table.lettered:
                self._report("table.row_short", row, count)
            return [*cells, *[""] * (width - count)]
        if is_blank(cells[0]) and all(map(is_blank, cells)):
            return None
        if count > width and not all(map(is_blank, cells[width:])):
            lettered = self.header.table.lettered
            self._report("workbook.row_long" if lettered else "table.row_long", row, count)
        if self.unnamed:
            self._look_under_blank_names(row, cells)
        return cells

    def _look_under_blank_names(self, row: int, cells: Sequence[Cell]) -> None:
        for index in [i for i in self.unnamed if not is_blank(cells[i])]:
            self.unnamed.discard(index)
            place = self.header.table.place(row)
            parameters = {"position": index + 1}
            problem = Problem("table.column_unnamed", Severity.WARNING, place, parameters)
            self.report.add(problem)

    def _report(self, code: str, row: int, count: int) -> None:
        place = self.header.table.place(row)
        parameters = {"cells": count, "columns": self.header.width}
        self.report.add(Problem(code, place=place, parameters=parameters))


def read_members(
    path: str | Path,
    elements: Mapping[str, Element],
    *,
    decimal: str = ".",
    problems: list[Problem] | None = None,
) -> Reader:
    """The members in the CSV or XLSX file `path`, one a row, for the figures in `elements`.

    `decimal` is the sign before decimals in text; `problems` is the list to collect them in, for a
    caller that has one. Nothing is read, and nothing raised, before the reader is iterated.
    """
    return Reader(Path(path), str(path), elements, decimal, [] if problems is None else problems)


def read_rows(
    rows: Iterable[Mapping[str, object]],
    elements: Mapping[str, Element],
    *,
    name: str = "",
    decimal: str = ".",
) -> Reader:
    """The members in `rows`, mappings from column name to text or number, checked as a file's are.

    Rows count from 1 in the places of problems; `name` stands there for the file.
    """
    return Reader(list(rows), name, elements, decimal)
