"""Invented members for benchmarks, in any number: `python -m bench.members 1000 > members.csv`.

The figures hang together as a microfinance institution's do (arrears within the portfolio, staff
in proportion to borrowers, costs to the portfolio), and range over every band of the scheme. One
in twenty belongs to a category that is not rated, one in thirty lacks a figure. The same count and
seed give the same members.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, str | int]

COLUMNS = (
    "member",
    "category",
    "legal_form",
    "active_borrowers",
    "gross_loan_portfolio",
    "opening_gross_loan_portfolio",
    "savers",
    "savings",
    "overdue_1_30",
    "overdue_over_30",
    "loan_officers",
    "staff",
    "operating_income",
    "operating_expense",
    "financial_expense",
    "net_provision_expense",
    "net_income",
    "total_assets",
    "opening_total_assets",
)
LEGAL_FORMS = ("licensed_mfi", "social_fund", "programme", "ngo", "company", "bank")
NOT_RATED = ("observer", "associate_organisation", "associate_individual")
NAMES = ("Hoa Sen", "Ánh Dương", "Bình Minh", "Đồng Tâm", "Phụ nữ Tiến bộ", "Quê Hương", "Vì Dân")


def members(count: int, seed: int = 2014, *, rated_only: bool = False) -> Iterator[Row]:
    """`count` members, amounts in đồng; `rated_only` leaves out what has no class."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        row = _member(number, chance)
        if not rated_only:
            _unrated(row, chance)
        yield row


def _member(number: int, chance: random.Random) -> Row:
    borrowers = int(chance.lognormvariate(8.8, 1.3)) + 20
    portfolio = int(borrowers * chance.lognormvariate(16.1, 0.5))
    opening = int(portfolio * chance.uniform(0.75, 1.02))
    assets = int(portfolio * chance.uniform(1.05, 1.4))
    opening_assets = int(assets * chance.uniform(0.75, 1.02))
    average = (portfolio + opening) // 2
    officers = max(1, round(borrowers / chance.lognormvariate(5.5, 0.45)))
    expense = int(average * chance.lognormvariate(-1.95, 0.4))
    funding = int(average * chance.uniform(0, 0.07))
    provision = int(average * chance.uniform(-0.002, 0.012))
    income = int((expense + funding + provision) * chance.lognormvariate(0.25, 0.22))
    overdue = int(portfolio * chance.lognormvariate(-4.6, 1.3))
    takes_savings = chance.random() < 0.85
    savers = int(borrowers * chance.uniform(0.6, 1.5)) if takes_savings else 0
    return {
        "member": f"Quỹ {NAMES[number % len(NAMES)]} {number:06}",
        "category": "official",
        "legal_form": chance.choice(LEGAL_FORMS),
        "active_borrowers": borrowers,
        "gross_loan_portfolio": portfolio,
        "opening_gross_loan_portfolio": opening,
        "savers": savers,
        "savings": int(portfolio * chance.uniform(0.02, 0.8)) if takes_savings else 0,
        "overdue_1_30": min(overdue, portfolio // 2),
        "overdue_over_30": min(int(portfolio * chance.lognormvariate(-4.6, 1.3)), portfolio // 2),
        "loan_officers": officers,
        "staff": officers + round(officers * chance.uniform(0.2, 1.2)),
        "operating_income": income,
        "operating_expense": expense,
        "financial_expense": funding,
        "net_provision_expense": provision,
        "net_income": int((income - expense - funding - provision) * 0.8),
        "total_assets": assets,
        "opening_total_assets": opening_assets,
    }


def _unrated(row: Row, chance: random.Random) -> None:
    if chance.random() < 1 / 20:
        row["category"] = chance.choice(NOT_RATED)
    if chance.random() < 1 / 30:
        row[chance.choice(COLUMNS[3:])] = ""


def write_csv(path: Path, count: int, seed: int = 2014, *, rated_only: bool = False) -> None:
    """Write `count` members to a CSV file that `tcvm rate` reads."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(members(count, seed, rated_only=rated_only))


def main() -> None:
    """Write members to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=2014)
    chosen = parser.parse_args()
    writer = csv.DictWriter(sys.stdout, COLUMNS)
    writer.writeheader()
    writer.writerows(members(chosen.count, chosen.seed))


if __name__ == "__main__":
    main()
