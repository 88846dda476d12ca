"""Jobs that come round: asking for each occurrence that is due exactly once.

Of occurrences missed while no worker ran, only the latest is caught up. A schedule seen for the
first time waits for its next occurrence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string

from tcvm.foundation.jobs.enqueue import enqueue
from tcvm.foundation.jobs.models import ScheduleMark
from tcvm.foundation.jobs.recurrence import Scheduled


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
