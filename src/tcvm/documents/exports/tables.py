"""What is written: tables one after another, each read once, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

Cell = str | int | bool | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class OutTable:
    """A table: code, the title of its sheet, its columns by code and by heading, its rows."""

    code: str
    title: str
    columns: Sequence[str]
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with the tables: its path among them, and how it is opened, which raises
    FileNotFoundError where it has been lost."""

    path: str
    opened: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class About:
    """What the first sheet says: lines of label and value, and `facts` for programs."""

    title: str
    lines: Sequence[tuple[str, str]]
    facts: dict[str, str]


#: Told after every so many rows how many there have been, so that a job can show it or stop.
Told = Callable[[int], None]
STRIDE = 500
