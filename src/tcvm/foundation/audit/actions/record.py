"""Record what was done, in the transaction that does it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import DEFAULT_DB_ALIAS, connections

from tcvm.foundation.audit import seals
from tcvm.foundation.audit.actor import Actor
from tcvm.foundation.audit.canonical import canonical
from tcvm.foundation.audit.chain import (
    ANCHOR_EVERY,
    GENESIS,
    LAYOUT,
    Link,
    document,
    fingerprint,
)
from tcvm.foundation.audit.models import HEAD, Anchor, Entry, Head
from tcvm.foundation.audit.subject import Origin, Subject
from tcvm.foundation.audit.text import code, identifier, storable

_NOWHERE = Origin()


class OutsideTransaction(RuntimeError):
    """An entry apart from its change would stand though the change fails, or be lost with it."""


def record(
    *,
    actor: Actor,
    verb: str,
    subject: Subject,
    changes: Mapping[str, tuple[object, object]],
    at: dt.datetime,
    reason: str = "",
    origin: Origin | None = None,
    organisation: str | None = None,
    network: str | None = None,
    using: str = DEFAULT_DB_ALIAS,
) -> Link:
    """Add an entry to the trail and return its place.

    `changes` is field → (old, new), of what `canonical.plain` takes: nothing in floating point.
    `organisation` and `network` identify whose entry it is. From here to the end of the
    transaction other writers wait: call this last, and `announce` after it. Raises
    OutsideTransaction outside of one, ValueError and TypeError for what cannot be kept.
    """
    if not connections[using].in_atomic_block:
        raise OutsideTransaction("record() belongs inside the transaction of the change")
    columns: dict[str, object] = {
        "at": at,
        "verb": code(verb, what="verb"),
        "reason": storable(reason, what="reason"),
        "organisation": _owner(organisation, "organisation"),
        "network": _owner(network, "network"),
        "changes": _changes(changes),
        **_parties(actor, subject, origin or _NOWHERE),
    }
    head, _ = (
        Head.objects.using(using)
        .select_for_update()
        .get_or_create(
            pk=HEAD,
            defaults={
                "number": 0,
                "hash": GENESIS,
                "seal": seals.seal(seals.Purpose.HEAD, Link(0, GENESIS)),
            },
        )
    )
    columns |= {"number": head.number + 1, "layout": LAYOUT, "previous_hash": head.hash}
    link = Link(head.number + 1, fingerprint(document(columns)))
    Entry.objects.using(using).create(**columns, hash=link.hash)
    Head.objects.using(using).filter(pk=HEAD).update(
        number=link.number, hash=link.hash, seal=seals.seal(seals.Purpose.HEAD, link)
    )
    if link.number % ANCHOR_EVERY == 0:
        Anchor.objects.using(using).create(
            number=link.number, hash=link.hash, seal=seals.seal(seals.Purpose.ANCHOR, link)
        )
    return link


def _changes(changes: Mapping[str, object]) -> str:
    for name, pair in changes.items():
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError(f"changes: {name} is not a pair of old and new value")
    return canonical(changes)


def _parties(actor: Actor, subject: Subject, origin: Origin) -> dict[str, object]:
    """Who acted, on what, and from where."""
    return {
        "actor_kind": actor.kind.value,
        "actor_identifier": actor.identifier,
        "actor_label": actor.label,
        "subject_kind": subject.kind,
        "subject_identifier": subject.identifier,
        "subject_label_vi": subject.label.vi,
        "subject_label_en": subject.label.en,
        "ip": origin.ip,
        "user_agent": origin.user_agent,
        "request_id": origin.request_id,
    }


def _owner(text: str | None, what: str) -> str:
    return "" if text is None else identifier(text, what=what)
