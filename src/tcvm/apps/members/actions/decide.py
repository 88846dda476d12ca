"""Take one step of a membership: what admitting, suspending and the others have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.keep_document import Paper, Upload, attach
from tcvm.apps.members.actions.refusals import Refused, refuse, refuse_unseen
from tcvm.apps.members.models import Decision, Membership, MembershipEntry
from tcvm.apps.members.models.papers import DocumentKind
from tcvm.domain.membership.conduct import official_problems
from tcvm.domain.membership.standing import History, State, Step, after
from tcvm.domain.problems import errors
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.text import Text

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.foundation.files.public import StoredFile
    from tcvm.foundation.tenancy.models import Network
    from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class DecisionGiven:
    """A decision as its paper has it: number, date, who decided, and where the paper is.

    `paper` is the paper itself, if it is handed in.
    """

    number: str
    decided_on: dt.date
    body: str
    source: str
    paper: Upload | StoredFile | None = None


def decide(
    *,
    step: Step,
    network: str,
    member: str,
    since: dt.date,
    decision: DecisionGiven,
    actor: Viewer,
    now: dt.datetime,
    category: Category | None = None,
    reason: str = "",
    seen: str | None = None,
) -> MembershipEntry:
    """Let `step` hold from `since`.

    `seen` is the version (`queries.membership_version`) that the actor looked at. Raises Http404,
    and Refused with the domain's problems, or `changed_meanwhile`.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, member)
    with transaction.atomic():
        # Two steps at once: the second waits, and is judged by what the first has left.
        locked = Membership.objects.select_for_update(of=("self",)).get(pk=found.pk)
        refuse_unseen(seen, queries.membership_version(locked))
        return take(
            membership=locked,
            step=step,
            since=since,
            decision=decision,
            actor=actor,
            now=now,
            category=category,
            reason=reason,
        )


def take(
    *,
    membership: Membership,
    step: Step,
    since: dt.date,
    decision: DecisionGiven,
    actor: Viewer,
    now: dt.datetime,
    category: Category | None,
    reason: str,
) -> MembershipEntry:
    """The same for a membership at hand, inside the caller's transaction."""
    state = check_step(membership, step, since, category)
    history = queries.history_of(membership.entries.all())
    before = history.on(since)
    entry = MembershipEntry.objects.create(
        membership=membership,
        since=since,
        # An annulled entry of that day keeps its row: this is a revision of it.
        revision=next_revision(history, since),
        step=step.value,
        category=state.category.value,
        standing=state.standing.value,
        decision=decision_kept(membership.network, decision, actor, now),
        reason=reason,
        recorded_at=now,
        recorded_by=actor.label,
    )
    trail.note(
        verb=f"membership.{step}",
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
            "category": entry.category,
            "standing": entry.standing,
            "since": since,
            "decision": decision.number,
        },
        network=membership.network_id,
        organisation=membership.organisation_id,
        reason=reason,
    )
    return entry


def check_step(
    membership: Membership, step: Step, since: dt.date, category: Category | None
) -> State:
    """The state that the step would lead to. Raises Refused where it cannot be taken."""
    history = queries.history_of(membership.entries.all())
    state, problems = after(history, step, since, membership.kind, category)
    if state is None:
        raise Refused(problems)
    if step in (Step.ADMIT, Step.CHANGE_CATEGORY, Step.RE_ENTER):
        check_official(membership, state, since)
    return state


def check_official(membership: Membership, state: State, day: dt.date) -> None:
    """Raises Refused where `state` makes an official member of one that does not qualify."""
    if state.category is not Category.OFFICIAL or membership.organisation_id is None:
        return
    found = official_problems(
        State(Category.OFFICIAL),
        queries.codes_of(membership.network_id),
        queries.signatures_of(membership.network_id, membership.organisation_id),
        day,
    )
    if blocking := errors(found):
        raise Refused(blocking)


def next_revision(history: History, since: dt.date) -> int:
    """The revision that a further entry of that day gets."""
    return 1 + max((one.revision for one in history.entries if one.since == since), default=0)


def decision_kept(
    network: Network, given: DecisionGiven, actor: Viewer, now: dt.datetime
) -> Decision:
    """The decision in the register, kept now if it is new.

    Raises Refused: `decision_incomplete`, or `decision_differs` where one of that number and date
    is there with another body or source.
    """
    if not all((given.number.strip(), given.body.strip(), given.source.strip())):
        raise refuse("decision_incomplete")
    kept, created = Decision.objects.get_or_create(
        network=network,
        number=given.number,
        decided_on=given.decided_on,
        defaults={
            "body": given.body,
            "source": given.source,
            "recorded_at": now,
            "recorded_by": actor.label,
        },
    )
    if not created and (kept.body, kept.source) != (given.body, given.source):
        raise refuse("decision_differs", number=given.number)
    if given.paper is not None:
        paper = Paper(DocumentKind.DECISION, given.number, given.decided_on, given.paper)
        attach(about=kept, paper=paper, actor=actor, now=now)
    return kept
