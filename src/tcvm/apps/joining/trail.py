"""What joining writes into the audit trail and announces to other rooms, in one form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tcvm.apps.joining.filing import applicant_name
from tcvm.apps.joining.models import Application
from tcvm.apps.joining.queries import last_submission
from tcvm.domain.text import Text
from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.actor import Actor, ActorKind
from tcvm.foundation.audit.subject import Subject
from tcvm.foundation.events.actions.announce import announce
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import Viewer

#: What other rooms are told of. What is said about an applicant stays in this room.
_EVENTS = {
    "application.send": "ApplicationSent",
    "application.take_up": "ApplicationTakenUp",
    "application.send_back": "ApplicationSentBack",
    "application.forward": "ApplicationForwarded",
    "application.prepare": "ApplicationDecisionPrepared",
    "application.return": "ApplicationDecisionReturned",
    "application.admit": "ApplicationAdmitted",
    "application.refuse": "ApplicationRefused",
    "application.defer": "ApplicationDeferred",
    "application.withdraw": "ApplicationWithdrawn",
}
_KINDS = {
    "user": ActorKind.PERSON,
    "applicant": ActorKind.PERSON,
    "service": ActorKind.SERVICE,
}


def applicant(application: Application) -> Viewer:
    """Who applies, as they act on their own application: nobody's account."""
    answers = last_submission(application).answers
    name = answers.get("contact_name") or applicant_name(answers).vi
    return Viewer(f"applicant:{application.number}", name[:200])


def note(
    *,
    verb: str,
    actor: Viewer,
    now: dt.datetime,
    application: Application,
    new: Mapping[str, object],
    old: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    """Record that `actor` did `verb` and announce it, if other rooms are to know.

    Must be the last statement of the transaction that does it: other writers wait from here on.
    """
    name = applicant_name(last_submission(application).answers)
    _record(
        verb=verb,
        actor=actor,
        now=now,
        network=application.network_id,
        subject=Subject(
            "application",
            str(application.pk),
            Text(f"{application.number} {name.vi}", f"{application.number} {name.en}"),
        ),
        new=new,
        old=old or {},
        reason=reason,
    )
    if (event := _EVENTS.get(verb)) is not None:
        announce(
            name=event,
            payload={
                "key": application.pk,
                "number": application.number,
                "network": application.network_id,
            },
            key=f"application:{application.pk}",
            at=now,
        )


def note_intake(
    *,
    actor: Viewer,
    now: dt.datetime,
    network: Network,
    new: Mapping[str, object],
    old: Mapping[str, object],
) -> None:
    """Record how a network takes applications from now on."""
    _record(
        verb="intake.state",
        actor=actor,
        now=now,
        network=network.pk,
        subject=Subject("intake", str(network.pk), network.name),
        new=new,
        old=old,
        reason="",
    )


def _record(
    *,
    verb: str,
    actor: Viewer,
    now: dt.datetime,
    network: int,
    subject: Subject,
    new: Mapping[str, object],
    old: Mapping[str, object],
    reason: str,
) -> None:
    record(
        actor=Actor(
            _KINDS.get(actor.identifier.partition(":")[0], ActorKind.SYSTEM),
            actor.identifier,
            actor.label,
        ),
        verb=verb,
        subject=subject,
        changes={name: (old.get(name), value) for name, value in new.items()},
        at=now,
        reason=reason,
        network=str(network),
    )
