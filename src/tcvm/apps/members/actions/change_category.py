"""Move a member to another category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcvm.apps.members.actions.decide import DecisionGiven, decide
from tcvm.domain.membership.standing import Step

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.models import MembershipEntry
    from tcvm.domain.scoring.scheme import Category
    from tcvm.foundation.tenancy.viewer import Viewer


def change_category(
    *,
    network: str,
    member: str,
    category: Category,
    since: dt.date,
    decision: DecisionGiven,
    actor: Viewer,
    now: dt.datetime,
    reason: str = "",
    seen: str | None = None,
) -> MembershipEntry:
    """From `since` it has `category`. Raises as `decide`, also why it cannot be official."""
    return decide(
        step=Step.CHANGE_CATEGORY,
        network=network,
        member=member,
        category=category,
        since=since,
        decision=decision,
        actor=actor,
        now=now,
        reason=reason,
        seen=seen,
    )
