"""What a cell of a table can hold, and the letters of a spreadsheet's columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Oddity:
    """A cell that is neither text nor a number: the problem it is, and how it looks."""

    code: str
    shown: str


Cell = str | int | Fraction | Oddity
#: A row's number in the file, counted from 1, and its cells.
Row = tuple[int, Sequence[Cell]]


def is_blank(cell: Cell) -> bool:
    """Whether nothing can be seen in the cell."""
    return isinstance(cell, str) and (not cell or cell.isspace())


def letters_of(index: int) -> str:
    """The letters of the column at `index`, counted from 0: `A`, …, `Z`, `AA`."""
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def index_of(letters: str) -> int:
    """The reverse of `letters_of`. Raises ValueError for what are no letters of a column."""
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        raise ValueError(letters)
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
