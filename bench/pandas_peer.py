"""The same scoring as a pandas user would write it: `cut` and sums, CSV in, JSON out.

    python -m bench.pandas_peer members.csv scores.json

Every column is one `cut` at the edges of bands.py. It scores, classes and prices every member and
writes the same values. It leaves out what `tcvm rate` does besides: exact numbers, which of the
four steps found a score, what is missing, distances, peers, and checks of the input.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from bench.bands import BANDS, CLASSES, VND_PER_USD, Bands

INFINITY = float("inf")
FLAT_FEES_VND = {
    "observer": 8_000_000,
    "associate_organisation": 12_000_000,
    "associate_individual": 1_500_000,
}
CLASS_FEES_VND = {"A": 12_000_000, "B": 8_000_000, "C": 6_000_000, "D": 6_000_000}


def score(frame: pd.DataFrame) -> pd.DataFrame:
    """Values, points, class and fee of every member."""
    portfolio = (frame.gross_loan_portfolio + frame.opening_gross_loan_portfolio) / 2
    assets = (frame.total_assets + frame.opening_total_assets) / 2
    cost = frame.operating_expense + frame.financial_expense + frame.net_provision_expense
    values = pd.DataFrame(
        {
            "active_borrowers": frame.active_borrowers,
            "gross_loan_portfolio": frame.gross_loan_portfolio / VND_PER_USD,
            "savers": frame.savers,
            "savings": frame.savings / VND_PER_USD,
            "par": frame.overdue_1_30 / frame.gross_loan_portfolio,
            "oer": frame.operating_expense / portfolio,
            "productivity": frame.active_borrowers / frame.loan_officers,
            "oss": frame.operating_income / cost,
            "roa": frame.net_income / assets,
        }
    )
    result = frame[["member", "category"]].copy()
    official = frame.category == "official"
    total = 0
    for code, bands in BANDS.items():
        labels = list(bands.points)
        points = pd.cut(values[code], bins(bands), labels=labels, right=False).astype("float64")
        result[code] = values[code]
        result[f"{code}_points"] = points.where(official)
        total = total + result[f"{code}_points"]
    result["points"] = total
    grades = pd.cut(total, [*CLASSES.values(), INFINITY], labels=list(CLASSES), right=False)
    result["class"] = grades.astype("object")
    result["fee_vnd"] = result["class"].map(CLASS_FEES_VND)
    result["fee_vnd"] = result.fee_vnd.where(official, frame.category.map(FLAT_FEES_VND))
    return result


def bins(bands: Bands) -> list[float]:
    """The edges for `cut`; a band printed with `>` begins at the next number after its bound."""
    inner = [float(np.nextafter(b, INFINITY)) if beyond else b for b, beyond in bands.edges]
    return [-INFINITY, *inner, INFINITY]


def main(source: str, output: str) -> None:
    """Read, score, write."""
    score(pd.read_csv(source)).to_json(output, orient="records", force_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
