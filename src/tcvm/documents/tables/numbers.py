"""Numbers as people type them, read exactly or refused.

The sign before decimals is declared, never guessed: 1.234 is a different number in Hà Nội and in
London. Groups of thousands are accepted only where they are well formed.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

DIGITS_MAX: Final = 40

#: Spaces people use between thousands: plain, no-break, narrow no-break, thin, and the apostrophe.
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " ") | {"\u2019": "'"})
_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([ ',])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_OTHER_SIGN = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|[+-]?\d{1,3}(?:\.\d{3})+,\d+")
_SWAP = str.maketrans(",.", ".,")


class NumberError(ValueError):
    """Text that is no number; `code` is the problem code."""

    def __init__(self, code: str) -> None:
        """Keep the problem code."""
        super().__init__(code)
        self.code = code


def parse_number(text: str, decimal: str = ".") -> int | Fraction:
    """The number `text` stands for, with `decimal` (`.` or `,`) before its decimals.

    Raises NumberError with `number.other_decimal` where it is well formed under the other sign,
    `number.too_long` beyond DIGITS_MAX characters, else `number.malformed`.
    """
    if text.isdecimal() and text.isascii() and len(text) <= DIGITS_MAX:
        return int(text)
    cleaned = text.strip().translate(_SPACES).translate(_SIGNS)
    if len(cleaned) > DIGITS_MAX:
        raise NumberError("number.too_long")
    if not cleaned.isascii():
        raise NumberError("number.malformed")
    normal = cleaned if decimal == "." else cleaned.translate(_SWAP)
    if _PLAIN.fullmatch(normal):
        return _exact(normal)
    if _GROUPED.fullmatch(normal):
        return _exact(re.sub(r"[ ',]", "", normal))
    if _OTHER_SIGN.fullmatch(normal) or _PLAIN.fullmatch(normal.translate(_SWAP)):
        raise NumberError("number.other_decimal")
    raise NumberError("number.malformed")


def _exact(digits: str) -> int | Fraction:
    number = Fraction(digits)
    return number.numerator if number.denominator == 1 else number
