"""Ask for a sensitive change: it is kept until a second person has decided."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from tcvm.domain.text import Text
from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.actions.refusals import Refused
from tcvm.foundation.accounts.kinds import kind_of
from tcvm.foundation.accounts.models import Decision, PendingChange, User
from tcvm.foundation.accounts.roles import Place
from tcvm.foundation.audit.subject import Origin, Subject
from tcvm.foundation.tenancy.models import Network, Organisation

DAYS_OPEN = 14


def ask_change(
    *,
    kind: str,
    place: Place,
    subject: str,
    subject_key: str,
    old: object,
    new: object,
    reason: str,
    actor: User,
    now: dt.datetime,
    origin: Origin | None = None,
) -> PendingChange:
    """Ask for a change of the record `subject_key`; the caller has checked that the actor may ask.

    `old` and `new` are JSON. Raises Refused: `reason_missing`, `nothing_changes`, or
    `already_asked` where a change of this record waits already.
    """
    if not reason.strip():
        raise Refused("reason_missing")
    if old == new:
        raise Refused("nothing_changes")
    kind_of(kind)
    with transaction.atomic():
        same = PendingChange.objects.filter(kind=kind, subject_key=subject_key)
        same.filter(decision=Decision.WAITING, expires_at__lte=now).update(
            decision=Decision.EXPIRED
        )
        try:
            with transaction.atomic():
                asked = PendingChange.objects.create(
                    kind=kind,
                    network=place if isinstance(place, Network) else None,
                    organisation=place if isinstance(place, Organisation) else None,
                    subject=subject,
                    subject_key=subject_key,
                    old=old,
                    new=new,
                    reason=reason.strip(),
                    asked_by=actor,
                    asked_at=now,
                    expires_at=now + dt.timedelta(days=DAYS_OPEN),
                )
        except IntegrityError as error:
            raise Refused("already_asked") from error
        note(asked, "change.asked", actor, now, reason=asked.reason, origin=origin)
    return asked


def note(
    change: PendingChange,
    verb: str,
    actor: User,
    now: dt.datetime,
    *,
    reason: str,
    origin: Origin | None,
) -> None:
    """One step of a change, in the audit trail."""
    trail.note(
        verb=verb,
        actor=actor,
        subject=None,
        about=Subject("pending_change", str(change.pk), Text(change.subject, change.subject)),
        changes={
            change.kind.replace(".", "_").replace("-", "_"): (
                _told(change.kind, change.old),
                _told(change.kind, change.new),
            )
        },
        now=now,
        place=change.organisation or change.network,
        reason=reason,
        origin=origin,
    )


def _told(kind: str, values: object) -> object:
    if not isinstance(values, dict):
        return values
    told = kind_of(kind).told
    return {name: told(name, value) for name, value in values.items()}
