"""Ask for another category of a membership: a second person confirms before it holds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from tcvm.apps.members import queries
from tcvm.apps.members.actions.change_category import change_category
from tcvm.apps.members.actions.decide import DecisionGiven, check_step
from tcvm.apps.members.actions.keep_document import kept_file
from tcvm.apps.members.actions.refusals import Refused, refuse, refuse_unseen
from tcvm.domain.membership.standing import Step
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.accounts.actions import ask_change as asking
from tcvm.foundation.accounts.actions.refusals import Refused as ChangeRefused
from tcvm.foundation.accounts.models import PendingChange, User
from tcvm.foundation.accounts.viewers import user_of, viewer_for
from tcvm.foundation.files.public import StoredFile

if TYPE_CHECKING:
    from tcvm.foundation.tenancy.viewer import Viewer

KIND = "member-category"


def ask_category(
    *,
    network: str,
    member: str,
    category: Category,
    since: dt.date,
    decision: DecisionGiven,
    reason: str,
    actor: Viewer,
    now: dt.datetime,
    seen: str | None = None,
) -> PendingChange:
    """Ask that the member have `category` from `since`. Until confirmed nothing changes.

    What would keep it from being carried out now is said now: raises as `change_category`, and
    Refused with what `ask_change` refuses.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, member)
    version = queries.membership_version(found)
    refuse_unseen(seen, version)
    state = check_step(found, Step.CHANGE_CATEGORY, since, category)
    before = queries.history_of(found.entries.all()).on(since)
    assert before is not None, "the step was found possible"
    with transaction.atomic():
        paper = kept_file(decision.paper, found.code, actor, now) if decision.paper else None
        try:
            return asking.ask_change(
                kind=KIND,
                place=found.network,
                subject=str(found.organisation or found.person),
                subject_key=f"membership:{found.pk}",
                old={"category": before.category.value, "version": version},
                new={
                    "category": state.category.value,
                    "since": since.isoformat(),
                    "number": decision.number,
                    "decided_on": decision.decided_on.isoformat(),
                    "body": decision.body,
                    "source": decision.source,
                    "paper": str(paper.pk) if paper else "",
                    "member": found.code,
                },
                reason=reason,
                actor=user_of(actor),
                now=now,
            )
        except ChangeRefused as refused:
            raise refuse(refused.code) from refused


def apply(change: PendingChange, actor: User, now: dt.datetime) -> None:
    """Carry out what `actor` has just confirmed; it is done in the name of whoever asked."""
    del actor
    new, network = change.new, change.network
    assert network is not None, "asked for in a network"
    paper = StoredFile.objects.get(pk=new["paper"]) if new["paper"] else None
    decision = DecisionGiven(
        number=new["number"],
        decided_on=dt.date.fromisoformat(new["decided_on"]),
        body=new["body"],
        source=new["source"],
        paper=paper,
    )
    try:
        change_category(
            network=network.code,
            member=new["member"],
            category=Category(new["category"]),
            since=dt.date.fromisoformat(new["since"]),
            decision=decision,
            actor=viewer_for(change.asked_by, now.date()),
            now=now,
            reason=change.reason,
            seen=change.old["version"],
        )
    except Refused as refused:
        raise ChangeRefused("stale") from refused
