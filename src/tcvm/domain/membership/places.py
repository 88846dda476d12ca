"""Places with dates: what an address was called, and to which province it belongs, on a day.

A place that is merged, split or renamed ends, and others begin: since 1 July 2025 Vietnam has 34
provinces instead of 63 and no districts. An address keeps the place it was written with; which
province counts it on another day is worked out here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from tcvm.domain.membership.periods import ALWAYS, Period


class Level(StrEnum):
    """The level of a place. Districts are a level of the past."""

    PROVINCE = "province"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Area:
    """A province or a district over the period in which it was one.

    `name` is Vietnamese, with the kind of place before it. `within` is the code of a district's
    province, `becomes` that of the province which took a former one in.
    """

    code: str
    name: str
    level: Level
    period: Period = ALWAYS
    within: str = ""
    becomes: str = ""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places by code.

    Raises ValueError for a code that stands twice, that is pointed to and missing, or that is
    pointed to from the wrong level or across a gap of days.
    """

    areas: tuple[Area, ...]
    _by_code: dict[str, Area] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {one.code: one for one in self.areas}
        if len(by_code) != len(self.areas):
            raise ValueError("a place stands twice")
        object.__setattr__(self, "_by_code", by_code)
        for one in self.areas:
            _check(one, by_code)

    @classmethod
    def of(cls, areas: Iterable[Area]) -> Gazetteer:
        """The gazetteer of any areas."""
        return cls(tuple(areas))

    def get(self, code: str) -> Area | None:
        """The place with that code, None where there is none."""
        return self._by_code.get(code)

    def on(self, day: dt.date, level: Level = Level.PROVINCE) -> tuple[Area, ...]:
        """The places of a level that exist on `day`, in the order given."""
        return tuple(one for one in self.areas if one.level is level and one.period.holds_on(day))

    def provinces_on(self, code: str, day: dt.date) -> tuple[Area, ...]:
        """The provinces that the place may lie in on `day`.

        One for a place of that day or of before, which was merged since. A place of later, asked
        on a day before it began, lay in any of those that became it. None for an unknown code.
        """
        place = self._by_code.get(code)
        if place is None:
            return ()
        if place.level is Level.DISTRICT:
            place = self._by_code[place.within]
        while place.becomes and place.period.until is not None and place.period.until <= day:
            place = self._by_code[place.becomes]
        found = [place]
        while found and not any(one.period.holds_on(day) for one in found):
            codes = {one.code for one in found}
            found = [one for one in self.areas if one.becomes in codes]
        return tuple(one for one in found if one.period.holds_on(day))

    def written(self, code: str) -> str:
        """A place as an address ends: the district, if it is one, then the province."""
        place = self._by_code.get(code)
        if place is None:
            return ""
        if place.level is Level.DISTRICT:
            return f"{place.name}, {self._by_code[place.within].name}"
        return place.name


def _check(one: Area, by_code: dict[str, Area]) -> None:
    if (one.level is Level.DISTRICT) != bool(one.within):
        raise ValueError(f"{one.code}: a district, and only a district, lies within a province")
    for pointed in filter(None, (one.within, one.becomes)):
        if pointed not in by_code or by_code[pointed].level is not Level.PROVINCE:
            raise ValueError(f"{one.code}: {pointed} is no province")
    if one.becomes and (
        one.period.until is None or by_code[one.becomes].period.since != one.period.until
    ):
        raise ValueError(f"{one.code}: {one.becomes} does not begin on the day it ends")
