"""Name the organisation that supports a network and supervises its members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.decide import DecisionGiven, decision_kept
from tcvm.apps.members.actions.refusals import refuse, refuse_unseen
from tcvm.apps.members.models import SupportEntry
from tcvm.foundation.tenancy.models import Network, Organisation

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.foundation.tenancy.viewer import Viewer


def name_support_body(
    *,
    network: str,
    organisation: str,
    since: dt.date,
    decision: DecisionGiven,
    actor: Viewer,
    now: dt.datetime,
    ended: bool = False,
    seen: str | None = None,
) -> SupportEntry:
    """From `since` the organisation supports the network; `ended`: from then on none does.

    Whether it is a member itself is another matter: CFRC is. Its people see the network's register
    from that day. `seen` is the version (`queries.support_version`) that the actor looked at.
    Raises Http404, and Refused: `support_unknown` for an organisation that is none,
    `changed_meanwhile`.
    """
    place = queries.networks_editable_by(actor).filter(code=network).first()
    if place is None:
        raise Http404
    body = Organisation.objects.filter(code=organisation).first()
    if body is None:
        raise refuse("support_unknown", code=organisation)
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=place.pk)
        refuse_unseen(seen, queries.support_version(place))
        rows = SupportEntry.objects.filter(network=place, since=since).order_by("revision")
        last = rows.last()
        entry = SupportEntry.objects.create(
            network=place,
            organisation=body,
            since=since,
            revision=1 if last is None else last.revision + 1,
            ended=ended,
            decision=decision_kept(place, decision, actor, now),
            recorded_at=now,
            recorded_by=actor.label,
        )
        trail.note(
            verb="network.support_body",
            actor=actor,
            now=now,
            kind="network",
            key=place.pk,
            label=place.name,
            new={"organisation": body.code, "since": since, "ended": ended},
            network=place.pk,
            organisation=body.pk,
        )
    return entry
