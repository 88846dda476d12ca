"""Numbers as each language writes them: 1.234.567,8 in Vietnamese, 1,234,567.8 in English."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from tcvm.domain.rounding import half_up, published

#: A line must not break between a number and its sign.
NO_BREAK_SPACE = "\u00a0"
_SWAPPED = str.maketrans(",.", ".,")


def number(value: int | Fraction | Decimal, locale: str, places: int | None = None) -> str:
    """`value` with grouped digits, rounded half up to `places` decimals.

    Without `places`, with the decimals it has, twelve at most and no trailing zeros.
    """
    exact = Fraction(value) if isinstance(value, Decimal) else value
    text = format(published(exact), ",f") if places is None else _fixed(exact, places)
    return text if locale.startswith("en") else text.translate(_SWAPPED)


def _fixed(value: int | Fraction, places: int) -> str:
    scale: int = 10**places
    steps = int(half_up(value, Fraction(1, scale)) * scale)
    whole, decimals = divmod(abs(steps), scale)
    sign = "-" if steps < 0 else ""
    return f"{sign}{whole:,}.{decimals:0{places}d}" if places else f"{sign}{whole:,}"


def percent(value: int | Fraction | Decimal, locale: str, places: int | None = 1) -> str:
    """The fraction `value` as a percentage: `Fraction(41, 2000)` to one place is `2,1 %`."""
    return f"{number(Fraction(value) * 100, locale, places)}{NO_BREAK_SPACE}%"
