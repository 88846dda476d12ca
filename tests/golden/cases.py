"""The cases as tables: CSV files that an accountant can read, change and add to."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
Figure = int | Fraction


def table(name: str) -> list[dict[str, str]]:
    """The rows of `cases/NAME.csv`."""
    return read(HERE / "cases" / f"{name}.csv")


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Figure:
    """A number as people write it: `7,999,999`, `2.05 %`, or parts to be added, `1.5+2`."""
    if "+" in text:
        return sum((Fraction(number(part)) for part in text.split("+")), Fraction(0))
    digits, per_cent = (text[:-1], 100) if text.endswith("%") else (text, 1)
    exact = Fraction(digits.strip().replace(",", "")) / per_cent
    return exact.numerator if exact.denominator == 1 else exact


def places(text: str) -> int:
    """The decimal places of a written number, counted on the value and not on the per cent."""
    digits = text.removesuffix("%").strip()
    after_point = len(digits.partition(".")[2])
    return after_point + (2 if text.endswith("%") else 0)


def figures(text: str) -> dict[str, Figure | tuple[Figure, ...]]:
    """Figures written `code=number code=number`; `|` stands between month-ends."""
    found: dict[str, Figure | tuple[Figure, ...]] = {}
    for pair in text.split():
        code, written = pair.split("=")
        series = tuple(number(part) for part in written.split("|"))
        found[code] = series if len(series) > 1 else series[0]
    return found
