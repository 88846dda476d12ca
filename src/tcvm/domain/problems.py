"""What can be wrong with input, as values: a code, a place and the parameters of the sentence.

A check returns all the problems it finds. Sentences, in the reader's language, are made from the
code at the edge (`tcvm.documents.words`), so the same problem reads right in a terminal, on a page
and in a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error blocks, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file (and sheet), a row counted from 1, a column or field name."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        """`FILE:row:column`, the address a person can follow; unknown parts are left empty."""
        file = f"{self.file}[{self.sheet}]" if self.sheet else self.file
        if self.row is None and not self.column:
            return file
        return f"{file}:{'' if self.row is None else self.row}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, at one place."""

    code: str
    severity: Severity = Severity.ERROR
    place: Place = Place()
    parameters: Mapping[str, object] = field(default_factory=dict)

    def at(self, place: Place) -> Problem:
        """The same problem, at `place`."""
        return replace(self, place=place)


def errors(problems: list[Problem]) -> list[Problem]:
    """Those of `problems` that block."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]
