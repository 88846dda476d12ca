"""The bands of `vmfwg-2014` as a spreadsheet or pandas user writes them down: rows of edges.

Written by hand from the printed table and the four matching steps, not taken from the product, so
that what is measured against is also an independent reading. A value at an edge belongs to the
band above it; at an edge marked `beyond` (printed with `>`) it must lie above.
"""

from __future__ import annotations

from typing import NamedTuple


class Edge(NamedTuple):
    """Where the next band begins."""

    bound: float
    beyond: bool = False


class Bands(NamedTuple):
    """The edges of a column from low to high, and the points from below the first to the top."""

    edges: tuple[Edge, ...]
    points: tuple[int, ...]


def _bands(*bounds: float | Edge, lower_is_better: bool = False) -> Bands:
    edges = tuple(one if isinstance(one, Edge) else Edge(one) for one in bounds)
    points = range(1, len(edges) + 2)
    return Bands(edges, tuple(reversed(points)) if lower_is_better else tuple(points))


BANDS = {
    "active_borrowers": _bands(1_000, 2_500, 5_000, 10_000, 30_001),
    "gross_loan_portfolio": _bands(250_000, 499_999.5, 999_999.5, 1_999_999.5, 7_999_999.5),
    "savers": _bands(1_000, 2_500, 5_000, 10_000, 30_001),
    "savings": _bands(150_000, 249_999.5, 499_999.5, 749_999.5, Edge(1_000_000, beyond=True)),
    "par": _bands(0.01, 0.0205, 0.0305, 0.0505, 0.0705, lower_is_better=True),
    "oer": _bands(0.1005, 0.1205, 0.1505, 0.2005, 0.2505, lower_is_better=True),
    "productivity": _bands(99.5, 149.5, 249.5, 349.5, 499.5),
    "oss": _bands(0.6995, 0.9995, 1.1995, 1.3995, 1.5995),
    "roa": _bands(0, 0.0095, 0.0395, 0.0695, Edge(0.10, beyond=True)),
}
CLASSES = {"D": 0, "C": 20, "B": 30, "A": 40}
VND_PER_USD = 22_720
