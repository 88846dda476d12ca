"""Roles and changes as lines of a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language

from tcvm.foundation.accounts.kinds import kind_of
from tcvm.foundation.accounts.models import PendingChange, RoleAssignment
from tcvm.foundation.accounts.roles import Place, label, words
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import PUBLIC, Viewer


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role as the pages show it; `last_day` is None where it is open."""

    key: int
    person: str
    role: str
    place: str
    since: dt.date
    last_day: dt.date | None
    lent_by: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change that waits, or did."""

    key: int
    kind: str
    subject: str
    place: str
    changes: tuple[tuple[str, str, str], ...]
    reason: str
    asked_by: str
    asked_at: dt.datetime
    expires_at: dt.datetime
    state: str
    is_open: bool
    decided_by: str
    decided_at: dt.datetime | None
    because: str

    @property
    def details(self) -> tuple[str, ...]:
        """The first thing that changes, which names the change: `observer → official`."""
        return tuple(f"{old} → {new}" if old else new for _name, old, new in self.changes[:1])


def place_name(place: Place) -> str:
    """The network's or organisation's name in the reader's language."""
    return place.name.said_in(get_language() or "vi") if isinstance(place, Network) else place.name


def role_line(one: RoleAssignment) -> RoleLine:
    """A role as a line."""
    giver = one.delegated_from
    return RoleLine(
        key=one.pk,
        person=str(one.user),
        role=label(one.role),
        place=place_name(one.place),
        since=one.since,
        last_day=one.last_day,
        lent_by=str(giver.user) if giver is not None else "",
    )


def change_line(one: PendingChange, now: dt.datetime, *, viewer: Viewer = PUBLIC) -> ChangeLine:
    """A change as a line; one past its time is said to have expired.

    What its kind keeps from some is shown only as far as `viewer` may read it.
    """
    kind = kind_of(one.kind)
    place = one.organisation or one.network
    assert place is not None, "held by a database constraint"
    is_open = one.is_open(now)
    state = "expired" if one.decision == "waiting" and not is_open else one.decision
    return ChangeLine(
        key=one.pk,
        kind=str(kind.name),
        subject=one.subject,
        place=place_name(place),
        changes=kind.shown(one, viewer),
        reason=one.reason,
        asked_by=str(one.asked_by),
        asked_at=one.asked_at,
        expires_at=one.expires_at,
        state=words(state),
        is_open=is_open,
        decided_by=str(one.decided_by or ""),
        decided_at=one.decided_at,
        because=one.decided_because,
    )
