"""Intervals of exact numbers, and the notation in which a scheme prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two bounds; a bound of None is open to infinity."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_included: bool = True
    high_included: bool = True

    def __contains__(self, value: int | Fraction) -> bool:
        """Whether `value`, compared exactly, lies inside."""
        if self.low is not None and (
            value < self.low or (value == self.low and not self.low_included)
        ):
            return False
        return self.high is None or not (
            value > self.high or (value == self.high and not self.high_included)
        )


class NotationError(ValueError):
    """A printed band that cannot be read; the text is its argument."""


_NUMBER = r"(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)"
_PER_CENT = r"\s*(%?)"
_ONE_SIDED = re.compile(rf"(>=|≥|>|<=|≤|<)\s*{_NUMBER}{_PER_CENT}")
_TWO_SIDED = re.compile(rf"{_NUMBER}\s*[–-]\s*{_NUMBER}{_PER_CENT}")


def parse_band(printed: str) -> Interval:
    """The interval a printed band stands for; a per cent sign divides its bounds by 100.

    The notation is that of rating.md: `> 30,000`, `≥ 160 %`, `2.1–3 %`, `< 0`, with `,` between
    thousands and `.` before decimals. Two-sided bands include both bounds. Raises NotationError.
    """
    text = printed.strip()
    if match := _ONE_SIDED.fullmatch(text):
        sign, bound = match[1], _number(match[2], match[3])
        included = sign in (">=", "≥", "<=", "≤")
        if sign.startswith((">", "≥")):
            return Interval(low=bound, low_included=included)
        return Interval(high=bound, high_included=included)
    if match := _TWO_SIDED.fullmatch(text):
        low, high = _number(match[1], match[3]), _number(match[2], match[3])
        if low <= high:
            return Interval(low=low, high=high)
    raise NotationError(printed)


def _number(digits: str, per_cent: str) -> Fraction:
    number = Fraction(digits.replace(",", ""))
    return number / 100 if per_cent else number
