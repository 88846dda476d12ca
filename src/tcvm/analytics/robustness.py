"""How firmly a class stands: the round rated again over many redraws of the reported figures.

A class is one number cut into four, made from figures that are never exact. `redraw` says how
often a member would have had each class, had its figures differed from the reported ones within
a stated reporting error, and between which points and ranks it would mostly have stood.

What is not drawn anew: the exchange rate and the readings, which are decisions and have their own
alternatives (`tcvm.domain.scoring.readings`); and the peer group, which stays the reported one
even where a scheme has a table of its own for a group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from tcvm.analytics.firmness import Redraws
from tcvm.analytics.redraws import Drawing, redrawn
from tcvm.analytics.vectors import Points, VectorScale, vector_evaluator
from tcvm.domain.indicators.definitions import Element, Unit
from tcvm.domain.indicators.formula import lineage
from tcvm.domain.scoring.score import Rules, Scorecard, Status

Counts = npt.NDArray[np.int64]

#: A class held in a smaller share of redraws than this is marked as near a boundary.
HELD_MIN = 0.90
#: The interval of points and of rank leaves out this per cent of the redraws at either end.
TAIL_PER_CENT = 5
#: Points of all members are kept for ranking up to this many numbers, else drawn a second time.
KEPT_MAX = 30_000_000


def redraw(
    cards: Sequence[Scorecard],
    rules: Rules,
    elements: Mapping[str, Element],
    *,
    draws: int = 10_000,
    seed: int = 2014,
    error_amounts: float = 0.02,
    error_counts: float = 0.01,
) -> list[Redraws | None]:
    """Rate every rated member of a round over `draws` redraws of its reported figures.

    `cards` are the scorecards of one round under `rules`; members without a class give None and
    take no part in ranks. Figures move uniformly within `error_amounts` (money) and
    `error_counts` (counts, to whole numbers), both shares of the reported figure
    (`tcvm.analytics.redraws`). A member's class shares and points depend on the seed, its name
    and its figures only; its rank on the other rated members too, but not on their order.

    Raises ValueError for fewer than one draw or an error outside 0 to 1, KeyError for a figure
    that `elements` does not have.
    """
    redrawer = _Redrawer(rules, elements, Drawing(draws, seed, error_amounts, error_counts))
    rated = [card for card in cards if card.status is Status.RATED]
    found = zip(rated, _points_and_ranks(redrawer, rated), strict=True)
    results = (_summary(redrawer, card, points, ranks) for card, (points, ranks) in found)
    return [next(results) if card.status is Status.RATED else None for card in cards]


class _Redrawer:
    """One set of rules compiled to arrays; gives a member's points in every redraw.

    Points are counted from `base`, the least any redraw can give, over `levels` whole numbers.
    """

    def __init__(self, rules: Rules, elements: Mapping[str, Element], drawing: Drawing) -> None:
        self.rules = rules
        self.elements = elements
        self.drawing = drawing
        scheme = rules.scheme
        self._scales = {key: VectorScale(scale) for key, scale in rules.scales.items()}
        tables = [
            [self._scales[column.code, group] for group in ("", *column.group_bands)]
            for column in scheme.columns
        ]
        self.base = sum(min(scale.points_min for scale in scales) for scales in tables)
        highest = sum(max(scale.points_max for scale in scales) for scales in tables)
        self.levels = highest - self.base + 1
        formulas = [rules.definition(column).formula for column in scheme.columns]
        self.codes = tuple(dict.fromkeys(code for one in formulas for code in lineage(one)))
        self._columns = [
            (
                column.code,
                vector_evaluator(formula, months=rules.months, bases=scheme.bases),
                float(rules.exchange_rate) if column.unit is Unit.MONEY else 1.0,
            )
            for column, formula in zip(scheme.columns, formulas, strict=True)
        ]

    def levels_of(self, card: Scorecard) -> Points:
        """The points of a rated member in every redraw, less `base`."""
        assert card.points is not None, "a rated member has points"
        figures = redrawn(card.member, self.codes, self.elements, self.drawing)
        total = np.full(self.drawing.draws, -self.base, dtype=np.int16)
        valid = np.ones(self.drawing.draws, dtype=np.bool_)
        for column, value_of, divisor in self._columns:
            values = value_of(figures)
            assert values is not None, "a rated member has every figure"
            scale = self._scales[column, self.rules.scale(column, card.groups).group]
            total += scale.points(values / divisor)
            valid &= ~np.isnan(values)
        total[~valid] = card.points - self.base
        return total


def _points_and_ranks(
    redrawer: _Redrawer, cards: Sequence[Scorecard]
) -> Iterator[tuple[Points, Counts]]:
    """Of each rated member its points, less `base`, and its rank in every redraw.

    Ranks come from how many members have how many points in each redraw, so that no redraw is
    sorted and memory does not grow with the number of members.
    """
    draws, levels = redrawer.drawing.draws, redrawer.levels
    rows = np.arange(draws) * levels
    members = np.zeros(draws * levels, dtype=np.int64)
    kept: list[Points] = []
    for card in cards:
        points = redrawer.levels_of(card)
        members[rows + points] += 1
        if len(cards) * draws <= KEPT_MAX:
            kept.append(points)
    as_many = members.reshape(draws, levels)[:, ::-1].cumsum(axis=1)[:, ::-1].ravel()
    ranks = as_many - members + 1
    for index, card in enumerate(cards):
        points = kept[index] if kept else redrawer.levels_of(card)
        yield points, ranks[rows + points]


def _summary(redrawer: _Redrawer, card: Scorecard, levels: Points, ranks: Counts) -> Redraws:
    scheme, drawing = redrawer.rules.scheme, redrawer.drawing
    counts = np.bincount(levels)
    in_class = dict.fromkeys((grade.code for grade in scheme.grades), 0)
    for level in np.flatnonzero(counts).tolist():
        in_class[scheme.grade_of(level + redrawer.base).code] += int(counts[level])
    shares = {code: count / drawing.draws for code, count in in_class.items()}
    assert card.grade is not None, "a rated member has a class"
    held = shares[card.grade.code]
    points_low, points_high = _interval(counts)
    rank_low, rank_high = _interval(np.bincount(ranks))
    return Redraws(
        class_shares=shares,
        points_low=points_low + redrawer.base,
        points_high=points_high + redrawer.base,
        rank_low=rank_low,
        rank_high=rank_high,
        held=held,
        near_boundary=held < HELD_MIN,
        draws=drawing.draws,
        seed=drawing.seed,
        error_amounts=drawing.error_amounts,
        error_counts=drawing.error_counts,
    )


def _interval(counts: Counts) -> tuple[int, int]:
    """The 5th and 95th percentile, by nearest rank, of the numbers counted in `counts`."""
    reached = np.cumsum(counts) * 100
    total = int(counts.sum())
    low, high = np.searchsorted(reached, [total * TAIL_PER_CENT, total * (100 - TAIL_PER_CENT)])
    return int(low), int(high)
