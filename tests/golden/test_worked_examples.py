"""Worked examples of public manuals, calculated by the catalogue's formulas.

In `cases/worked_examples.csv`, `printed` results stand in the source; `recomputed` ones follow from
its figures but are not printed there, or cannot be read in the copy that was seen. Some sources cut
decimals off instead of rounding.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest

from tcvm.documents.catalogue import indicators
from tcvm.domain.indicators.evaluate import evaluator
from tcvm.domain.indicators.formula import parse
from tcvm.domain.rounding import half_up
from tests.golden.cases import figures, number, places, table


@pytest.mark.parametrize("case", table("worked_examples"), ids=lambda case: case["case"])
def test_worked_example(case: dict[str, str]) -> None:
    assert bool(case["indicator"]) != bool(case["formula"]), "one of the two says what to calculate"
    own = case["indicator"]
    formula = indicators()[own].formula if own else parse(case["formula"])
    value = evaluator(formula)(figures(case["figures"]))
    assert value is not None
    step = Fraction(1, 10 ** places(case["result"]))
    expected = number(case["result"])
    if case["rounding"] == "cut off":
        assert step * floor(value / step) == expected
        assert half_up(value, step) != expected, "rounding would do: the case says too much"
    else:
        assert case["rounding"] == "half up"
        assert half_up(value, step) == expected
