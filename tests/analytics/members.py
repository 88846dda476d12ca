"""Members for tests of robustness: figures that hang together and often lie on printed bounds."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from tcvm.documents.catalogue import load
from tcvm.domain.indicators.evaluate import Exact
from tcvm.domain.scoring.score import Member, Rules, Scorecard

VND_PER_USD = Fraction(22720)
ELEMENTS = load.elements()


def rules(scheme: str = "vmfwg-2014") -> Rules:
    """A shipped scheme, its money converted at the rate of its own example."""
    return Rules(load.scheme(scheme), load.indicators(), exchange_rate=VND_PER_USD)


def member(name: str = "m", **figures: Exact | tuple[Exact, ...]) -> Member:
    """A member of 40 points, class A, far from every bound; `figures` replaces some of them."""
    usual: dict[str, Exact | tuple[Exact, ...]] = {
        "active_borrowers": 12_000,
        "gross_loan_portfolio": 100_000_000_000,
        "opening_gross_loan_portfolio": 90_000_000_000,
        "savers": 12_500,
        "savings": 13_000_000_000,
        "overdue_1_30": 1_500_000_000,
        "overdue_over_30": 800_000_000,
        "loan_officers": 40,
        "staff": 70,
        "operating_income": 18_900_000_000,
        "operating_expense": 12_700_000_000,
        "financial_expense": 1_300_000_000,
        "net_provision_expense": 500_000_000,
        "net_income": 5_000_000_000,
        "total_assets": 110_000_000_000,
        "opening_total_assets": 100_000_000_000,
    }
    return Member(name, figures=usual | figures)


def cards(members: list[Member], by: Rules) -> list[Scorecard]:
    """The scorecards of `members`."""
    return [by.score(one) for one in members]


@st.composite
def members(draw: st.DrawFn, name: str = "m") -> Member:
    """A rated member whose ratios lie on half steps of the print in most draws."""
    portfolio = draw(st.integers(1, 20_000)) * 10_000_000
    assets = draw(st.integers(1, 20_000)) * 10_000_000
    cost = draw(st.integers(1, 20_000)) * 2_000
    officers = draw(st.integers(1, 300))

    def near(whole: int, most: int) -> int:
        halves = draw(st.integers(0, most))
        return whole * halves // 2_000 + draw(st.sampled_from([0, 0, 0, 1, -1, 7]))

    return member(
        name,
        active_borrowers=draw(st.integers(0, 40_000)),
        gross_loan_portfolio=portfolio,
        average_gross_loan_portfolio=portfolio,
        savers=draw(st.sampled_from([0, 999, 1_000, 4_500, 4_999, 5_000, 30_000, 30_001])),
        savings=draw(st.integers(0, 2_000_000)) * draw(st.sampled_from([22_720, 11_360])),
        overdue_1_30=max(0, near(portfolio, 340)),
        loan_officers=officers,
        staff=officers + draw(st.integers(0, 300)),
        operating_expense=near(portfolio, 800),
        financial_expense=cost,
        operating_income=near(portfolio, 900),
        net_income=near(assets, 240),
        total_assets=assets,
        opening_total_assets=assets,
    )
