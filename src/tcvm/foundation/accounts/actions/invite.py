"""Invite a person by a one-time link, with the role that goes with it."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.core import signing
from django.db import transaction

from tcvm.domain.text import Text
from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.actions.grant_role import check_role, may_manage
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import Invitation, User
from tcvm.foundation.accounts.queries import of_place
from tcvm.foundation.accounts.roles import Place, needs_second_person
from tcvm.foundation.audit.subject import Origin, Subject
from tcvm.foundation.tenancy.models import Network, Organisation

DAYS_OPEN = 7
_SALT = "tcvm.accounts.invitation"


def invite(
    *,
    email: str,
    name: str,
    locale: str,
    place: Place,
    role: str,
    role_until: dt.date | None,
    reason: str,
    actor: User | None,
    now: dt.datetime,
    today: dt.date,
    origin: Origin | None = None,
) -> tuple[Invitation, str]:
    """Keep an invitation and return it with its token, which is nowhere else.

    An earlier one to the same address for the same role is withdrawn. Without `actor` the operator
    of the server invites, who may do all. Raises NotPermitted, and Refused: `unknown_role`,
    `dates`, `reason_missing` where a second person will have to confirm the role.
    """
    if actor is not None:
        may_manage(actor, place, today)
        if needs_second_person(role) and not reason.strip():
            raise Refused("reason_missing")
    check_role(user=None, place=place, role=role, since=today, until=role_until, today=today)
    email = email.strip().lower()
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        Invitation.objects.filter(
            of_place(place), email=email, role=role, accepted_at=None, withdrawn_at=None
        ).update(withdrawn_at=now)
        made = Invitation.objects.create(
            email=email,
            name=name.strip(),
            locale=locale,
            network=place if isinstance(place, Network) else None,
            organisation=place if isinstance(place, Organisation) else None,
            role=role,
            role_until=role_until,
            reason=reason.strip(),
            secret_sha256=_digest(secret),
            invited_by=actor,
            invited_at=now,
            expires_at=now + dt.timedelta(days=DAYS_OPEN),
        )
        _note(made, "invitation.sent", actor, now, origin)
    return made, signing.dumps([made.pk, secret], salt=_SALT)


def invitation_of(token: str, now: dt.datetime) -> Invitation | None:
    """The open invitation that a token belongs to; None for any other token."""
    try:
        key, secret = signing.loads(token, salt=_SALT, max_age=dt.timedelta(days=DAYS_OPEN))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = (
        Invitation.objects.filter(pk=key, accepted_at=None, withdrawn_at=None, expires_at__gt=now)
        .select_related("organisation", "network", "invited_by")
        .first()
    )
    if found is None or not secrets.compare_digest(found.secret_sha256, _digest(secret)):
        return None
    return found


def withdraw(
    *,
    key: int,
    place: Place,
    actor: User,
    now: dt.datetime,
    today: dt.date,
    origin: Origin | None = None,
) -> None:
    """Withdraw an open invitation to `place`: its link opens nothing any more.

    Raises NotPermitted for one that is not there or not open.
    """
    may_manage(actor, place, today)
    with transaction.atomic():
        waiting = Invitation.objects.select_for_update().filter(
            of_place(place), pk=key, accepted_at=None, withdrawn_at=None
        )
        found = waiting.first()
        if found is None:
            raise NotPermitted
        found.withdrawn_at = now
        found.save(update_fields=["withdrawn_at"])
        _note(found, "invitation.withdrawn", actor, now, origin)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _note(
    invitation: Invitation,
    verb: str,
    actor: User | None,
    now: dt.datetime,
    origin: Origin | None,
) -> None:
    trail.note(
        verb=verb,
        actor=actor,
        subject=None,
        about=Subject("invitation", str(invitation.pk), Text(invitation.name, invitation.name)),
        changes={"role": (None, invitation.role), "email": (None, invitation.email)},
        now=now,
        place=invitation.place,
        reason=invitation.reason,
        origin=origin,
    )
