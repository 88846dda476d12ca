"""Exact evaluation: against Python's own fractions, and every way a value can be absent."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.indicators.evaluate import (
    Absence,
    AverageBasis,
    Exact,
    absence,
    average,
    evaluator,
    fill,
)
from tcvm.domain.indicators.formula import Node, parse, source
from tests.domain.indicators.test_formula import trees

exact = st.one_of(st.integers(-(10**12), 10**12), st.fractions(max_denominator=1000))
some_figures = st.dictionaries(
    st.sampled_from(
        [
            prefix + code
            for prefix in ("", "opening_", "average_")
            for code in ("loans", "staff", "income", "x_1")
        ]
    ),
    exact,
)


def slowly(node: Node, figures: dict[str, Exact]) -> Fraction | None:
    """The value by Python's own arithmetic on the formula's text, written independently."""
    text = source(node)

    def average_of(code: str) -> Fraction:
        if f"average_{code}" in figures:
            return Fraction(figures[f"average_{code}"])
        return (Fraction(figures[f"opening_{code}"]) + Fraction(figures[code])) / 2

    import re

    text = re.sub(r"average\((\w+)\)", r"average_of('\1')", text)
    text = re.sub(r"(?<![\w'.])(\d+(?:\.\d+)?)(?![\w'])", r"Fraction('\1')", text)
    text = re.sub(r"(?<!['\w])(loans|staff|income|x_1)(?!['\w])", r"Fraction(figures['\1'])", text)
    names = {
        "Fraction": Fraction,
        "figures": figures,
        "average_of": average_of,
        "annualise": lambda x: x * 2,
    }
    try:
        return Fraction(eval(text, {"__builtins__": {}}, names))
    except (KeyError, ZeroDivisionError):
        return None


@given(trees, some_figures)
def test_the_value_is_that_of_plain_fractions(tree: Node, figures: dict[str, Exact]) -> None:
    found = evaluator(tree, months=6)(figures)
    assert found == slowly(tree, figures)


@given(trees, some_figures)
def test_a_value_is_absent_exactly_when_something_is_missing_or_zero(
    tree: Node, figures: dict[str, Exact]
) -> None:
    why = absence(tree, figures)
    present = evaluator(tree)(figures) is not None
    if present:
        assert not why.missing
    if why.missing:
        assert not present
        assert not set(why.missing) & set(figures)


@given(trees, some_figures)
def test_filling_in_the_figures_keeps_the_value(tree: Node, figures: dict[str, Exact]) -> None:
    value = evaluator(tree)(figures)
    if value is not None:
        assert evaluator(fill(tree, figures))({}) == value


def test_a_year_needs_no_scaling_and_a_half_year_doubles() -> None:
    tree = parse("annualise(cost)")
    assert evaluator(tree)({"cost": 50}) == 50
    assert evaluator(tree, months=6)({"cost": 50}) == 100
    assert evaluator(tree, months=6)({}) is None


MONTH_ENDS = tuple(range(100, 1400, 100))


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"x": 30, "opening_x": 10}, (AverageBasis.OPENING_CLOSING, 20)),
        ({"x": 30, "opening_x": 10, "average_x": 17}, (AverageBasis.REPORTED, 17)),
        (
            {"x": 30, "opening_x": 10, "average_x": 17, "month_ends_x": MONTH_ENDS},
            (AverageBasis.MONTH_ENDS, 700),
        ),
        ({"x": 30, "opening_x": 10, "month_ends_x": (1, 2)}, (AverageBasis.OPENING_CLOSING, 20)),
        ({"x": 30}, None),
        ({"opening_x": 30}, None),
    ],
)
def test_the_average_stands_on_the_best_basis_known(figures, expected) -> None:  # type: ignore[no-untyped-def]
    assert average("x", figures) == expected


def test_other_bases_can_be_asked_for() -> None:
    figures = {"x": 30, "opening_x": 10, "average_x": 17}
    assert average("x", figures, (AverageBasis.CLOSING,)) == (AverageBasis.CLOSING, 30)
    assert evaluator(parse("average(x)"), bases=(AverageBasis.CLOSING,))(figures) == 30


@pytest.mark.parametrize(
    ("formula", "figures", "expected"),
    [
        ("a / b", {"a": 1}, Absence(("b",), ())),
        ("a / b", {"a": 1, "b": 0}, Absence((), ("b",))),
        ("a / average(x)", {"a": 1, "x": 5}, Absence(("opening_x",), ())),
        ("a / average(x)", {"a": 1}, Absence(("x", "opening_x"), ())),
        ("a / average(x)", {"a": 1, "x": 5, "opening_x": -5}, Absence((), ("x",))),
        ("a / (b - c)", {"a": 1, "b": 2, "c": 2}, Absence((), ("b", "c"))),
        ("a / b", {"a": 1, "b": 2}, Absence((), ())),
    ],
)
def test_what_keeps_a_value_away_is_named(formula, figures, expected) -> None:  # type: ignore[no-untyped-def]
    assert absence(parse(formula), figures) == expected


def test_a_filled_formula_shows_the_sum_behind_an_average() -> None:
    tree = fill(parse("cost / average(x)"), {"cost": 5, "x": 30, "opening_x": 10})
    assert source(tree) == "5 / ((10 + 30) / 2)"
    assert source(fill(parse("average(x) + y"), {"average_x": 7})) == "7 + y"
    assert source(fill(parse("average(x)"), {})) == "average(x)"
