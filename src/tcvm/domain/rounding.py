"""The one place that rounds, and that turns exact numbers into decimal text."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

#: Decimal places of a published value, from which a reader can recompute peers and distances.
PUBLISHED_PLACES = 12
_PLACE = 10**PUBLISHED_PLACES
#: Wide enough that shifting the point never rounds.
_EXACT = Context(prec=200)


def half_up(value: int | Fraction, step: Fraction) -> Fraction:
    """`value` rounded to the nearest multiple of `step`; a half goes away from zero.

    The commercial rule of rating.md section 3 ("round half up to the column's printed step").
    """
    steps = abs(Fraction(value)) / step
    whole = (2 * steps + 1) // 2
    return step * whole if value >= 0 else -step * whole


def published(value: int | Fraction) -> Decimal:
    """`value` as a decimal of at most `PUBLISHED_PLACES` places, half up, no trailing zeros."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    double = 2 * value.denominator
    whole = (2 * abs(value.numerator) * _PLACE + value.denominator) // double
    rounded = Decimal(whole if value.numerator >= 0 else -whole)
    return rounded.scaleb(-PUBLISHED_PLACES, _EXACT).normalize(_EXACT)


def decimal_text(value: int | Fraction) -> str:
    """`published(value)` in plain digits, `"0.021"` or `"7966549.295774647887"`, no exponent."""
    return format(published(value), "f")
