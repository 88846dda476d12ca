"""What accounts write into the audit trail, in one form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tcvm.domain.text import Text
from tcvm.foundation.accounts.models import User
from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.actor import Actor, ActorKind
from tcvm.foundation.audit.subject import Origin, Subject
from tcvm.foundation.tenancy.models import Network, Organisation

if TYPE_CHECKING:
    from django.http import HttpRequest

SYSTEM = Actor(ActorKind.SYSTEM, "accounts", "tcvm")


def actor_of(user: User | None) -> Actor:
    """The person as the trail names them; without one, the platform itself."""
    return SYSTEM if user is None else Actor(ActorKind.PERSON, f"user:{user.pk}", str(user))


def origin_of(request: HttpRequest) -> Origin:
    """Where a request came from; the address is the one allauth counts attempts by."""
    from allauth.account.adapter import get_adapter

    return Origin.seen(
        ip=get_adapter(request).get_client_ip(request),
        user_agent=request.headers.get("User-Agent", ""),
    )


def note(
    *,
    verb: str,
    actor: User | None,
    subject: User | None,
    now: dt.datetime,
    changes: Mapping[str, tuple[object, object]] | None = None,
    place: Organisation | Network | None = None,
    about: Subject | None = None,
    reason: str = "",
    origin: Origin | None = None,
) -> None:
    """Record that `actor` did `verb` to `subject`, a person, or to `about`, anything else.

    Must be called last in the transaction of the change.
    """
    if about is None:
        assert subject is not None, "an entry is about somebody or something"
        about = Subject("user", str(subject.pk), Text(str(subject), str(subject)))
    record(
        actor=actor_of(actor),
        verb=verb,
        subject=about,
        changes=changes or {},
        at=now,
        reason=reason,
        origin=origin,
        organisation=str(place.pk) if isinstance(place, Organisation) else None,
        network=str(place.pk) if isinstance(place, Network) else None,
    )
