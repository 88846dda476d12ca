"""Jobs that come round: when an occurrence is due, and asking for each exactly once.

Of occurrences missed while no worker ran, only the latest is caught up. A schedule seen for the
first time waits for its next occurrence.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from tcvm.foundation.jobs.enqueue import enqueue
from tcvm.foundation.jobs.models import ScheduleMark

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


def all_scheduled() -> list[Scheduled]:
    """What the installed rooms schedule. Raises ValueError for a name used twice."""
    found = [one for room in apps.get_app_configs() for one in getattr(room, "scheduled", ())]
    names = [one.name for one in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"scheduled twice: {', '.join(sorted(twice))}")
    return found


def enqueue_due(*, scheduled: Iterable[Scheduled], now: dt.datetime) -> int:
    """Ask for every occurrence that has come due; returns how many. Several workers may call it."""
    scheduled = tuple(scheduled)
    if not scheduled:
        return 0
    marks = dict(ScheduleMark.objects.values_list("name", "last_due_at"))
    asked = 0
    for one in scheduled:
        if one.name not in marks:
            ScheduleMark.objects.get_or_create(name=one.name, defaults={"last_due_at": now})
        elif marks[one.name] < (due := one.rule.latest(now)):
            asked += _ask(one, due, now)
    return asked


def _ask(one: Scheduled, due: dt.datetime, now: dt.datetime) -> bool:
    with transaction.atomic():
        mark = ScheduleMark.objects.select_for_update().get(name=one.name)
        if mark.last_due_at >= due:
            return False
        enqueue(
            kind=import_string(one.kind),
            arguments={},
            actor=f"schedule:{one.name}",
            now=now,
            key=f"schedule:{one.name}:{due.isoformat()}",
        )
        mark.last_due_at = due
        mark.save(update_fields=["last_due_at"])
    return True


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, tzinfo=_zone()).astimezone(dt.UTC)
