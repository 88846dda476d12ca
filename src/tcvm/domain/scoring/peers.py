"""Where a member stands among its peers, from published values, with small groups hidden.

Statistics are taken over published values, so that a reader can recompute them. A statistic over
fewer members than the scheme's minimum is not given at all, neither as a number nor as a rank,
since it would tell one member another's figure.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tcvm.domain.indicators.definitions import Direction
from tcvm.domain.rounding import PUBLISHED_PLACES
from tcvm.domain.scoring.scheme import Scheme
from tcvm.domain.scoring.score import Scorecard

#: The name under which the sum of points stands among the columns.
POINTS = "points"


@dataclass(frozen=True, slots=True)
class Statistics:
    """The middle of a group: count always, the rest None where the group is too small.

    Quartiles lie by linear interpolation between the ordered values (the inclusive method of
    spreadsheets); the median of an even number is the mean of the two middle ones.
    """

    members: int
    median: Decimal | None
    lower_quartile: Decimal | None
    upper_quartile: Decimal | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's place in one group: rank 1 is best, members of equal value share a rank."""

    rank: int | None
    members: int


class Peers:
    """The published values of all members by peer group and column.

    Made in two steps, so that any number of members can pass through: `add` each, then ask. Values
    are kept `scaled`: whole numbers compare fast and take little room, eight bytes each unless one
    of a column is too large for that.
    """

    def __init__(self, scheme: Scheme) -> None:
        """Start without members."""
        self.scheme = scheme
        self._values: dict[tuple[str, str, str], array[int] | list[int]] = {}
        self._sorted = False
        self._higher_is_better = {
            column.code: column.direction is Direction.HIGHER for column in scheme.columns
        } | {POINTS: True}

    def add(self, groups: Mapping[str, str], values: Iterable[tuple[str, int]]) -> None:
        """Take in one member's scaled values by column (and its points, if it has them)."""
        for column, value in values:
            for axis, group in groups.items():
                key = (axis, group, column)
                kept = self._values.get(key)
                if kept is None:
                    kept = self._values[key] = array("q")
                try:
                    kept.append(value)
                except OverflowError:
                    self._values[key] = [*kept, value]
        self._sorted = False

    def add_card(self, card: Scorecard) -> None:
        """Take in a scorecard."""
        self.add(card.groups, [(code, scaled(value)) for code, value in published_values(card)])

    def _ordered(self, axis: str, group: str, column: str) -> Sequence[int]:
        if not self._sorted:
            for key, values in self._values.items():
                ordered = sorted(values)
                self._values[key] = ordered if isinstance(values, list) else array("q", ordered)
            self._sorted = True
        return self._values.get((axis, group, column), ())

    def groups(self) -> list[tuple[str, str]]:
        """The groups that have members, in the scheme's order."""
        present = {(axis, group) for axis, group, _ in self._values}
        order = [(axis.code, one.code) for axis in self.scheme.peer_axes for one in axis.groups]
        return [key for key in order if key in present]

    def statistics(self, axis: str, group: str, column: str) -> Statistics:
        """Median and quartiles of a column (or POINTS) in a group."""
        values = self._ordered(axis, group, column)
        count = len(values)
        median = lower = upper = None
        if count >= self.scheme.peer_members_min:
            median = _quantile(values, 2)
        if count >= self.scheme.peer_quartiles_min:
            lower, upper = _quantile(values, 1), _quantile(values, 3)
        return Statistics(count, median, lower, upper)

    def standing(self, axis: str, group: str, column: str, value: int) -> Standing:
        """The rank of a scaled value in a group."""
        ordered = self._ordered(axis, group, column)
        if len(ordered) < self.scheme.peer_members_min:
            return Standing(None, len(ordered))
        if self._higher_is_better[column]:
            better = len(ordered) - bisect_right(ordered, value)
        else:
            better = bisect_left(ordered, value)
        return Standing(better + 1, len(ordered))


def scaled(value: Decimal) -> int:
    """A published value as a whole number of its last published place."""
    return int(value.scaleb(PUBLISHED_PLACES))


def published_values(card: Scorecard) -> list[tuple[str, Decimal]]:
    """The published values of a scorecard by column, its points last where it has them."""
    values = [(one.column, one.published) for one in card.scores if one.value is not None]
    if card.points is not None:
        values.append((POINTS, Decimal(card.points)))
    return values


def _quantile(ordered: Sequence[int], quarter: int) -> Decimal:
    """The value a `quarter` of the way through the ordered values, scaled back to units."""
    whole, rest = divmod((len(ordered) - 1) * quarter, 4)
    value = Decimal(ordered[whole])
    if rest:
        value += Decimal(ordered[whole + 1] - ordered[whole]) * rest / 4
    return value.scaleb(-PUBLISHED_PLACES).normalize()
