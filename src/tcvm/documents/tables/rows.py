"""Rows that a program already holds, as a table like any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from tcvm.documents.tables.cells import Cell, Oddity, Row
from tcvm.documents.tables.numbers import DIGITS_MAX, LENGTH_MAX, number_of
from tcvm.documents.tables.report import UnreadableError
from tcvm.documents.tables.source import Table


def table_of(rows: Sequence[Mapping[str, object]], name: str) -> Table:
    """The table of `rows`; its columns are all their keys, and its first row is row 1.

    Raises UnreadableError where there is no row.
    """
    keys = list(dict.fromkeys(key for row in rows for key in row))
    if not keys:
        raise UnreadableError("file.empty")

    def cells() -> Iterator[Row]:
        for number, row in enumerate(rows, start=1):
            yield number, [_cell(row.get(key)) for key in keys]

    return Table(name, "", 0, [str(key) for key in keys], cells())


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case bool():
            return Oddity("number.is_boolean", str(value).upper())
        case str():
            return value
        case int():
            # Python refuses to write out a number of thousands of digits.
            return value if abs(value) < 10**DIGITS_MAX else _too_long(f"≥ 10^{DIGITS_MAX}")
        case Fraction() | Decimal() | float():
            return _number(value)
        case _:
            return Oddity("number.malformed", str(value))


def _number(value: Fraction | Decimal | float) -> Cell:
    if isinstance(value, float):
        number = number_of(value)
    elif isinstance(value, Decimal) and not value.is_finite():
        number = None
    elif isinstance(value, Decimal) and not -LENGTH_MAX < value.adjusted() < DIGITS_MAX:
        # As a fraction, 1E+999999999 would fill the memory.
        return _too_long(str(value)) if value else 0
    else:
        exact = Fraction(value)
        number = exact.numerator if exact.denominator == 1 else exact
    return Oddity("number.not_finite", str(value)) if number is None else number


def _too_long(shown: str) -> Oddity:
    return Oddity("number.too_long", shown)
