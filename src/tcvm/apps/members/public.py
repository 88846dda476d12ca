"""All that the rest of the house may know of members: frozen values, on any day; and how a register
kept elsewhere is taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tcvm.apps.members import holdings, intake, queries
from tcvm.apps.members.actions.decide import DecisionGiven
from tcvm.apps.members.actions.facts import OrganisationFacts, PersonFacts
from tcvm.apps.members.actions.keep_document import Paper, Upload
from tcvm.apps.members.actions.load_holdings import NOT_LOADED, NetworkGiven, load_holdings
from tcvm.apps.members.actions.refusals import Refused
from tcvm.apps.members.actions.take_over import NotTakenOver, take_over
from tcvm.apps.members.actions.taken import Taken
from tcvm.apps.members.actions.taken_over import (
    CodeAdopted,
    CodeSigned,
    Entry,
    EventHappened,
    NoteWritten,
    OrganisationStated,
    PaperKept,
    PersonStated,
    PostHeld,
    StepTaken,
    SupportNamed,
)
from tcvm.apps.members.actions.withdraw_membership import (
    restore_membership,
    withdraw_entry,
    withdraw_membership,
)
from tcvm.apps.members.gazetteer import gazetteer, legal_forms
from tcvm.apps.members.intake import member_codes
from tcvm.apps.members.models.papers import DocumentKind
from tcvm.apps.members.models.people import PostKind
from tcvm.apps.members.models.records import Precision
from tcvm.apps.members.register import registered
from tcvm.domain.membership.counts import Counts, count

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.domain.membership.standing import MemberKind, State
    from tcvm.domain.text import Text
    from tcvm.foundation.tenancy.viewer import Viewer

__all__ = [
    "NOT_LOADED",
    "CodeAdopted",
    "CodeSigned",
    "DecisionGiven",
    "DocumentKind",
    "Entry",
    "EventHappened",
    "MemberOnDay",
    "NetworkGiven",
    "NotTakenOver",
    "NoteWritten",
    "OrganisationFacts",
    "OrganisationStated",
    "Paper",
    "PaperKept",
    "PersonFacts",
    "PersonStated",
    "PostHeld",
    "PostKind",
    "Precision",
    "Refused",
    "StepTaken",
    "SupportNamed",
    "Taken",
    "Upload",
    "counts_on",
    "gazetteer",
    "holdings",
    "intake",
    "legal_forms",
    "load_holdings",
    "member_codes",
    "members_on",
    "reached_by",
    "restore_membership",
    "take_over",
    "withdraw_entry",
    "withdraw_membership",
]

reached_by = queries.reached_by


@dataclass(frozen=True, slots=True)
class MemberOnDay:
    """A member of a network as it was on one day; `organisation` is its primary key, if it is one.

    `legal_form` and `province` are codes, empty where unknown.
    """

    code: str
    kind: MemberKind
    organisation: int | None
    name: Text
    state: State
    legal_form: str
    province: str


def members_on(network: str, day: dt.date, *, viewer: Viewer, today: dt.date) -> list[MemberOnDay]:
    """The members of `network` on `day`, of those that `viewer` may read, by code."""
    found = []
    rows = queries.visible_to(viewer, today).filter(network__code=network)
    for one in sorted(registered(rows), key=lambda one: one.code):
        state = one.history.on(day)
        if state is None or not state.counts:
            continue
        profile = one.profile_on(day)
        found.append(
            MemberOnDay(
                code=one.code,
                kind=one.kind,
                organisation=one.organisation,
                name=profile.name,
                state=state,
                legal_form=profile.legal_form,
                province=one.province_on(day),
            )
        )
    return found


def counts_on(network: str, day: dt.date, *, viewer: Viewer, today: dt.date) -> Counts:
    """The members of `network` on `day`, counted; of those that `viewer` may read."""
    rows = registered(queries.visible_to(viewer, today).filter(network__code=network))
    return count(found for one in rows if (found := one.counted_on(day)) is not None)
