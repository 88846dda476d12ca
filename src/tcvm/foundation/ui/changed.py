"""What changed since a person was last here: gathered from the rooms, newest first.

A room names in `changed` of its AppConfig the dotted path of a function that says what of its own
changed for a viewer; who is told what (a board member of decisions, an auditor of how many) is the
room's to know.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.utils.module_loading import import_string

from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Changed:
    """One line: what was done, where it can be read, by whom and when.

    `text` and `place` are in the language of whoever looks; `count` says of how many things the
    line speaks, `at` when the last of them was done.
    """

    text: str
    at: dt.datetime
    href: str = ""
    place: str = ""
    who: str = ""
    count: int = 1


#: From a viewer and a moment to what changed in one room after it.
Changes = Callable[[Viewer, dt.datetime], list[Changed]]


def changed_for(viewer: Viewer, since: dt.datetime) -> list[Changed]:
    """All that `viewer` is told of what was done after `since`, newest first."""
    found: list[Changed] = []
    for room in apps.get_app_configs():
        for path in getattr(room, "changed", ()):
            changes: Changes = import_string(path)
            found += changes(viewer, since)
    return sorted(found, key=lambda one: one.at, reverse=True)
