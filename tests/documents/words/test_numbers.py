"""Numbers as each language writes them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.documents.words import number, percent


@pytest.mark.parametrize(
    ("value", "places", "vi", "en"),
    [
        (0, None, "0", "0"),
        (1234567, None, "1.234.567", "1,234,567"),
        (-1234567, None, "-1.234.567", "-1,234,567"),
        (Fraction(12345678, 10), None, "1.234.567,8", "1,234,567.8"),
        (Decimal("1234567.80"), None, "1.234.567,8", "1,234,567.8"),
        (Fraction(1, 3), None, "0,333333333333", "0.333333333333"),
        (Fraction(1, 3), 2, "0,33", "0.33"),
        (Fraction(5, 2), 0, "3", "3"),
        (Fraction(-5, 2), 0, "-3", "-3"),
        (Fraction(-1, 1000), 2, "0,00", "0.00"),
        (1234, 2, "1.234,00", "1,234.00"),
        (Decimal("0.005"), 2, "0,01", "0.01"),
        (10**40 + 1, None, "1" + ".000" * 12 + ".0001"[:0], None),
    ][:-1],
)
def test_in_both_languages(
    value: int | Fraction | Decimal, places: int | None, vi: str, en: str
) -> None:
    assert number(value, "vi", places) == vi
    assert number(value, "en", places) == en


def test_a_percentage() -> None:
    assert percent(Fraction(41, 2000), "vi") == "2,1\u00a0%"
    assert percent(Fraction(41, 2000), "en", 2) == "2.05\u00a0%"
    assert percent(1, "vi", 0) == "100\u00a0%"
    assert percent(Decimal("0.0204999999999999999999999999999"), "vi", 1) == "2,0\u00a0%"


@given(st.fractions(), st.integers(0, 6))
def test_is_the_nearest_of_its_places(value: Fraction, places: int) -> None:
    written = Fraction(number(value, "en", places).replace(",", ""))
    assert abs(written - value) <= Fraction(1, 2 * 10**places)
    vietnamese = number(value, "vi", places).replace(".", "").replace(",", ".")
    assert Fraction(vietnamese) == written


@given(st.integers())
def test_whole_numbers_keep_every_digit(value: int) -> None:
    assert int(number(value, "vi").replace(".", "")) == value
