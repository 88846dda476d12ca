"""What waits for a person: gathered from the rooms, shown on the home page, oldest first.

A room names in `waiting` of its AppConfig the dotted path of a function that says what of its own
waits for a viewer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.utils.module_loading import import_string

from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: what is to be done, where, since when it waits and by when it is due.

    `text` and `place` are in the language of whoever looks; `count` says of how many things the
    line speaks.
    """

    text: str
    href: str
    place: str = ""
    since: dt.date | None = None
    due: dt.date | None = None
    count: int = 1


#: From a viewer and the present moment to what waits for that viewer in one room.
Waits = Callable[[Viewer, dt.datetime], list[Waiting]]


def waiting_for(viewer: Viewer, now: dt.datetime) -> list[Waiting]:
    """All that waits for `viewer`: what is due first, then what has waited longest."""
    found: list[Waiting] = []
    for room in apps.get_app_configs():
        for path in getattr(room, "waiting", ()):
            waits: Waits = import_string(path)
            found += waits(viewer, now)
    never = dt.date.max
    return sorted(found, key=lambda one: (one.due or never, one.since or never, one.text))
