"""Correct an entry of a membership: state it anew, or take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.decide import (
    DecisionGiven,
    check_official,
    decision_kept,
    next_revision,
)
from tcvm.apps.members.actions.refusals import Refused, refuse, refuse_unseen
from tcvm.apps.members.models import Membership, MembershipEntry
from tcvm.domain.membership.standing import History, State, sequence_problems
from tcvm.domain.membership.timeline import Entry
from tcvm.domain.text import Text

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.domain.problems import Problem
    from tcvm.foundation.tenancy.viewer import Viewer


def correct_step(
    *,
    network: str,
    member: str,
    since: dt.date,
    state: State | None,
    decision: DecisionGiven,
    reason: str,
    actor: Viewer,
    now: dt.datetime,
    seen: str | None = None,
) -> MembershipEntry:
    """Let the entry of `since` say `state`; None annuls it, an entry on a new day inserts one.

    The row corrected stays; `seen` is as in `decide`. Raises Http404, and Refused:
    `reason_missing`, `changed_meanwhile`, `nothing_to_annul` (since), and what makes the history
    that would come of it impossible.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, member)
    if not reason.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        membership = Membership.objects.select_for_update(of=("self",)).get(pk=found.pk)
        refuse_unseen(seen, queries.membership_version(membership))
        history = queries.history_of(membership.entries.all())
        row = _corrected(membership, history, since, state)
        row.decision = decision_kept(membership.network, decision, actor, now)
        row.reason, row.recorded_at, row.recorded_by = reason, now, actor.label
        row.save(force_insert=True)
        before = history.on(since)
        trail.note(
            verb="membership.correct",
            actor=actor,
            now=now,
            kind="membership",
            key=membership.pk,
            label=Text(membership.code, membership.code),
            old={
                "category": before.category.value if before else None,
                "standing": before.standing.value if before else None,
            },
            new={
                "category": state.category.value if state else None,
                "standing": state.standing.value if state else None,
                "since": since,
                "decision": decision.number,
            },
            network=membership.network_id,
            organisation=membership.organisation_id,
            reason=reason,
        )
    return row


def _corrected(
    membership: Membership, history: History, since: dt.date, state: State | None
) -> MembershipEntry:
    """The row to be added, once the history with it is found possible. Raises Refused."""
    stated = {one.period.since: one.value for one in history.spells}
    if state is None and since not in stated:
        raise refuse("nothing_to_annul", since=since)
    entry = Entry(since, state, next_revision(history, since))
    problems: list[Problem] = sequence_problems(
        History.of([*history.entries, entry]), membership.kind
    )
    if problems:
        raise Refused(problems)
    if state is not None:
        check_official(membership, state, since)
    # An annulled row repeats what it takes back, so that the row can be read by itself.
    said = state or stated[since]
    return MembershipEntry(
        membership=membership,
        since=since,
        revision=entry.revision,
        annulled=state is None,
        step="correct",
        category=said.category.value,
        standing=said.standing.value,
    )
