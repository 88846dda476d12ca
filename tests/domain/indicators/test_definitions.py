"""What is counted and what is measured."""

import pytest

from tcvm.domain.indicators.definitions import Element, Kind, Unit
from tcvm.domain.text import Text


@pytest.mark.parametrize(
    ("unit", "whole"),
    [(Unit.PERSONS, True), (Unit.LOANS, True), (Unit.MONEY, False), (Unit.PERCENT, False)],
)
def test_persons_and_loans_are_whole_numbers(unit: Unit, whole: bool) -> None:
    text = Text("x", "x")
    assert Element("x", text, text, unit, Kind.STOCK, "test").whole_numbers is whole
