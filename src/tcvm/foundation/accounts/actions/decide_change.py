"""Confirm, refuse or withdraw a change that waits for a second person."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from tcvm.foundation.accounts import kinds, rules
from tcvm.foundation.accounts.actions import ask_change
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import Decision, PendingChange, User
from tcvm.foundation.accounts.viewers import viewer_for
from tcvm.foundation.audit.subject import Origin

_VERBS = {
    Decision.CONFIRMED: "change.confirmed",
    Decision.REFUSED: "change.refused",
    Decision.WITHDRAWN: "change.withdrawn",
}


def decide_change(
    *,
    key: int,
    decision: Decision,
    actor: User,
    now: dt.datetime,
    today: dt.date,
    because: str = "",
    origin: Origin | None = None,
) -> PendingChange:
    """Decide the change `key`; a confirmed one is carried out in the same transaction.

    Whoever asked may only withdraw; whoever did not may only confirm or refuse, with the right the
    kind asks for. Raises NotPermitted, and Refused: `own_change`, `not_open`, `reason_missing` for
    a refusal without one, `stale` where the record has moved on.
    """
    with transaction.atomic():
        change = (
            PendingChange.objects.select_for_update(of=("self",))
            .select_related("organisation", "network")
            .filter(pk=key)
            .first()
        )
        if change is None:
            raise NotPermitted
        _check(change, decision, actor=actor, now=now, today=today, because=because)
        change.decision = decision
        change.decided_by = actor
        change.decided_at = now
        change.decided_because = because.strip()
        change.save(update_fields=["decision", "decided_by", "decided_at", "decided_because"])
        if decision is Decision.CONFIRMED:
            kinds.kind_of(change.kind).apply(change, actor, now)
        ask_change.note(
            change, _VERBS[decision], actor, now, reason=change.decided_because, origin=origin
        )
    return change


def _check(
    change: PendingChange,
    decision: Decision,
    *,
    actor: User,
    now: dt.datetime,
    today: dt.date,
    because: str,
) -> None:
    own = change.asked_by_id == actor.pk
    permitted = rules.permits(
        viewer_for(actor, today, not_lent_by=change.asked_by_id),
        kinds.operation_of(change.kind),
        today=today,
        network=change.network_id,
        organisation=change.organisation_id,
    )
    if not own and not permitted:
        raise NotPermitted
    if own != (decision is Decision.WITHDRAWN):
        raise Refused("own_change")
    if not change.is_open(now):
        raise Refused("not_open")
    if decision is Decision.REFUSED and not because.strip():
        raise Refused("reason_missing")
