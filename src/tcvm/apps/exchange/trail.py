"""What the exchange writes into the audit trail and announces, in one form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tcvm.domain.text import Text
from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.actor import Actor, ActorKind
from tcvm.foundation.audit.subject import Subject
from tcvm.foundation.events.actions.announce import announce
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import Viewer

_EVENTS = {
    "import.applied": "ImportApplied",
    "import.undone": "ImportUndone",
    "double.merge": "DoubleMerged",
    "double.part": "DoubleParted",
    "export.ask": "ExportAsked",
}
_KINDS = {"user": ActorKind.PERSON, "service": ActorKind.SERVICE}


def note(
    *,
    verb: str,
    actor: Viewer,
    now: dt.datetime,
    network: Network,
    key: object,
    label: str,
    new: Mapping[str, object],
    reason: str = "",
) -> None:
    """Record that `actor` did `verb`; must be the last statement of its transaction."""
    kind = verb.partition(".")[0]
    record(
        actor=Actor(
            _KINDS.get(actor.identifier.partition(":")[0], ActorKind.SYSTEM),
            actor.identifier,
            actor.label,
        ),
        verb=verb,
        subject=Subject(kind, str(key), Text(label, label)),
        changes={name: (None, value) for name, value in new.items()},
        at=now,
        reason=reason,
        network=str(network.pk),
    )
    if (name := _EVENTS.get(verb)) is not None:
        payload = {"kind": kind, "key": str(key), "network": network.pk}
        announce(name=name, payload=payload, key=f"{kind}:{key}", at=now)
