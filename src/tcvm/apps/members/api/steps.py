"""What is decided of a membership. Each names in `If-Match` the version that was read."""

import datetime as dt

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from ninja import Router, Status
from pydantic import Field

from tcvm.apps.members.actions.ask_category import ask_category
from tcvm.apps.members.actions.correct_step import correct_step
from tcvm.apps.members.actions.leave import leave
from tcvm.apps.members.actions.re_enter import re_enter
from tcvm.apps.members.actions.reinstate import reinstate
from tcvm.apps.members.actions.suspend import suspend
from tcvm.apps.members.api.members import MemberShown, show
from tcvm.apps.members.api.values import DecisionBrought, Source, Text
from tcvm.apps.members.models import MembershipEntry
from tcvm.domain.membership.standing import Standing, State
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.accounts.viewers import user_key
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.problems import stopped
from tcvm.foundation.api.rooms import VERSIONED
from tcvm.foundation.api.schemas import Code, Day, Given, Long, Shown

router = Router(tags=[_("Memberships")])
_AT = "/networks/{slug:network}/members/{slug:member}"


class StepGiven(Given):
    """From when it holds, and by which decision."""

    since: Day = Field(examples=["2026-04-01"])
    decision: DecisionBrought
    reason: Long = ""


class SuspensionGiven(StepGiven):
    """A suspension says why."""

    reason: Text


class CategoryGiven(StepGiven):
    """Another category, and why; a second person confirms it."""

    category: Category
    reason: Source


class EntryGiven(StepGiven):
    """Coming back, as what."""

    category: Category


class StateGiven(Given):
    """What an entry should have said."""

    category: Category
    standing: Standing = Standing.ACTIVE


class CorrectionGiven(StepGiven):
    """What the entry of that day should say; null takes it back."""

    state: StateGiven | None
    reason: Text


class ChangeShown(Shown):
    """A change that waits for a second person."""

    key: int = Field(description=_("Its number on the page of changes."))
    asked_at: dt.datetime
    expires_at: dt.datetime


@router.post(
    f"{_AT}/category",
    operation_id="members.ask_category",
    summary=_("Ask for another category"),
    description=_("It holds once a second person has confirmed it on the page of changes."),
    response={202: ChangeShown},
    openapi_extra=dict(VERSIONED),
)
def change(
    request: Asked, network: Code, member: Code, given: CategoryGiven
) -> Status[ChangeShown]:
    """Ask; nothing changes until it is confirmed."""
    if user_key(request.viewer) is None:
        sentence = gettext_lazy("Only a person can ask for what another person has to confirm.")
        raise stopped(403, "person_needed", sentence, at="Authorization")
    asked = ask_category(
        network=network,
        member=member,
        category=given.category,
        since=given.since,
        decision=given.decision.given(),
        reason=given.reason,
        actor=request.viewer,
        now=request.now,
        seen=request.seen,
    )
    return Status(
        202, ChangeShown(key=asked.pk, asked_at=asked.asked_at, expires_at=asked.expires_at)
    )


@router.post(
    f"{_AT}/suspension",
    operation_id="members.suspend",
    summary=_("Suspend a member's rights"),
    response={201: MemberShown},
    openapi_extra=dict(VERSIONED),
)
def take_rights(
    request: Asked, network: Code, member: Code, given: SuspensionGiven
) -> Status[MemberShown]:
    """From a day on it is suspended."""
    made = suspend(
        network=network,
        member=member,
        since=given.since,
        decision=given.decision.given(),
        reason=given.reason,
        actor=request.viewer,
        now=request.now,
        seen=request.seen,
    )
    return _made(request, made)


@router.post(
    f"{_AT}/reinstatement",
    operation_id="members.reinstate",
    summary=_("Lift a suspension"),
    response={201: MemberShown},
    openapi_extra=dict(VERSIONED),
)
def give_rights(
    request: Asked, network: Code, member: Code, given: StepGiven
) -> Status[MemberShown]:
    """From a day on it has its rights again."""
    made = reinstate(
        network=network,
        member=member,
        since=given.since,
        decision=given.decision.given(),
        reason=given.reason,
        actor=request.viewer,
        now=request.now,
        seen=request.seen,
    )
    return _made(request, made)


@router.post(
    f"{_AT}/departure",
    operation_id="members.leave",
    summary=_("Let a member go"),
    response={201: MemberShown},
    openapi_extra=dict(VERSIONED),
)
def let_go(request: Asked, network: Code, member: Code, given: StepGiven) -> Status[MemberShown]:
    """From a day on it is a member no longer."""
    made = leave(
        network=network,
        member=member,
        since=given.since,
        decision=given.decision.given(),
        reason=given.reason,
        actor=request.viewer,
        now=request.now,
        seen=request.seen,
    )
    return _made(request, made)


@router.post(
    f"{_AT}/re-entry",
    operation_id="members.re_enter",
    summary=_("Take back a member that has left"),
    response={201: MemberShown},
    openapi_extra=dict(VERSIONED),
)
def take_back(
    request: Asked, network: Code, member: Code, given: EntryGiven
) -> Status[MemberShown]:
    """From a day on it is a member again."""
    made = re_enter(
        network=network,
        member=member,
        category=given.category,
        since=given.since,
        decision=given.decision.given(),
        reason=given.reason,
        actor=request.viewer,
        now=request.now,
        seen=request.seen,
    )
    return _made(request, made)


@router.post(
    f"{_AT}/corrections",
    operation_id="members.correct",
    summary=_("Correct an entry, or take it back"),
    description=_("The entry stays in the register under the one that corrects it."),
    response={201: MemberShown},
    openapi_extra=dict(VERSIONED),
)
def put_right(
    request: Asked, network: Code, member: Code, given: CorrectionGiven
) -> Status[MemberShown]:
    """Let the entry of a day say something else, or nothing."""
    state = given.state
    made = correct_step(
        network=network,
        member=member,
        since=given.since,
        state=None if state is None else State(state.category, state.standing),
        decision=given.decision.given(),
        reason=given.reason,
        actor=request.viewer,
        now=request.now,
        seen=request.seen,
    )
    return _made(request, made)


def _made(request: Asked, entry: MembershipEntry) -> Status[MemberShown]:
    """The member as it is from the entry's day on, at its new version."""
    return Status(201, show(request, entry.membership, entry.since))
