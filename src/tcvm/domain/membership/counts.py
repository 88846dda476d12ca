"""How many members there are on a day, by what they are; and how that grew."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tcvm.domain.membership.standing import History, MemberKind, Standing, State
from tcvm.domain.scoring.scheme import Category


@dataclass(frozen=True, slots=True)
class Counted:
    """A member as it is counted on one day.

    `legal_form` and `province` are codes, empty where unknown; `joined_year` is that of the first
    admission.
    """

    kind: MemberKind
    state: State
    legal_form: str = ""
    province: str = ""
    joined_year: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Members by one thing, and their sum. Every member is in exactly one line."""

    lines: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """The number of members in all lines."""
        return sum(count for _, count in self.lines)

    def of(self, key: str) -> int:
        """The number in one line; 0 where there is no such line."""
        return dict(self.lines).get(key, 0)


@dataclass(frozen=True, slots=True)
class Counts:
    """The members of a day. Legal forms are those of organisations; persons have none."""

    by_category: Tally
    by_kind: Tally
    by_legal_form: Tally
    by_province: Tally
    by_joined_year: Tally
    suspended: int

    @property
    def total(self) -> int:
        """All members, those suspended included."""
        return self.by_category.total


@dataclass(frozen=True, slots=True)
class Point:
    """The members of each category at the end of `day`."""

    day: dt.date
    by_category: Tally

    @property
    def total(self) -> int:
        """All members."""
        return self.by_category.total


def count(members: Iterable[Counted]) -> Counts:
    """Count the members of one day; those that have left are not among them."""
    present = [one for one in members if one.state.counts]
    organisations = [one for one in present if one.kind is MemberKind.ORGANISATION]
    return Counts(
        by_category=_by_category(one.state for one in present),
        by_kind=_fixed(MemberKind, (one.kind for one in present)),
        by_legal_form=_tally(one.legal_form for one in organisations),
        by_province=_tally(one.province for one in present),
        by_joined_year=Tally(
            tuple(sorted(Counter(str(one.joined_year) for one in present).items()))
        ),
        suspended=sum(one.state.standing is Standing.SUSPENDED for one in present),
    )


def growth(histories: Sequence[History], days: Iterable[dt.date]) -> tuple[Point, ...]:
    """The members of each category on each of `days`."""
    return tuple(
        Point(
            day,
            _by_category(
                state
                for history in histories
                if (state := history.on(day)) is not None and state.counts
            ),
        )
        for day in days
    )


def year_ends(first: int, today: dt.date) -> tuple[dt.date, ...]:
    """31 December of each year from `first`, then `today` for the year still running."""
    ends = [dt.date(year, 12, 31) for year in range(first, today.year)]
    return (*ends, today)


def _by_category(states: Iterable[State]) -> Tally:
    return _fixed(Category, (one.category for one in states))


def _fixed(codes: Iterable[str], found: Iterable[str]) -> Tally:
    """A line for every code in its own order, also for one that nobody has."""
    numbers = Counter(str(one) for one in found)
    return Tally(tuple((str(code), numbers[str(code)]) for code in codes))


def _tally(found: Iterable[str]) -> Tally:
    """A line for every code that somebody has, the most frequent first; unknown last."""
    numbers = Counter(found)
    return Tally(tuple(sorted(numbers.items(), key=lambda one: (not one[0], -one[1], one[0]))))
