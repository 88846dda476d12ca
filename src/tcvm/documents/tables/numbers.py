"""Numbers as people write them, read exactly or refused with the reason.

Nothing is guessed: `1.234.567` is a number only where `.` separates thousands, that is with the
decimal sign `,`. A number read wrongly is worse than one refused.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import isfinite

#: No amount of this trade has more digits; more is a mistake of the file.
DIGITS_MAX = 30
#: A number may stand in a cell with spaces and separators around its digits.
LENGTH_MAX = 60
OTHER_DECIMAL = {".": ",", ",": "."}


class NumberFault(StrEnum):
    """Why a text is not a number; the values are problem codes."""

    MALFORMED = "number.malformed"
    OTHER_DECIMAL = "number.other_decimal"
    GROUPING = "number.grouping"
    EXPONENT = "number.exponent"
    NOT_FINITE = "number.not_finite"
    PERCENT = "number.percent"
    CURRENCY = "number.currency"
    DASH = "number.dash"
    TOO_LONG = "number.too_long"


# A space of any kind, or an apostrophe, separates thousands in either notation.
_SPACES = " \u00a0\u2009\u202f'’"
_NOTATIONS = {
    decimal: re.compile(
        rf"(?P<whole>[0-9]+|[1-9][0-9]{{0,2}}(?P<sign>[{_SPACES}{group}])[0-9]{{3}}"
        rf"(?:(?P=sign)[0-9]{{3}})*)(?:{re.escape(decimal)}(?P<decimals>[0-9]+))?"
    )
    for decimal, group in OTHER_DECIMAL.items()
}
_SIGNS = re.compile(r"[0-9.,'’\s]+")
_EXPONENT = re.compile(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+")
_CURRENCY = re.compile(r"(?:₫|đồng|đ|VND|VNĐ|USD|US\$|\$|€|EUR)", re.IGNORECASE)
_NOT_FINITE = frozenset({"nan", "inf", "infinity", "∞"})
_DASHES = frozenset("-–—−")
_NO_DIGITS = str.maketrans("", "", f"{_SPACES}.,")


def parse_number(text: str, decimal: str = ".") -> int | Fraction | NumberFault:
    """The exact number that `text` writes with the decimal sign `decimal`, or why it is none.

    An `int` where it is whole. Thousands may be separated by the other sign, a space or an
    apostrophe, always in groups of three; a minus before, or parentheses around, make it negative.
    """
    stripped = text.strip()
    if stripped.isdigit() and stripped.isascii() and len(stripped) <= DIGITS_MAX:
        return int(stripped)
    if len(stripped) > LENGTH_MAX:
        return NumberFault.TOO_LONG
    negative, unsigned = _without_sign(stripped)
    if (found := _NOTATIONS[decimal].fullmatch(unsigned)) is None:
        return _fault(unsigned, stripped, decimal)
    whole, decimals = found["whole"].translate(_NO_DIGITS), found["decimals"] or ""
    if len(whole) + len(decimals) > DIGITS_MAX:
        return NumberFault.TOO_LONG
    decimals = decimals.rstrip("0")
    digits = int(whole + decimals)
    value = Fraction(digits, 10 ** len(decimals)) if decimals else digits
    return -value if negative else value


def thousands_written_as_decimals(text: str, decimal: str) -> bool:
    """Whether `text` reads as a number with three decimals, yet may be thousands: `12.500`."""
    _, unsigned = _without_sign(text.strip())
    whole, sign, decimals = unsigned.partition(decimal)
    return bool(sign) and len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0")


def number_of(cell: float) -> int | Fraction | None:
    """The number a spreadsheet cell holds: the shortest decimal that is stored as that float.

    None for what is not finite.
    """
    if not isfinite(cell):
        return None
    return int(cell) if cell.is_integer() else Fraction(Decimal(repr(cell)))


def _without_sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text[:1] in ("-", "−"):
        return True, text[1:].lstrip()
    if text[:1] == "+":
        return False, text[1:]
    return False, text


def _fault(unsigned: str, text: str, decimal: str) -> NumberFault:
    if _SIGNS.fullmatch(unsigned):
        if _NOTATIONS[OTHER_DECIMAL[decimal]].fullmatch(unsigned):
            return NumberFault.OTHER_DECIMAL
        between_digits = unsigned[0].isdigit() and unsigned[-1].isdigit()
        return NumberFault.GROUPING if between_digits else NumberFault.MALFORMED
    amount, currencies = _CURRENCY.subn("", unsigned)
    signs = {
        NumberFault.DASH: text in _DASHES,
        NumberFault.NOT_FINITE: unsigned.lower() in _NOT_FINITE,
        NumberFault.EXPONENT: _EXPONENT.fullmatch(text) is not None,
        NumberFault.PERCENT: unsigned.endswith("%") and _SIGNS.fullmatch(unsigned[:-1]) is not None,
        NumberFault.CURRENCY: currencies > 0 and _SIGNS.fullmatch(amount) is not None,
    }
    return next((fault for fault, found in signs.items() if found), NumberFault.MALFORMED)
