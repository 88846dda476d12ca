"""The kinds of change that need a second person. Rooms register theirs when they start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from tcvm.foundation.accounts.models import PendingChange, User
from tcvm.foundation.tenancy.viewer import Viewer

#: Carries a confirmed change out: the change, who confirmed it, when. Raises Refused("stale")
#: where the record is no longer what the asker saw.
Apply = Callable[[PendingChange, User, dt.datetime], None]


#: A change in words, for whoever looks at it: of each thing that changes its name, old and new.
Shown = Callable[[PendingChange, Viewer], tuple[tuple[str, str, str], ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change: what it is called, which operations show and confirm it, how it is carried
    out, and how it is said."""

    code: str
    name: object
    operation: str
    apply: Apply
    read: str
    shown: Shown


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let changes of this kind be asked for. A room does so when it starts."""
    _kinds[kind.code] = kind


def kind_of(code: str) -> Kind:
    """The kind with this code. Raises KeyError for one no room has registered."""
    return _kinds[code]


def all_kinds() -> tuple[Kind, ...]:
    """Every kind that a room has registered."""
    return tuple(_kinds.values())


def operation_of(code: str) -> str:
    """The operation of permissions.toml that lets a person confirm a change of this kind."""
    return _kinds[code].operation
