"""End a role today. It is not deleted: its last day is written down."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.actions.grant_role import may_manage
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import RoleAssignment, User
from tcvm.foundation.audit.subject import Origin
from tcvm.foundation.tenancy.viewer import NetworkRole


def end_role(
    *,
    key: int,
    actor: User,
    now: dt.datetime,
    today: dt.date,
    reason: str = "",
    origin: Origin | None = None,
) -> RoleAssignment:
    """End the role `key` from today on, and with it everything delegated from it.

    Whoever may manage the place may end any role there; whoever holds or lent a delegated role may
    end that. Raises NotPermitted, and Refused: `ended` or `last_administrator`.
    """
    with transaction.atomic():
        held = (
            RoleAssignment.objects.select_for_update(of=("self",))
            .select_related("user", "organisation", "network", "delegated_from")
            .filter(pk=key)
            .first()
        )
        if held is None:
            raise NotPermitted
        giver = held.delegated_from
        lent = giver is not None and actor.pk in (giver.user_id, held.user_id)
        if not lent:
            may_manage(actor, held.place, today)
        if held.until is not None and held.until <= today:
            raise Refused("ended")
        if _is_last_administrator(held, today):
            raise Refused("last_administrator")
        before, held.until = held.until, max(today, held.since)
        held.ended_by = actor
        held.save(update_fields=["until", "ended_by"])
        trail.note(
            verb="role.ended",
            actor=actor,
            subject=held.user,
            changes={"role": (held.role, None), "until": (before, held.until)},
            now=now,
            place=held.place,
            reason=reason,
            origin=origin,
        )
    return held


def _is_last_administrator(held: RoleAssignment, today: dt.date) -> bool:
    """Whether the network would be left without anybody to give roles."""
    if held.role != NetworkRole.ADMINISTRATOR or held.delegated_from_id is not None:
        return False
    others = RoleAssignment.objects.filter(
        network=held.network_id,
        role=held.role,
        delegated_from=None,
        user__is_active=True,
        until=None,
        since__lte=today,
    ).exclude(pk=held.pk)
    return not others.exclude(user=held.user_id).exists()
