"""Announce what happened, in the transaction in which it happens."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping

from django.db import DEFAULT_DB_ALIAS, connections

from tcvm.foundation.audit.canonical import canonical
from tcvm.foundation.audit.text import CODE_LENGTH, identifier
from tcvm.foundation.events.models import Delivery, Event
from tcvm.foundation.events.subscribers import listening_to

_NAME = re.compile(r"([A-Z][a-z0-9]*)+")


class OutsideTransaction(RuntimeError):
    """An event apart from its change could be told though the change fails, or never be told."""


def announce(
    *,
    name: str,
    payload: Mapping[str, object],
    key: str,
    at: dt.datetime,
    using: str = DEFAULT_DB_ALIAS,
) -> int:
    """Append an event to the outbox and return its number.

    `name` says what happened (`ReturnAccepted`); `payload` is what `canonical.plain` takes. Events
    of one `key` (such as `member:7`) reach each subscriber in the order of their commits; an empty
    key asks for no order. Who listens now will be told; who subscribes later will not. Other
    announcers of the same key wait until the transaction ends: call this last, after `record`.
    Raises OutsideTransaction outside of one, ValueError and TypeError for what cannot be kept.
    """
    if not connections[using].in_atomic_block:
        raise OutsideTransaction("announce() belongs inside the transaction of the change")
    if len(name) > CODE_LENGTH or not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a name like ReturnAccepted")
    if at.utcoffset() is None:
        raise ValueError("a time without its zone is no moment")
    if key:
        _in_line(identifier(key, what="key"), using)
    event = Event.objects.using(using).create(
        name=name, key=key, payload=canonical(dict(payload)), at=at
    )
    Delivery.objects.using(using).bulk_create(
        Delivery(event=event, subscriber=one.name, key=key, due_at=at) for one in listening_to(name)
    )
    return event.pk


def _in_line(key: str, using: str) -> None:
    """Wait for others who announced of this key, so that numbers follow each other as commits do.

    On SQLite only one writes at a time anyway.
    """
    if connections[using].vendor == "postgresql":
        digest = hashlib.sha256(f"tcvm.events\0{key}".encode()).digest()
        with connections[using].cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)]
            )
