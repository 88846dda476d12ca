"""Let a member go, whether it wants to or must."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcvm.apps.members.actions.decide import DecisionGiven, decide
from tcvm.domain.membership.standing import Step

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.models import MembershipEntry
    from tcvm.foundation.tenancy.viewer import Viewer


def leave(
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
    """From `since` it is a member no longer. Raises as `decide`."""
    return decide(
        step=Step.LEAVE,
        network=network,
        member=member,
        since=since,
        decision=decision,
        actor=actor,
        now=now,
        reason=reason,
        seen=seen,
    )
