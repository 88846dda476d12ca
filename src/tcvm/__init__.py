"""tcvm: the platform on which an association of microfinance organisations runs itself.

From Python, `tcvm.rate` does what the command does:

>>> import tcvm
>>> rating = tcvm.rate(
...     [
...         {
...             "member": "Quỹ Ví Dụ",
...             "active_borrowers": 39_000,
...             "gross_loan_portfolio": 9_000_000,
...             "average_gross_loan_portfolio": 9_000_000,
...             "savers": 39_000,
...             "savings": 1_200_000,
...             "overdue_1_30": 72_000,
...             "overdue_over_30": 0,
...             "loan_officers": 130,
...             "staff": 210,
...             "operating_income": 1_950_000,
...             "operating_expense": 990_000,
...             "financial_expense": 450_000,
...             "net_provision_expense": 60_000,
...             "net_income": 500_000,
...             "average_total_assets": 10_000_000,
...         }
...     ],
...     scheme="vmfwg-2014",
...     currency="USD",
...     year=2016,
...     robustness=False,
... )
>>> card = rating.members[0].card
>>> card.points, card.grade.code, card.fee_vnd
(47, 'A', 12000000)
>>> card.scores[5].column, str(card.scores[5].published), card.scores[5].match.band
('oer', '0.11', '10.1–12 %')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tcvm.documents.results.python import Rating, rate
    from tcvm.documents.results.rating import UnusableError

__all__ = ["Rating", "UnusableError", "rate"]

_HOMES = {
    "Rating": "tcvm.documents.results.python",
    "UnusableError": "tcvm.documents.results.rating",
    "rate": "tcvm.documents.results.python",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for, so that `import tcvm` costs nothing."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(name)
