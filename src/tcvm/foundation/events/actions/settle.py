"""What a person decides about dead letters: try them again, or set them aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import DEFAULT_DB_ALIAS, transaction

from tcvm.domain.text import Text
from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.actor import Actor
from tcvm.foundation.audit.canonical import parsed
from tcvm.foundation.audit.subject import Subject
from tcvm.foundation.events.models import Delivery, Event, State


def replay(
    *,
    actor: Actor,
    reason: str,
    now: dt.datetime,
    deliveries: Collection[int] | None = None,
    using: str = DEFAULT_DB_ALIAS,
) -> int:
    """Have dead letters delivered again, with all their attempts; return how many.

    `deliveries` are their numbers (None: all). What is not dead is left as it is: a delivery that
    was handled is never handled twice. Each is recorded in the trail.
    """
    return _settle(State.WAITING, "event.replayed", actor, reason, now, deliveries, using=using)


def set_aside(
    *,
    actor: Actor,
    reason: str,
    now: dt.datetime,
    deliveries: Collection[int],
    using: str = DEFAULT_DB_ALIAS,
) -> int:
    """Give dead letters up for good, so that what they hold back goes on; return how many."""
    return _settle(State.SET_ASIDE, "event.set_aside", actor, reason, now, deliveries, using=using)


def _settle(  # noqa: PLR0917 - both verbs pass all of it
    state: State,
    verb: str,
    actor: Actor,
    reason: str,
    now: dt.datetime,
    deliveries: Collection[int] | None,
    *,
    using: str,
) -> int:
    with transaction.atomic(using=using):
        chosen = Delivery.objects.using(using).filter(state=State.DEAD)
        if deliveries is not None:
            chosen = chosen.filter(pk__in=deliveries)
        found = list(chosen.select_for_update(of=("self",)).select_related("event"))
        for one in found:
            one.state, one.attempts, one.due_at = state, 0, now
            one.save(using=using, update_fields=["state", "attempts", "due_at"])
        for one in found:
            label = f"{one.event.name} {one.event_id} → {one.subscriber}"
            record(
                actor=actor,
                verb=verb,
                subject=Subject("event_delivery", str(one.pk), Text(label, label)),
                changes={"state": (State.DEAD.value, state.value)},
                reason=reason,
                at=now,
                network=_network_of(one.event),
                using=using,
            )
        return len(found)


def _network_of(event: Event) -> str | None:
    """The network that an event is about, if it says so."""
    payload = parsed(event.payload)
    found = payload.get("network") if isinstance(payload, dict) else None
    return None if found is None else str(found)
