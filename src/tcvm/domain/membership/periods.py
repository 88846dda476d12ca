"""Stretches of days, half-open: the day a period ends is the first day it no longer holds.

So one spell may end and the next begin on the same date, without a day that has two or none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """From `since`, included, to `until`, excluded; None is without beginning or without end.

    Raises ValueError for a period without a day in it.
    """

    since: dt.date | None = None
    until: dt.date | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise ValueError(f"a period from {self.since} cannot end on {self.until}")

    def holds_on(self, day: dt.date) -> bool:
        """Whether `day` lies in it."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )

    def overlaps(self, other: Period) -> bool:
        """Whether some day lies in both."""
        return _before(self.since, other.until) and _before(other.since, self.until)


ALWAYS = Period()


def _before(since: dt.date | None, until: dt.date | None) -> bool:
    return since is None or until is None or since < until
