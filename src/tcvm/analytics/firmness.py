"""How firmly a member's class stands, as plain values: made by `robustness`, read everywhere.

Apart from what makes it, so that a page or a document can hold it without NumPy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Redraws:
    """What became of one member over all redraws.

    `class_shares` is the share of redraws in each class of the scheme, best class first, and
    `held` that of the member's own class. `points_low` to `points_high` and `rank_low` (the
    better) to `rank_high` are the 5–95 % intervals, by nearest rank, so each is a number that
    occurred. The rank is that among the rated members of the round, all redrawn: 1 is best,
    equals share one. A redraw that makes a denominator zero is no possible report: the reported
    figures stand in its place.
    """

    class_shares: Mapping[str, float]
    points_low: int
    points_high: int
    rank_low: int
    rank_high: int
    held: float
    near_boundary: bool
    draws: int
    seed: int
    error_amounts: float
    error_counts: float
