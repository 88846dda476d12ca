"""Rounding half up, and exact numbers as decimal text."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.rounding import PUBLISHED_PLACES, decimal_text, half_up, published


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        ("2.04", "0.1", "2"),
        ("2.05", "0.1", "2.1"),
        ("-2.05", "0.1", "-2.1"),
        ("9.949999", "0.1", "9.9"),
        ("2.5", "1", "3"),
        ("-0.04", "0.1", "0"),
        ("7", "5", "5"),
        ("7.5", "5", "10"),
    ],
)
def test_a_half_goes_away_from_zero(value: str, step: str, expected: str) -> None:
    assert half_up(Fraction(value), Fraction(step)) == Fraction(expected)


@given(
    st.fractions(-(10**9), 10**9),
    st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000),
)
def test_the_result_is_a_multiple_at_most_half_a_step_away(value: Fraction, step: Fraction) -> None:
    rounded = half_up(value, step)
    assert (rounded / step).denominator == 1
    assert abs(rounded - value) <= step / 2
    if abs(rounded - value) == step / 2:
        assert abs(rounded) > abs(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(1, 3), "0.333333333333"),
        (Fraction(2, 3), "0.666666666667"),
        (Fraction(181_000_000_000, 22_720), "7966549.295774647887"),
        (Fraction(21, 1000), "0.021"),
        (10**15, "1000000000000000"),
        (Fraction(-1, 2 * 10**12), "-0.000000000001"),
        (Fraction(1, 10**13), "0"),
        (Fraction(-1, 10**13), "0"),
        (Fraction(100), "100"),
        (Fraction(200, 2), "100"),
    ],
)
def test_published_values_in_plain_digits(value: int | Fraction, expected: str) -> None:
    assert decimal_text(value) == expected


@given(st.fractions(-(10**15), 10**15))
def test_a_published_value_is_within_half_a_place(value: Fraction) -> None:
    found = published(value)
    assert abs(Fraction(found) - value) <= Fraction(1, 2 * 10**PUBLISHED_PLACES)
    assert Decimal(decimal_text(value)) == found
