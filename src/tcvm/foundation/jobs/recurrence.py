"""When something comes round. Knows no models, so that an AppConfig may name it."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings

_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class Rule(Protocol):
    """When something comes round."""

    def latest(self, now: dt.datetime) -> dt.datetime:
        """The latest occurrence at or before `now`, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Every:
    """At equal intervals, counted from the start of 2000 (UTC)."""

    interval: dt.timedelta

    def latest(self, now: dt.datetime) -> dt.datetime:
        """The latest occurrence at or before `now`, in UTC."""
        return _EPOCH + (now - _EPOCH) // self.interval * self.interval


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at a time of the platform's time zone."""

    at: dt.time

    def latest(self, now: dt.datetime) -> dt.datetime:
        """The latest occurrence at or before `now`, in UTC."""
        today = now.astimezone(_zone()).date()
        due = _at(today, self.at)
        return due if due <= now else _at(today - dt.timedelta(days=1), self.at)


@dataclass(frozen=True, slots=True)
class Monthly:
    """On a day of every month, on its last day where the month is shorter."""

    day: int
    at: dt.time

    def latest(self, now: dt.datetime) -> dt.datetime:
        """The latest occurrence at or before `now`, in UTC."""
        today = now.astimezone(_zone()).date()
        due = self._in_month(today)
        return due if due <= now else self._in_month(today.replace(day=1) - dt.timedelta(days=1))

    def _in_month(self, day: dt.date) -> dt.datetime:
        last = monthrange(day.year, day.month)[1]
        return _at(day.replace(day=min(self.day, last)), self.at)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """That a kind of job, named by its dotted path, comes round without arguments.

    Rooms list these as `scheduled` in their AppConfig, which loads before any model does: hence
    the path.
    """

    name: str
    kind: str
    rule: Rule


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=_zone()).astimezone(dt.UTC)
