"""Subscribers for tests: they write into the audit trail, so that effects can be counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from tcvm.domain.text import Text
from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.actor import Actor, ActorKind
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.audit.subject import Subject
from tcvm.foundation.events.actions.announce import announce
from tcvm.foundation.events.subscribers import Announced, Handler, Subscriber

START = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
OPERATOR = Actor(ActorKind.SYSTEM, "tests", "tests")
EVENT = "ReturnAccepted"


def effect(subscriber: str, event: Announced) -> None:
    """What a handler leaves behind."""
    record(
        actor=OPERATOR,
        verb="event.handled",
        subject=Subject("event", str(event.number), Text(event.key, event.key)),
        changes={"payload": (None, event.payload)},
        reason=subscriber,
        at=event.at,
    )


def effects() -> list[tuple[str, int]]:
    """(Subscriber, event) of every effect, in the order in which they happened."""
    handled = Entry.objects.filter(verb="event.handled").order_by("number")
    return [(one.reason, int(one.subject_identifier)) for one in handled]


def listener(name: str, *, fails: Callable[[Announced], bool] = lambda _: False) -> Subscriber:
    """A subscriber that leaves its effect, and then fails for the events for which it should."""

    def handle(event: Announced, *, now: dt.datetime) -> None:
        del now
        effect(name, event)
        if fails(event):
            raise ArithmeticError(f"không xử lý được {event.number}")

    handler: Handler = handle
    return Subscriber(name, EVENT, handler)


def announced(key: str = "", payload: dict[str, object] | None = None, **given: object) -> int:
    """One event in a transaction of its own."""
    usual: dict[str, object] = {"name": EVENT, "payload": payload or {}, "key": key, "at": START}
    with transaction.atomic():
        return announce(**{**usual, **given})
