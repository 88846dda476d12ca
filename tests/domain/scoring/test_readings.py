"""The class under every other reading."""

from dataclasses import replace
from fractions import Fraction

from tcvm.domain.scoring.readings import RATE, Alternatives
from tcvm.domain.scoring.score import Member, Rules
from tests.domain.scoring.small_network import FIGURES, INDICATORS, SCHEME

RULES = Rules(SCHEME, INDICATORS, exchange_rate=Fraction(20))


def test_each_alternative_is_the_scheme_with_that_one_reading_turned() -> None:
    card = RULES.score(Member("Quỹ A", figures=FIGURES))
    others = {(o.reading, o.value): o for o in Alternatives(RULES).of(card)}
    assert list(others) == [
        ("floor", "0"),
        ("late", "very_late"),
        ("averages", "closing"),
        (RATE, "-5%"),
        (RATE, "+5%"),
    ]
    assert others["late", "very_late"].points == 9
    assert others["averages", "closing"].points == 8
    assert not any(other.changes_class for other in others.values())


def test_a_reading_that_changes_the_class_says_so() -> None:
    figures = {**FIGURES, "borrowers": 1001}
    card = RULES.score(Member("Quỹ A", figures=figures))
    assert (card.points, card.grade and card.grade.code) == (9, "B")
    others = {o.reading: o for o in Alternatives(RULES).of(card) if o.value == "very_late"}
    assert (others["late"].points, others["late"].grade, others["late"].changes_class) == (
        10,
        "A",
        True,
    )


def test_the_rate_moves_money_both_ways() -> None:
    figures = {**FIGURES, "loans": 8_200 * 20}
    card = RULES.score(Member("Quỹ A", figures=figures))
    by_value = {o.value: o.points for o in Alternatives(RULES).of(card)}
    assert card.points is not None
    assert by_value["+5%"] == card.points - 1
    assert by_value["-5%"] == card.points


def test_a_reading_for_which_figures_are_missing_gives_nothing() -> None:
    figures = {code: value for code, value in FIGURES.items() if code != "overdue_long"}
    card = RULES.score(Member("Quỹ A", figures=figures))
    late = next(o for o in Alternatives(RULES).of(card) if o.reading == "late")
    assert (late.points, late.grade, late.changes_class) == (None, None, False)


def test_without_money_there_is_no_rate_to_turn_and_without_a_class_nothing() -> None:
    scheme = replace(SCHEME, columns=(SCHEME.columns[0], *SCHEME.columns[2:]))
    alternatives = Alternatives(Rules(scheme, INDICATORS))
    assert RATE not in {one.reading for one in alternatives.all}
    assert alternatives.of(RULES.score(Member("x"))) == ()
