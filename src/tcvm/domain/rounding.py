"""The one place that rounds, and that turns exact numbers into decimal text."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

#: Decimal places of a published value. A reader can recompute peers and distances from what is
#: published; sixty digits of working precision keep the last published place right.
PUBLISHED_PLACES = 12
_WORKING = Context(prec=60, rounding=ROUND_HALF_UP)
_PUBLISHED_STEP = Decimal(1).scaleb(-PUBLISHED_PLACES)


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
    quotient = _WORKING.divide(Decimal(value.numerator), Decimal(value.denominator))
    rounded = _WORKING.quantize(quotient, _PUBLISHED_STEP)
    return _WORKING.plus(rounded.normalize(_WORKING))  # plus: no negative zero


def decimal_text(value: int | Fraction) -> str:
    """`published(value)` in plain digits, `"0.021"` or `"7966549.295774647887"`, no exponent."""
    return format(published(value), "f")
