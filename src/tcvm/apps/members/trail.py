"""What the register writes into the audit trail and announces to other rooms, in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.actor import Actor, ActorKind
from tcvm.foundation.audit.subject import Subject
from tcvm.foundation.events.actions.announce import announce

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from tcvm.domain.text import Text
    from tcvm.foundation.tenancy.viewer import Viewer

#: What other rooms are told of, by verb. Notes and what is known of persons stay in this room.
_EVENTS = {
    "membership.admit": "MemberAdmitted",
    "membership.change_category": "MemberCategoryChanged",
    "membership.suspend": "MemberSuspended",
    "membership.reinstate": "MemberReinstated",
    "membership.leave": "MemberLeft",
    "membership.re_enter": "MemberReEntered",
    "membership.correct": "MembershipCorrected",
    "membership.withdraw": "MembershipCorrected",
    "membership.restore": "MembershipCorrected",
    "organisation.register": "OrganisationRegistered",
    "organisation.profile": "OrganisationProfileStated",
    "organisation.take_back": "OrganisationProfileStated",
    "code.adopt": "CodeOfConductAdopted",
    "code.sign": "CodeOfConductSigned",
    "network.support_body": "SupportBodyNamed",
}
#: Of an event only what a room must know to look the rest up.
_TOLD = frozenset({"category", "standing", "since", "version", "year", "ended"})
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
    """Record that `actor` did `verb` and announce it, if other rooms are to know.

    Must be the last statement of the transaction that does it: other writers wait from here on.
    """
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
    if (name := _EVENTS.get(verb)) is not None:
        told = {field: value for field, value in new.items() if field in _TOLD}
        announce(
            name=name,
            payload={
                "kind": kind,
                "key": key,
                "network": network,
                "organisation": organisation,
                **told,
            },
            key=f"{kind}:{key}",
            at=now,
        )
