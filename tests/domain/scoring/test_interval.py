"""Printed bands, read into intervals."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.scoring.interval import Interval, NotationError, parse_band


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("> 30,000", Interval(low=Fraction(30_000), low_included=False)),
        ("≥ 8,000,000", Interval(low=Fraction(8_000_000))),
        (">= 40", Interval(low=Fraction(40))),
        ("< 1 %", Interval(high=Fraction(1, 100), high_included=False)),
        ("≤ 10 %", Interval(high=Fraction(1, 10))),
        ("<= 10", Interval(high=Fraction(10))),
        ("2.1–3 %", Interval(Fraction(21, 1000), Fraction(3, 100))),
        ("10,000-30,000", Interval(Fraction(10_000), Fraction(30_000))),
        ("-1.5–2", Interval(Fraction(-3, 2), Fraction(2))),
        (" < 0 ", Interval(high=Fraction(0), high_included=False)),
    ],
)
def test_the_printed_notation(printed: str, expected: Interval) -> None:
    assert parse_band(printed) == expected


@pytest.mark.parametrize(
    "printed", ["", "30000–10000", "10.000.000", "=> 8", "1,00–2", "a–b", "> 1 <", "5", "1–2–3"]
)
def test_anything_else_is_refused(printed: str) -> None:
    with pytest.raises(NotationError):
        parse_band(printed)


@given(
    st.fractions(-10, 10, max_denominator=20),
    st.fractions(-10, 10, max_denominator=20),
    st.booleans(),
    st.booleans(),
    st.fractions(-11, 11, max_denominator=20),
)
def test_membership_is_that_of_the_inequalities(
    low: Fraction, high: Fraction, low_in: bool, high_in: bool, value: Fraction
) -> None:
    inside = (value >= low if low_in else value > low) and (
        value <= high if high_in else value < high
    )
    assert (value in Interval(low, high, low_in, high_in)) is inside
    assert value in Interval()
