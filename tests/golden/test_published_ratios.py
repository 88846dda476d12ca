"""The catalogue's formulas, held against the ratios MIX Market published for 2,462 years.

`cases/published_ratios.csv` states for each ratio over how many rows it can be compared, how many
agree to the last printed place, and the share that agrees within a tolerance: MIX calculated from
figures it then rounded to whole dollars, so a ratio near the edge of its last place may fall to
the other side.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from tcvm.documents.catalogue import indicators
from tcvm.domain.indicators.evaluate import Evaluator, evaluator
from tcvm.domain.indicators.formula import parse
from tcvm.domain.rounding import half_up
from tests.golden.cases import HERE, Figure, number, places, read, table

Row = dict[str, Figure]

_EXPENSES = ("operating_expense", "financial_expense", "net_provision_expense")


def _rows() -> list[Row]:
    rows = []
    for texts in read(HERE / "data" / "mix_years.csv"):
        row = {code: number(text) for code, text in texts.items() if text}
        if "net_operating_income" in row:
            row["net_income"] = row["net_operating_income"] - row.get("tax", 0)
        if "one_month_or_more" in row and "renegotiated" in row:
            row["overdue_over_30"] = row["one_month_or_more"] + row["renegotiated"]
        rows.append(row)
    return rows


@pytest.fixture(scope="module")
def mix() -> list[Row]:
    return _rows()


def _formula(case: dict[str, str]) -> Evaluator:
    if case["indicator"]:
        return evaluator(indicators()[case["indicator"]].formula)
    return evaluator(parse("operating_income / (operating_income - net_operating_income)"))


def _with_blanks_as_nil(row: Row) -> Row:
    return dict.fromkeys(_EXPENSES, 0) | row


def _allowed(case: dict[str, str], step: Fraction) -> Callable[[Figure], Fraction]:
    match case["tolerance"]:
        case "0.6 of the last place":
            return lambda _: step * Fraction(6, 10)
        case "1 % of the ratio":
            return lambda ratio: max(abs(ratio) / Fraction(100), step / 2)
        case other:
            raise AssertionError(other)


@pytest.mark.parametrize("case", table("published_ratios"), ids=lambda case: case["ratio"])
def test_formula_reproduces_published_ratio(case: dict[str, str], mix: list[Row]) -> None:
    value_of = _formula(case)
    step = Fraction(1, 10 ** int(case["places"]))
    allowed = _allowed(case, step)
    nil = case["ratio"].endswith("blanks as nil")
    compared = equal = within = 0
    for row in mix:
        published = row.get(case["published"])
        value = value_of(_with_blanks_as_nil(row) if nil else row)
        if published is None or value is None:
            continue
        compared += 1
        equal += half_up(value, step) == half_up(published, step)
        within += abs(value - published) <= allowed(published)
    share = Fraction(100 * within, compared)
    found = f"{equal} of {compared} equal, {float(share):.2f} % within {case['tolerance']}"
    print(f"{case['ratio']}: {found}")  # noqa: T201 (shown by `pytest -rP`)
    assert compared == int(case["rows with both"]), found
    assert equal == int(case["equal to the last place"]), found
    stated = case["share stated"]
    assert half_up(share, Fraction(1, 10 ** places(stated))) >= number(stated), found


def test_all_years_are_there(mix: list[Row]) -> None:
    assert len(mix) == 2462
    assert len({(row["mfi"], row["year"]) for row in mix}) == 2462
