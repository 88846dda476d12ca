"""Two entries of the register were found to be one: let one of them stand for both, and undo it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from tcvm.apps.exchange import queries, trail
from tcvm.apps.exchange.models import Double
from tcvm.apps.exchange.refusals import refuse
from tcvm.apps.members.public import intake, restore_membership, withdraw_membership
from tcvm.domain.membership.standing import MemberKind
from tcvm.foundation.tenancy.viewer import Viewer


def merge_doubles(
    *,
    network: str,
    kind: MemberKind,
    kept: str,
    absorbed: str,
    taken_over: Sequence[str],
    reason: str,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Double:
    """`kept` stands for both from now on: it takes over the facts named, and the membership of
    `absorbed` is withdrawn. What was recorded of `absorbed` stays readable under its own code.

    Raises Http404, and Refused: `same_entry`, `reason_missing`, `not_both_members`.
    """
    place = queries.networks_editable_by(actor).filter(code=network).first()
    if place is None:
        raise Http404
    if kept == absorbed:
        raise refuse("same_entry")
    if not reason.strip():
        raise refuse("reason_missing")
    ours = intake.known(kind, kept, network, today, actor)
    theirs = intake.known(kind, absorbed, network, today, actor)
    if ours.facts is None or theirs.facts is None:
        raise Http404
    if not (ours.entered and theirs.entered):
        raise refuse("not_both_members")
    held, other = intake.carried(ours.facts, today), intake.carried(theirs.facts, today)
    named = {
        name: getattr(other, name)
        for name in taken_over
        if name != "source" and hasattr(other, name)
    }
    source = f"{absorbed}: {theirs.facts.source}"[:500]
    facts = replace(held, **named, source=source)
    with transaction.atomic():
        profile = None
        if replace(facts, source=held.source) != held:
            profile = intake.restate(kept, facts, today, actor=actor, now=now, reason=reason)
        entries = withdraw_membership(
            network=network, member=absorbed, reason=reason, actor=actor, now=now
        )
        made = Double.objects.create(
            network=place,
            kind=kind.value,
            kept=kept,
            absorbed=absorbed,
            reason=reason[:500],
            profile=profile,
            entries=entries,
            merged_at=now,
            merged_by=actor.label,
        )
        trail.note(
            verb="double.merge",
            actor=actor,
            now=now,
            network=place,
            key=made.pk,
            label=f"{absorbed} → {kept}",
            new={"kept": kept, "absorbed": absorbed, "facts": sorted(named)},
            reason=reason,
        )
    return made


def part_doubles(*, key: int, reason: str, actor: Viewer, now: dt.datetime) -> Double:
    """They were two after all. Raises Http404, and Refused: `built_on`, `parted`,
    `reason_missing`."""
    get_object_or_404(queries.doubles_editable_by(actor), pk=key)
    with transaction.atomic():
        one = Double.objects.select_for_update(of=("self",)).select_related("network").get(pk=key)
        if one.undone_at is not None:
            raise refuse("parted")
        kind = MemberKind(one.kind)
        if one.profile is not None:
            intake.unstate(kind, one.kept, one.profile, actor=actor, now=now, reason=reason)
        restore_membership(
            network=one.network.code,
            member=one.absorbed,
            entries=one.entries,
            reason=reason,
            actor=actor,
            now=now,
        )
        one.undone_at, one.undone_by = now, actor.label
        one.save(update_fields=["undone_at", "undone_by"])
        trail.note(
            verb="double.part",
            actor=actor,
            now=now,
            network=one.network,
            key=one.pk,
            label=f"{one.absorbed} → {one.kept}",
            new={"kept": one.kept, "absorbed": one.absorbed},
            reason=reason,
        )
    return one
