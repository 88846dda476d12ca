"""Numbers as they are shown: the right decimals, never a value that would score otherwise."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.scorecards.rounds import rules

from tcvm.documents.pictures.quantities import (
    band_text,
    bound_text,
    faithful_places,
    quantity_text,
    shown_value,
)
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.rounding import half_up

RULES = rules()


@pytest.mark.parametrize(
    ("value", "unit", "vietnamese", "english"),
    [
        ("1234567.4", Unit.MONEY, "1.234.567", "1,234,567"),
        ("39000", Unit.PERSONS, "39.000", "39,000"),
        ("203.94", Unit.PERSONS_PER_PERSON, "203,9", "203.9"),
        ("0.0205", Unit.PERCENT, "2,05\u00a0%", "2.05\u00a0%"),
        ("-0.0751", Unit.PERCENT, "−7,51\u00a0%", "−7.51\u00a0%"),
        ("36.5", None, "36,5", "36.5"),
    ],
)
def test_quantities(value: str, unit: Unit, vietnamese: str, english: str) -> None:
    assert quantity_text(Decimal(value), unit, "vi") == vietnamese
    assert quantity_text(Decimal(value), unit, "en") == english


def test_a_bound_has_the_decimals_it_has() -> None:
    assert bound_text(Decimal("0.1"), Unit.PERCENT, "vi") == "10\u00a0%"
    assert bound_text(Decimal("0.0205"), Unit.PERCENT, "en") == "2.05\u00a0%"
    assert bound_text(Decimal(30001), Unit.PERSONS, "vi") == "30.001"


def test_printed_bands_in_both_languages() -> None:
    assert band_text("2.1–3 %", "vi") == "2,1–3\u00a0%"
    assert band_text("2,000,000–7,999,999", "vi") == "2.000.000–7.999.999"
    assert band_text("≥ 160 %", "en") == "≥\u00a0160\u00a0%"


def test_a_value_just_short_of_a_turn_is_not_shown_beyond_it() -> None:
    scale = RULES.scales["par", ""]
    assert shown_value(Fraction("0.020499"), scale, "en") == "2.0499\u00a0%"
    assert shown_value(Fraction("0.0205"), scale, "en") == "2.05\u00a0%"
    assert shown_value(Fraction("0.02"), scale, "en") == "2.00\u00a0%"


@given(
    st.sampled_from(sorted(RULES.scales)),
    st.one_of(
        st.fractions(0, 2, max_denominator=10**7),
        st.fractions(0, 40_000, max_denominator=1000),
        st.sampled_from([-1, 0, 1]).flatmap(
            lambda sign: st.sampled_from([10, 20, 25, 70]).map(
                lambda bound: Fraction(bound, 1000) + sign * Fraction(1, 10**9)
            )
        ),
    ),
)
def test_what_is_shown_scores_as_the_value_does(key: tuple[str, str], value: Fraction) -> None:
    scale = RULES.scales[key]
    if scale.column.whole_numbers:
        value = Fraction(round(value))
    places = faithful_places(value, scale)
    factor = 100 if scale.column.unit is Unit.PERCENT else 1
    shown = half_up(value * factor, Fraction(1, 10**places)) / factor
    assert scale.match(shown) == scale.match(value)
