"""Accept an invitation: a person who is new gets a sign-in, one who is known gets the role."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.actions.grant_role import ask_role, check_role, give, may_manage
from tcvm.foundation.accounts.actions.invite import invitation_of
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import Invitation, PendingChange, RoleAssignment, User
from tcvm.foundation.accounts.roles import needs_second_person
from tcvm.foundation.audit.subject import Origin


def accept_as_new(
    *,
    token: str,
    username: str,
    name: str,
    password: str,
    now: dt.datetime,
    today: dt.date,
    origin: Origin | None = None,
) -> tuple[User, RoleAssignment | PendingChange]:
    """Make the person's sign-in and give, or ask for, the role. The form has checked the password.

    The address is theirs: the link was sent there. Raises Refused: `invitation` for a token that
    is not open, `person_known` where the address or the user name is somebody's, `stale`.
    """
    with transaction.atomic():
        invitation = _claimed(token, now)
        try:
            with transaction.atomic():
                user = User.objects.create_user(
                    username,
                    password=password,
                    email=invitation.email,
                    name=name,
                    locale=invitation.locale,
                )
        except (IntegrityError, ValidationError) as error:
            raise Refused("person_known") from error
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        trail.note(verb="user.joined", actor=user, subject=user, now=now, origin=origin)
        return user, _use(invitation, user, now, today, origin)


def accept_as_known(
    *, token: str, user: User, now: dt.datetime, today: dt.date, origin: Origin | None = None
) -> RoleAssignment | PendingChange:
    """Give, or ask for, the role for a person who has signed in.

    Raises Refused: `invitation` for a token that is not open, `other_person` where it was sent to
    another address than the person's, `stale`, `held_already`.
    """
    with transaction.atomic():
        invitation = _claimed(token, now)
        if user.email.lower() != invitation.email:
            raise Refused("other_person")
        return _use(invitation, user, now, today, origin)


def _claimed(token: str, now: dt.datetime) -> Invitation:
    """The invitation, its row locked: of two who use the link at once, one finds it used."""
    found = invitation_of(token, now)
    if found is None:
        raise Refused("invitation")
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation", "network", "invited_by")
        .filter(pk=found.pk, accepted_at=None, withdrawn_at=None)
        .first()
    )
    if locked is None:
        raise Refused("invitation")
    return locked


def _use(
    invitation: Invitation, user: User, now: dt.datetime, today: dt.date, origin: Origin | None
) -> RoleAssignment | PendingChange:
    inviter = invitation.invited_by
    if inviter is not None:
        try:
            may_manage(inviter, invitation.place, today)
        except NotPermitted as error:
            raise Refused("stale") from error
    check_role(
        user=user,
        place=invitation.place,
        role=invitation.role,
        since=today,
        until=invitation.role_until,
        today=today,
    )
    invitation.accepted_by, invitation.accepted_at = user, now
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    # What the operator of the server gives needs nobody else: there may be nobody yet.
    if inviter is None or not needs_second_person(invitation.role):
        return give(
            user=user,
            place=invitation.place,
            role=invitation.role,
            since=today,
            until=invitation.role_until,
            actor=inviter,
            now=now,
            reason=invitation.reason,
            origin=origin,
        )
    return ask_role(
        user=user,
        place=invitation.place,
        role=invitation.role,
        since=today,
        until=invitation.role_until,
        reason=invitation.reason,
        actor=inviter,
        now=now,
        origin=origin,
    )
