"""The catalogue's elements and indicators: their own examples, and what must hold for all."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from tcvm.documents.catalogue import elements, indicators, rates, rating_rate
from tcvm.domain.indicators.definitions import Example, Indicator, Kind
from tcvm.domain.indicators.evaluate import evaluator
from tcvm.domain.indicators.formula import Annualise, Average, Figure, lineage, walk
from tcvm.domain.rounding import half_up
from tests.golden.cases import table

EXAMPLES = [
    pytest.param(indicator, example, id=f"{code}-{number}")
    for code, indicator in indicators().items()
    for number, example in enumerate(indicator.examples, start=1)
]
INDICATORS = [pytest.param(one, id=code) for code, one in indicators().items()]


@pytest.mark.parametrize("case", table("codes"), ids=lambda case: f"{case['kind']} {case['code']}")
def test_code_is_there(case: dict[str, str]) -> None:
    """Codes are part of members' files and of published JSON: none may go or change."""
    assert case["code"] in {"element": elements(), "indicator": indicators()}[case["kind"]]


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES)
def test_example_recomputes(indicator: Indicator, example: Example) -> None:
    value = evaluator(indicator.formula)(dict(example.figures))
    assert value is not None
    assert half_up(value, Fraction(1, 10**example.places)) == example.value


@pytest.mark.parametrize("indicator", INDICATORS)
def test_example_gives_no_more_than_the_formula_uses(indicator: Indicator) -> None:
    used = set(lineage(indicator.formula))
    for example in indicator.examples:
        for code, _ in example.figures:
            assert code in used or code.removeprefix("average_") in used


@pytest.mark.parametrize("indicator", INDICATORS)
def test_averages_are_of_stocks_and_what_is_annualised_are_flows(indicator: Indicator) -> None:
    kinds = {code: element.kind for code, element in elements().items()}
    for node in walk(indicator.formula):
        if isinstance(node, Average):
            assert kinds[node.figure.code] is Kind.STOCK
        if isinstance(node, Annualise):
            assert {kinds[code] for code in lineage(node)} == {Kind.FLOW}


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_flow_over_an_averaged_stock_is_annualised(indicator: Indicator) -> None:
    """Else a half-year would look half as good. A flow over flows needs nothing."""
    nodes = list(walk(indicator.formula))
    averaged = {n.figure.code for n in nodes if isinstance(n, Average)}
    annualised = {code for n in nodes if isinstance(n, Annualise) for code in lineage(n)}
    if averaged:
        flows = {
            n.code for n in nodes if isinstance(n, Figure) and n.code not in averaged | annualised
        }
        assert flows == set()


def test_names_tell_elements_apart_in_both_languages() -> None:
    """Columns of a file may carry these names, so no two may read the same."""
    for locale in ("vi", "en"):
        names = Counter(element.name.said_in(locale).casefold() for element in elements().values())
        assert [name for name, count in names.items() if count > 1] == []


def test_every_element_serves_an_indicator() -> None:
    used = {code for indicator in indicators().values() for code in lineage(indicator.formula)}
    assert set(elements()) == used


def test_a_part_has_the_unit_and_kind_of_its_whole() -> None:
    for element in elements().values():
        for code in element.part_of:
            whole = elements()[code]
            assert (element.unit, element.kind) == (whole.unit, whole.kind), element.code


def test_texts_are_in_two_languages() -> None:
    definitions = [element.definition for element in elements().values()]
    definitions += [indicator.definition for indicator in indicators().values()]
    for text in definitions:
        assert text.vi != text.en
        assert text.vi.endswith(".")
        assert text.en.endswith(".")


def test_each_year_is_rated_with_one_rate() -> None:
    years = Counter(rate.year for rate in rates() if rate.rating)
    assert set(years.values()) == {1}
    assert {rate.year for rate in rates()} == set(years)


def test_rate_of_2016_is_the_one_the_scheme_names_and_the_central_rate_stands_beside_it() -> None:
    of_2016 = {rate.vnd_per_usd: rate.rating for rate in rates() if rate.year == 2016}
    assert of_2016 == {Fraction(22720): True, Fraction(22159): False}


@pytest.mark.parametrize("year", [2017, 2018, 2021, 2023, 2024])
def test_a_rate_that_no_page_confirms_is_not_shipped(year: int) -> None:
    assert rating_rate(year) is None
