"""Admit an organisation or a person to a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries
from tcvm.apps.members.actions.decide import DecisionGiven, take
from tcvm.apps.members.models import Membership, Person
from tcvm.domain.membership.standing import Step
from tcvm.foundation.tenancy.models import Organisation

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.domain.scoring.scheme import Category
    from tcvm.foundation.tenancy.viewer import Viewer


def admit(
    *,
    network: str,
    member: Organisation | Person,
    category: Category,
    since: dt.date,
    decision: DecisionGiven,
    actor: Viewer,
    now: dt.datetime,
    reason: str = "",
) -> Membership:
    """Make `member` a member of `network` from `since`.

    Raises Http404 where the actor does not keep that register, and Refused: what the domain says
    of the step, and for an official member why it does not qualify.
    """
    place = queries.networks_editable_by(actor).filter(code=network).first()
    if place is None:
        raise Http404
    one = {"organisation": member} if isinstance(member, Organisation) else {"person": member}
    with transaction.atomic():
        membership, _ = Membership.objects.select_for_update(of=("self",)).get_or_create(
            network=place, **one, defaults={"recorded_at": now, "recorded_by": actor.label}
        )
        take(
            membership=membership,
            step=Step.ADMIT,
            since=since,
            decision=decision,
            actor=actor,
            now=now,
            category=category,
            reason=reason,
        )
    return membership
