"""Take back an admission or a whole membership that should not have been entered, and put it back.

Other than leaving, which ends a membership that was: what is withdrawn reads as if it had never
been, and its rows stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.refusals import Refused, refuse
from tcvm.apps.members.models import CodeSignature, Membership, MembershipEntry
from tcvm.domain.membership.standing import History, State, sequence_problems
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.viewer import Viewer


def withdraw_entry(
    *, network: str, member: str, entry: int, reason: str, actor: Viewer, now: dt.datetime
) -> MembershipEntry:
    """Take back one entry (its key): what the membership was before it, it is again.

    Raises Http404, and Refused: `reason_missing`, `built_on` (since) where the membership was
    changed since or an event, a note or a signature was recorded, and what makes the history left
    impossible. An empty history is none.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, member)
    _asked(reason)
    with transaction.atomic():
        locked = Membership.objects.select_for_update(of=("self",)).get(pk=found.pk)
        rows = list(locked.entries.select_related("decision"))
        row = next((one for one in rows if one.pk == entry), None)
        if row is None:
            raise Http404
        before = _stated(one for one in rows if one.pk < row.pk)
        then = queries.history_of(one for one in rows if one.pk <= row.pk)
        if then.spells != queries.history_of(rows).spells or _followed(locked, row):
            raise refuse("built_on", since=row.since)
        made = _added(
            membership=locked,
            rows=rows,
            row=row,
            state=before.get(row.since),
            actor=actor,
            now=now,
            reason=reason,
        )
        problems = sequence_problems(queries.history_of([*rows, made]), locked.kind)
        if problems := [one for one in problems if one.code != "history_empty"]:
            raise Refused(problems)
        _note(
            verb="membership.withdraw",
            membership=locked,
            since=made.since,
            actor=actor,
            now=now,
            reason=reason,
        )
    return made


def withdraw_membership(
    *, network: str, member: str, reason: str, actor: Viewer, now: dt.datetime
) -> list[int]:
    """Take back all that holds of a membership; the keys of the entries that held.

    Raises Http404, and Refused: `reason_missing`, `nothing_to_withdraw`.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, member)
    _asked(reason)
    with transaction.atomic():
        locked = Membership.objects.select_for_update(of=("self",)).get(pk=found.pk)
        rows = list(locked.entries.select_related("decision"))
        stated = _stated(rows)
        if not stated:
            raise refuse("nothing_to_withdraw")
        newest = {one.since: one for one in sorted(rows, key=lambda one: one.revision)}
        held = [newest[since] for since in sorted(stated)]
        for row in held:
            _added(
                membership=locked,
                rows=rows,
                row=row,
                state=None,
                actor=actor,
                now=now,
                reason=reason,
            )
        _note(
            verb="membership.withdraw",
            membership=locked,
            since=held[0].since,
            actor=actor,
            now=now,
            reason=reason,
        )
    return [one.pk for one in held]


def restore_membership(
    *,
    network: str,
    member: str,
    entries: Iterable[int],
    reason: str,
    actor: Viewer,
    now: dt.datetime,
) -> None:
    """Let the entries with those keys hold again, after `withdraw_membership`.

    Raises Http404, and Refused: `reason_missing`, `built_on` (since) where it was admitted since.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, member)
    _asked(reason)
    with transaction.atomic():
        locked = Membership.objects.select_for_update(of=("self",)).get(pk=found.pk)
        rows = list(locked.entries.select_related("decision"))
        if stated := _stated(rows):
            raise refuse("built_on", since=max(stated))
        wanted = set(entries)
        held = [one for one in rows if one.pk in wanted]
        if len(held) != len(wanted) or not held:
            raise Http404
        for row in held:
            _added(
                membership=locked,
                rows=rows,
                row=row,
                state=row.state,
                actor=actor,
                now=now,
                reason=reason,
            )
        _note(
            verb="membership.restore",
            membership=locked,
            since=held[0].since,
            actor=actor,
            now=now,
            reason=reason,
        )


def _asked(reason: str) -> None:
    if not reason.strip():
        raise refuse("reason_missing")


def _stated(rows: Iterable[MembershipEntry]) -> dict[dt.date, State]:
    """What is stated on each day, as it stands."""
    history: History = queries.history_of(rows)
    return {one.period.since: one.value for one in history.spells if one.period.since is not None}


def _followed(membership: Membership, row: MembershipEntry) -> bool:
    """Whether something was recorded of the member since that would be left in the air."""
    later = {"recorded_at__gt": row.recorded_at}
    return (
        membership.events.filter(**later).exists()
        or membership.notes.filter(**later).exists()
        or CodeSignature.objects.filter(
            code__network=membership.network_id,
            organisation=membership.organisation_id,
            **later,
        ).exists()
    )


def _added(
    *,
    membership: Membership,
    rows: list[MembershipEntry],
    row: MembershipEntry,
    state: State | None,
    actor: Viewer,
    now: dt.datetime,
    reason: str,
) -> MembershipEntry:
    """The next revision of the day of `row`: `state`, or the annulment of what it says."""
    said = state or row.state
    return MembershipEntry.objects.create(
        membership=membership,
        since=row.since,
        revision=1 + max(one.revision for one in rows if one.since == row.since),
        annulled=state is None,
        step="correct",
        category=said.category.value,
        standing=said.standing.value,
        decision=row.decision,
        reason=reason,
        recorded_at=now,
        recorded_by=actor.label,
    )


def _note(
    *,
    verb: str,
    membership: Membership,
    since: dt.date,
    actor: Viewer,
    now: dt.datetime,
    reason: str,
) -> None:
    trail.note(
        verb=verb,
        actor=actor,
        now=now,
        kind="membership",
        key=membership.pk,
        label=Text(membership.code, membership.code),
        new={"since": since, "ended": verb == "membership.withdraw"},
        network=membership.network_id,
        organisation=membership.organisation_id,
        reason=reason,
    )
