"""Lend one's own role to another person until a day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import RoleAssignment, User
from tcvm.foundation.audit.subject import Origin

LONGEST_DAYS = 92


def delegate_role(
    *,
    key: int,
    to: User,
    since: dt.date,
    until: dt.date,
    reason: str,
    actor: User,
    now: dt.datetime,
    today: dt.date,
    origin: Origin | None = None,
) -> RoleAssignment:
    """Lend the actor's own role `key` to `to` from `since` up to, but not on, `until`.

    What is lent is never more than the role itself: it holds only while that does. Raises
    NotPermitted for a role that is not the actor's own, and Refused: `not_further` for a role that
    was itself lent, `own_role`, `dates`, `past`, `too_long`, `held_already`, `reason_missing`.
    """
    with transaction.atomic():
        own = (
            RoleAssignment.objects.select_for_update(of=("self",))
            .select_related("organisation", "network")
            .filter(pk=key, user=actor)
            .first()
        )
        if own is None or not own.holds_on(today):
            raise NotPermitted
        _check(own, to, since=since, until=until, reason=reason, today=today)
        lent = RoleAssignment.objects.create(
            user=to,
            organisation=own.organisation,
            network=own.network,
            role=own.role,
            since=since,
            until=until,
            granted_by=actor,
            granted_at=now,
            delegated_from=own,
        )
        trail.note(
            verb="role.delegated",
            actor=actor,
            subject=to,
            changes={"role": (None, own.role), "since": (None, since), "until": (None, until)},
            now=now,
            place=own.place,
            reason=reason.strip(),
            origin=origin,
        )
    return lent


def _check(
    own: RoleAssignment,
    to: User,
    *,
    since: dt.date,
    until: dt.date,
    reason: str,
    today: dt.date,
) -> None:
    if own.delegated_from_id is not None:
        raise Refused("not_further")
    if to.pk == own.user_id:
        raise Refused("own_role")
    if until <= since or (own.until is not None and until > own.until):
        raise Refused("dates")
    if since < today:
        raise Refused("past")
    if until - since > dt.timedelta(days=LONGEST_DAYS):
        raise Refused("too_long")
    if not reason.strip():
        raise Refused("reason_missing")
    held = RoleAssignment.objects.filter(
        user=to, role=own.role, organisation=own.organisation_id, network=own.network_id
    )
    if any(one.holds_on(day) for one in held for day in (since, until - dt.timedelta(days=1))):
        raise Refused("held_already")
