"""Lift a suspension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcvm.apps.members.actions.decide import DecisionGiven, decide
from tcvm.domain.membership.standing import Step

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.models import MembershipEntry
    from tcvm.foundation.tenancy.viewer import Viewer


def reinstate(
    *,
    network: str,
    member: str,
    since: dt.date,
    decision: DecisionGiven,
    actor: Viewer,
    now: dt.datetime,
    reason: str = "",
    seen: str | None = None,
) -> MembershipEntry:
    """From `since` the member has its rights again. Raises as `decide`."""
    return decide(
        step=Step.REINSTATE,
        network=network,
        member=member,
        since=since,
        decision=decision,
        actor=actor,
        now=now,
        reason=reason,
        seen=seen,
    )
