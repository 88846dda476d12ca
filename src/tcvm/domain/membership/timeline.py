"""What held from when: dated entries that are only ever added to.

An entry says what holds from a day on, until the next one. So two spells cannot overlap and none
has an end to be written later. A correction is a further revision of the same day; an entry whose
day itself was wrong is annulled by a revision without value, and stated anew on the right day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tcvm.domain.membership.periods import Period

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value]):
    """From `since` on, `value` holds; None annuls what an earlier revision of that day said.

    Revisions of one day count from 1.
    """

    since: dt.date
    value: Value | None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Spell(Generic[Value]):
    """A value and the period over which it holds."""

    period: Period
    value: Value


# Without slots, in which Python 3.11 cannot call an alias such as `Timeline[State]`.
@dataclass(frozen=True)
class Timeline(Generic[Value]):
    """All entries about one thing, in any order.

    Raises ValueError for two entries of the same day and revision: neither could be preferred.
    """

    entries: tuple[Entry[Value], ...] = ()
    _spells: tuple[Spell[Value], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = {(one.since, one.revision) for one in self.entries}
        if len(keys) != len(self.entries):
            raise ValueError("two entries have the same day and the same revision")
        object.__setattr__(self, "_spells", tuple(_spells(self.entries)))

    @classmethod
    def of(cls, entries: Iterable[Entry[Value]]) -> Timeline[Value]:
        """The timeline of any entries."""
        return cls(tuple(entries))

    @property
    def spells(self) -> tuple[Spell[Value], ...]:
        """What held from when to when, oldest first; the last has no end."""
        return self._spells

    def on(self, day: dt.date) -> Value | None:
        """What holds on `day`; None before the first entry."""
        found = None
        for spell in self._spells:
            if spell.period.since is not None and spell.period.since > day:
                break
            found = spell.value
        return found

    @property
    def last_since(self) -> dt.date | None:
        """The day from which the last value in force holds."""
        return self._spells[-1].period.since if self._spells else None


def _spells(entries: tuple[Entry[Value], ...]) -> Iterable[Spell[Value]]:
    newest: dict[dt.date, Entry[Value]] = {}
    for one in sorted(entries, key=lambda one: (one.since, one.revision)):
        newest[one.since] = one
    held = [(day, one.value) for day, one in newest.items() if one.value is not None]
    ends: list[dt.date | None] = [day for day, _ in held[1:]]
    for (day, value), until in zip(held, [*ends, None], strict=False):
        yield Spell(Period(day, until), value)
