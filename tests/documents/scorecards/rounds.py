"""Rounds of made-up members for tests of how results look: ordinary ones, edges, and hard names."""

from __future__ import annotations

import random
from collections.abc import Iterable
from fractions import Fraction
from functools import cache

from tcvm.documents import catalogue
from tcvm.domain.scoring.round import RoundResult, rate_round
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.scoring.score import Member, Rules

RATE = Fraction(22720)
LEGAL_FORMS = ("licensed_mfi", "social_fund", "programme", "ngo", "")
LONG_NAME = (
    "Trung tâm hỗ trợ phụ nữ phát triển kinh tế và bảo vệ môi trường liên huyện thuộc "
    "Hội Liên hiệp Phụ nữ tỉnh Bình Thuận"
)

#: rating.md section 4, first case: 47 points, class A.
WORKED_CASE = {
    "active_borrowers": 39_000,
    "gross_loan_portfolio": 9_000_000 * 22720,
    "average_gross_loan_portfolio": 9_000_000 * 22720,
    "savers": 39_000,
    "savings": 1_200_000 * 22720,
    "overdue_1_30": 72_000 * 22720,
    "overdue_over_30": 0,
    "loan_officers": 130,
    "staff": 200,
    "operating_income": Fraction(13, 10) * 990_000 * 22720,
    "operating_expense": 990_000 * 22720,
    "financial_expense": 0,
    "net_provision_expense": 0,
    "net_income": 5 * 22720,
    "average_total_assets": 100 * 22720,
}


@cache
def rules(scheme: str = "vmfwg-2014", exchange_rate: Fraction = RATE) -> Rules:
    """The rules of a shipped scheme."""
    return Rules(catalogue.scheme(scheme), catalogue.indicators(), exchange_rate=exchange_rate)


def figures(seed: int) -> dict[str, int | Fraction | tuple[int | Fraction, ...]]:
    """Plausible yearly figures in đồng, the same for the same seed."""
    draw = random.Random(seed)
    borrowers = int(draw.lognormvariate(8.6, 1.1))
    loans = int(borrowers * draw.uniform(250, 900) * 22720)
    expense = int(loans * draw.uniform(0.07, 0.3))
    financial = int(loans * draw.uniform(0.01, 0.06))
    provision = int(loans * draw.uniform(0, 0.03))
    costs = expense + financial + provision
    income = int(costs * draw.uniform(0.6, 1.7))
    assets = int(loans * draw.uniform(1.05, 1.4))
    officers = max(1, int(borrowers / draw.uniform(60, 600)))
    return {
        "active_borrowers": borrowers,
        "gross_loan_portfolio": loans,
        "opening_gross_loan_portfolio": int(loans * draw.uniform(0.8, 1)),
        "savers": int(borrowers * draw.uniform(0, 1.2)),
        "savings": int(loans * draw.uniform(0, 0.6)),
        "overdue_1_30": int(loans * draw.uniform(0, 0.05)),
        "overdue_over_30": int(loans * draw.uniform(0, 0.06)),
        "loan_officers": officers,
        "staff": int(officers * 1.6) + 1,
        "operating_income": income,
        "operating_expense": expense,
        "financial_expense": financial,
        "net_provision_expense": provision,
        "net_income": income - costs,
        "total_assets": assets,
        "opening_total_assets": int(assets * draw.uniform(0.8, 1)),
    }


def member(name: str, seed: int = 1, **changed: object) -> Member:
    """A member with plausible figures; `changed` ones replace them, None takes one away."""
    reported = {**figures(seed), **changed}
    known = {code: value for code, value in reported.items() if value is not None}
    return Member(name, legal_form=LEGAL_FORMS[seed % 5], figures=known)  # type: ignore[arg-type]


def members(count: int = 12) -> list[Member]:
    """`count` ordinary members, then one incomplete, an observer and an associate."""
    return [
        *(member(f"Quỹ xã hội số {number}", number) for number in range(count - 1)),
        member(LONG_NAME, count),
        member("Quỹ thiếu số liệu", 99, savings=None, opening_total_assets=None),
        Member("Dự án quan sát", Category.OBSERVER),
        Member("Học viện Ngân hàng", Category.ASSOCIATE_ORGANISATION),
    ]


def edges() -> list[Member]:
    """Members whose figures lie on and beside the bounds of cells, and on every kind of average."""
    loans = 1_000_000 * 22720
    base = {
        **figures(7),
        "gross_loan_portfolio": loans,
        "average_gross_loan_portfolio": loans,
        "overdue_1_30": loans // 100,
        "loan_officers": 10,
    }
    values: Iterable[dict[str, object]] = [
        *(
            {"active_borrowers": n, "savers": n}
            for n in (999, 1000, 4499, 4500, 4999, 5000, 30_001)
        ),
        *({"active_borrowers": 10 * n} for n in (59, 60, 99, 100, 350, 499, 500)),
        *(
            {"overdue_1_30": loans * per_mille_tenths // 10_000}
            for per_mille_tenths in (0, 96, 99, 100, 204, 205, 210, 300, 304, 305, 1500, 1504, 1505)
        ),
        *(
            {"operating_expense": loans * per_cent // 100}
            for per_cent in (10, 12, 15, 20, 25, 35, 36, 100)
        ),
        *(
            {"gross_loan_portfolio": usd * 22720 + vnd}
            for usd in (250_000, 8_000_000)
            for vnd in (-22720, -11361, -11360, -11359, -1, 0, 1)
        ),
        *(
            {"net_income": per_mille, "total_assets": 1000, "average_total_assets": 1000}
            for per_mille in (-1, 0, 9, 10, 69, 99, 100, 101)
        ),
        {"month_ends_gross_loan_portfolio": tuple(loans + 7 * n for n in range(13))},
        {"savings": 0, "savers": 0},
    ]
    return [
        Member(f"Cạnh {place}", legal_form="ngo", figures={**base, **changed})  # type: ignore[dict-item]
        for place, changed in enumerate(values)
    ]


def result(
    rated: Iterable[Member] | None = None, scheme: str = "vmfwg-2014", rate: Fraction = RATE
) -> RoundResult:
    """A rated round, of `members()` where none are given."""
    return rate_round(members() if rated is None else rated, rules(scheme, rate))
