"""What the register writes into the audit trail, in one form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tcvm.domain.text import Text
from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.actor import Actor, ActorKind
from tcvm.foundation.audit.subject import Subject
from tcvm.foundation.tenancy.viewer import Viewer

_KINDS = {"user": ActorKind.PERSON, "service": ActorKind.SERVICE}


def note(
    *,
    verb: str,
    actor: Viewer,
    now: dt.datetime,
    kind: str,
    key: int,
    label: Text,
    new: Mapping[str, object],
    old: Mapping[str, object] | None = None,
    network: int | None = None,
    organisation: int | None = None,
    reason: str = "",
) -> None:
    """Record that `actor` did `verb`, as the last statement of the transaction that does it."""
    before = old or {}
    record(
        actor=Actor(
            _KINDS.get(actor.identifier.partition(":")[0], ActorKind.SYSTEM),
            actor.identifier,
            actor.label,
        ),
        verb=verb,
        subject=Subject(kind, str(key), label),
        changes={name: (before.get(name), value) for name, value in new.items()},
        at=now,
        reason=reason,
        network=None if network is None else str(network),
        organisation=None if organisation is None else str(organisation),
    )
