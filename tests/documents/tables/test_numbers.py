"""Numbers as people write them: exact, or refused with the reason."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.documents.tables.numbers import NumberFault, number_of, parse_number
from tcvm.documents.words import number

F = NumberFault


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("0", ".", 0),
        ("42350", ".", 42350),
        ("007", ".", 7),
        (" 12 ", ".", 12),
        ("-352000000", ".", -352000000),
        ("−5", ".", -5),
        ("- 5", ".", -5),
        ("+5", ".", 5),
        ("(1,234)", ".", -1234),
        ("1,234,567", ".", 1234567),
        ("1,234,567.80", ".", Fraction(12345678, 10)),
        ("1.234.567,8", ",", Fraction(12345678, 10)),
        ("1.234.567", ",", 1234567),
        ("1 234 567", ".", 1234567),
        ("1 234 567,5", ",", Fraction(2469135, 2)),
        ("1\u00a0234\u00a0567", ".", 1234567),
        ("1\u202f234\u202f567,25", ",", Fraction(4938269, 4)),
        ("1'234'567", ".", 1234567),
        ("1’234’567.5", ".", Fraction(2469135, 2)),
        ("83910103.0", ".", 83910103),
        ("1234567.25", ".", Fraction(4938269, 4)),
        ("0.1", ".", Fraction(1, 10)),
        ("0,1", ",", Fraction(1, 10)),
        ("9" * 30, ".", int("9" * 30)),
        ("\u00a012\u00a0", ".", 12),
    ],
)
def test_is_read_exactly(text: str, decimal: str, value: int | Fraction) -> None:
    found = parse_number(text, decimal)
    assert found == value
    assert isinstance(found, int) == (Fraction(value).denominator == 1)


@pytest.mark.parametrize(
    ("text", "decimal", "fault"),
    [
        ("1.234.567", ".", F.OTHER_DECIMAL),
        ("1,234,567", ",", F.OTHER_DECIMAL),
        ("1.234,5", ".", F.OTHER_DECIMAL),
        ("1,234.5", ",", F.OTHER_DECIMAL),
        ("-1.234.567", ".", F.OTHER_DECIMAL),
        ("1,5", ".", F.OTHER_DECIMAL),
        ("0,123", ".", F.OTHER_DECIMAL),
        ("12,34,567", ".", F.GROUPING),
        ("1,2345,678", ".", F.GROUPING),
        ("1 23", ".", F.GROUPING),
        ("1,234 567", ".", F.GROUPING),
        ("1.2.3", ".", F.GROUPING),
        ("5.", ".", F.MALFORMED),
        (".5", ".", F.MALFORMED),
        (",", ".", F.MALFORMED),
        ("...", ".", F.MALFORMED),
        ("1e5", ".", F.EXPONENT),
        ("-1.5E+10", ".", F.EXPONENT),
        ("NaN", ".", F.NOT_FINITE),
        ("-Infinity", ".", F.NOT_FINITE),
        ("∞", ".", F.NOT_FINITE),
        ("12%", ".", F.PERCENT),
        ("2,5 %", ",", F.PERCENT),
        ("1.000.000 đ", ",", F.CURRENCY),
        ("$1,000", ".", F.CURRENCY),
        ("VND 100", ".", F.CURRENCY),
        ("100 đồng", ".", F.CURRENCY),
        ("-", ".", F.DASH),
        (" – ", ".", F.DASH),
        ("9" * 31, ".", F.TOO_LONG),
        ("9" * 10_000, ".", F.TOO_LONG),
        ("0." + "1" * 30, ".", F.TOO_LONG),
        ("n/a", ".", F.MALFORMED),
        ("1,5 tỷ", ",", F.MALFORMED),
        ("1_000", ".", F.MALFORMED),
        ("0x10", ".", F.MALFORMED),
        ("١٢٣", ".", F.MALFORMED),
        ("１２３", ".", F.MALFORMED),
        ("²", ".", F.MALFORMED),
        ("12\x0034", ".", F.MALFORMED),
        ("--5", ".", F.MALFORMED),
        ("5-", ".", F.MALFORMED),
        ("()", ".", F.MALFORMED),
        ("", ".", F.MALFORMED),
    ],
)
def test_is_refused_with_the_reason(text: str, decimal: str, fault: NumberFault) -> None:
    assert parse_number(text, decimal) == fault
    assert isinstance(parse_number(text, decimal), NumberFault)


@given(
    st.fractions(min_value=-(10**20), max_value=10**20, max_denominator=1).flatmap(
        lambda whole: st.integers(0, 9999).map(lambda rest: whole + Fraction(rest, 10_000))
    ),
    st.sampled_from([("vi", ","), ("en", ".")]),
)
def test_reads_what_is_written_for_people(value: Fraction, notation: tuple[str, str]) -> None:
    locale, decimal = notation
    assert parse_number(number(value, locale), decimal) == value


@given(st.text(max_size=70), st.sampled_from([".", ","]))
def test_any_text_is_a_number_or_a_fault(text: str, decimal: str) -> None:
    assert isinstance(parse_number(text, decimal), int | Fraction | NumberFault)


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_a_stored_cell_is_the_decimal_that_was_typed(digits: int, places: int) -> None:
    typed = Decimal(digits).scaleb(-places)
    assert number_of(float(typed)) == Fraction(typed)


def test_a_stored_cell_that_is_not_finite_is_no_number() -> None:
    assert number_of(float("inf")) is None
    assert number_of(float("nan")) is None
    assert number_of(0.1) == Fraction(1, 10)
    assert isinstance(number_of(5.0), int)
