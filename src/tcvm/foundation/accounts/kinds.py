"""The kinds of change that need a second person. Rooms register theirs when they start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from tcvm.foundation.accounts.models import PendingChange, User
from tcvm.foundation.accounts.roles import label
from tcvm.foundation.tenancy.viewer import Viewer

#: Carries a confirmed change out: the change, who confirmed it, when. Raises Refused("stale")
#: where the record is no longer what the asker saw.
Apply = Callable[[PendingChange, User, dt.datetime], None]


#: What the audit trail keeps of a value of `old` or `new`, by its name: not all may be told.
Told = Callable[[str, object], object]

#: A change in words, for whoever looks at it: of each thing that changes its name, old and new.
Shown = Callable[[PendingChange, Viewer], tuple[tuple[str, str, str], ...]]


def as_kept(change: PendingChange, viewer: Viewer) -> tuple[tuple[str, str, str], ...]:
    """The change as it is kept: roles by their names, all else as it stands."""
    del viewer
    old = change.old if isinstance(change.old, dict) else {}
    new = change.new if isinstance(change.new, dict) else {}
    return tuple((name, _said(name, old.get(name)), _said(name, new[name])) for name in new)


def _said(name: str, value: object) -> str:
    if name == "role":
        return label(str(value)) if value else ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change: what it is called, which operation confirms it, how it is carried out,
    which operation shows it, and how it is said."""

    code: str
    name: object
    operation: str
    apply: Apply
    read: str = "roles.changes.read"
    shown: Shown = as_kept
    told: Told = lambda _name, value: value


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
