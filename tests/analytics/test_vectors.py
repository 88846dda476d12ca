"""Arrays give what the exact domain gives: values to rounding, points to the last one."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.analytics.vectors import VectorScale, vector_evaluator
from tcvm.documents.catalogue import load
from tcvm.domain.indicators.evaluate import (
    MONTHS_IN_YEAR,
    USUAL_BASES,
    AverageBasis,
    Exact,
    evaluator,
)
from tcvm.domain.indicators.formula import Annualise, Average, Binary, Figure, Node, parse
from tcvm.domain.scoring.match import Scale
from tests.analytics.members import rules

SCALES = list(rules().scales.values())
FIGURES = ("a", "b", "c")

leaves = st.one_of(
    st.sampled_from([Figure(code) for code in FIGURES]),
    st.sampled_from([Average(Figure(code)) for code in FIGURES]),
    st.integers(0, 5).map(lambda number: parse(f"{number}.5")),
)
#: Without differences: what cancels in doubles has no value to compare with.
formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Binary, st.sampled_from(["+", "*", "/"]), inner, inner),
        st.builds(Annualise, inner),
    ),
    max_leaves=6,
)
amounts = st.integers(0, 10**9)
reports = st.fixed_dictionaries(
    {},
    optional={name: amounts for code in FIGURES for name in (code, f"opening_{code}")}
    | {f"average_{code}": amounts for code in FIGURES}
    | {f"month_ends_{code}": st.tuples(*[amounts] * 13) for code in FIGURES},
)


def vectors(figures: dict[str, Exact | tuple[Exact, ...]]) -> dict[str, object]:
    return {
        name: tuple(np.array([float(one)]) for one in value)
        if isinstance(value, tuple)
        else np.array([float(value)])
        for name, value in figures.items()
    }


@given(formulas, reports, st.sampled_from([12, 6, 1]), st.permutations(list(AverageBasis)))
def test_values_are_those_of_the_exact_domain(node, figures, months, order):
    bases = tuple(order[:2])
    exact = evaluator(node, months=months, bases=bases)(figures)
    found = vector_evaluator(node, months=months, bases=bases)(vectors(figures))
    if found is None or np.isnan(found[0]):
        assert exact is None
    else:
        assert exact is not None
        assert found[0] == pytest.approx(float(exact), rel=1e-12)


@given(amounts, amounts, amounts)
def test_differences_and_signs_are_those_of_the_exact_domain(a, b, c):
    node = parse("-(a - b) * (c - -a)")
    figures = {"a": a, "b": b, "c": c}
    found = vector_evaluator(node, months=MONTHS_IN_YEAR, bases=USUAL_BASES)(vectors(figures))
    exact = evaluator(node)(figures)
    assert found is not None
    assert found[0] == pytest.approx(float(exact or 0), rel=1e-12)


def test_a_zero_denominator_gives_no_value_that_a_further_division_could_revive():
    node = parse("a / (b / c)")
    figures = {"a": np.array([1.0, 1.0]), "b": np.array([1.0, 1.0]), "c": np.array([0.0, 2.0])}
    found = vector_evaluator(node, months=12, bases=USUAL_BASES)(figures)
    assert found is not None
    assert np.isnan(found[0])
    assert found[1] == 2.0


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.column.code)
@given(data=st.data())
def test_points_on_half_steps_around_every_bound_are_exact(scale: Scale, data: st.DataObject):
    column = scale.column
    bounds = sorted({piece.interval.low for piece in scale.pieces[1:]})
    bound = data.draw(st.sampled_from(bounds))
    half_steps = bound // (column.step / 2) + data.draw(st.integers(-4, 4))
    value = half_steps * (1 if column.whole_numbers else column.step / 2)
    # The value as it comes about: one reported figure divided by another, both whole.
    denominator = value.denominator * data.draw(st.integers(1, 10**11))
    ratio = np.array([float(value * denominator)]) / float(denominator)
    assert VectorScale(scale).points(ratio)[0] == scale.match(value).points


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.column.code)
@given(st.integers(-(10**12), 10**14), st.integers(1, 10**12))
def test_points_away_from_bounds_are_exact(scale: Scale, numerator: int, denominator: int):
    value = Fraction(numerator, 1 if scale.column.whole_numbers else denominator)
    bounds = [piece.interval.low for piece in scale.pieces[1:]]
    if any(0 < abs(value - bound) <= abs(bound) * Fraction(1, 10**14) for bound in bounds):
        return
    ratio = np.array([float(value.numerator)]) / float(value.denominator)
    assert VectorScale(scale).points(ratio)[0] == scale.match(value).points


def test_a_value_a_rounding_error_off_a_bound_is_on_it_and_a_millionth_off_is_not():
    par = VectorScale(rules().scales["par", ""])
    two_per_cent = 0.0205
    values = [np.nextafter(two_per_cent, 0), two_per_cent, two_per_cent * (1 - 1e-6)]
    assert par.points(np.array(values)).tolist() == [4, 4, 5]
    best = VectorScale(rules().scales["active_borrowers", ""])
    assert best.points(np.array([30_000.0, 30_001.0])).tolist() == [5, 6]


def test_every_scored_indicator_of_the_catalogue_can_be_compiled():
    for indicator in load.indicators().values():
        node: Node = indicator.formula
        for example in indicator.examples:
            figures = dict(example.figures)
            found = vector_evaluator(node, months=12, bases=USUAL_BASES)(vectors(figures))
            assert found is not None
            assert found[0] == pytest.approx(float(evaluator(node)(figures)), rel=1e-12)
