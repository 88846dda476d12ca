"""All that the rest of the house may know of members: frozen values, on any day; and how a register
kept elsewhere is taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tcvm.apps.members import holdings, intake, queries
from tcvm.apps.members.actions.admit_applicant import Applicant, SignatureGiven
from tcvm.apps.members.actions.admit_applicant import admit_applicant as _admit_applicant
from tcvm.apps.members.actions.ask_bank_account import AccountGiven, ask_bank_account
from tcvm.apps.members.actions.ask_category import ask_category
from tcvm.apps.members.actions.decide import DecisionGiven
from tcvm.apps.members.actions.facts import OrganisationFacts, PersonFacts
from tcvm.apps.members.actions.keep_document import Paper, Upload
from tcvm.apps.members.actions.load_holdings import NOT_LOADED, NetworkGiven, load_holdings
from tcvm.apps.members.actions.record_event import record_event
from tcvm.apps.members.actions.refusals import Refused, refuse, refuse_unseen
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
from tcvm.apps.members.models import OrganisationProfile, PersonProfile
from tcvm.apps.members.models.papers import DocumentKind
from tcvm.apps.members.models.people import PostKind
from tcvm.apps.members.models.records import Precision
from tcvm.apps.members.register import registered
from tcvm.domain.membership.conduct import version_on
from tcvm.domain.membership.counts import Counts, count
from tcvm.domain.membership.standing import MemberKind
from tcvm.foundation.tenancy.models import Organisation

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.domain.membership.standing import State
    from tcvm.domain.scoring.scheme import Category
    from tcvm.domain.text import Text
    from tcvm.foundation.tenancy.viewer import Viewer

__all__ = [
    "NOT_LOADED",
    "AccountGiven",
    "Applicant",
    "CodeAdopted",
    "CodeSigned",
    "DecisionGiven",
    "DocumentKind",
    "Entry",
    "EventHappened",
    "KnownMember",
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
    "SignatureGiven",
    "StepTaken",
    "SupportNamed",
    "Taken",
    "Upload",
    "admit_applicant",
    "ask_bank_account",
    "ask_category",
    "code_version_on",
    "counts_on",
    "gazetteer",
    "holdings",
    "intake",
    "known_members",
    "legal_forms",
    "load_holdings",
    "member_codes",
    "members_on",
    "province_name",
    "provinces_on",
    "reached_by",
    "record_event",
    "refuse",
    "refuse_unseen",
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


def admit_applicant(
    *,
    network: str,
    applicant: Applicant,
    category: Category,
    since: dt.date,
    decision: DecisionGiven,
    actor: Viewer,
    now: dt.datetime,
    reason: str = "",
) -> str:
    """Make the applicant a member; its code in the register. Raises Http404 and Refused."""
    return _admit_applicant(
        network=network,
        applicant=applicant,
        category=category,
        since=since,
        decision=decision,
        actor=actor,
        now=now,
        reason=reason,
    ).code


def code_version_on(network: int, day: dt.date) -> tuple[str, Text] | None:
    """Version and title of the code of conduct of a network (primary key) in force on `day`."""
    rows = list(queries.code_rows(network))
    current = version_on([one.as_version for one in rows], day)
    if current is None:
        return None
    return current.version, next(one.title for one in rows if one.version == current.version)


def provinces_on(day: dt.date) -> list[tuple[str, str]]:
    """Code and name of the provinces that exist on `day`."""
    return [(one.code, one.name) for one in gazetteer().on(day)]


@dataclass(frozen=True, slots=True)
class KnownMember:
    """One in the register, with what it is recognised by.

    `in_register` is whether the reader may open its page in that network; of others only the name
    is told, by which they are known to all networks.
    """

    code: str
    kind: MemberKind
    names: tuple[str, ...]
    in_register: bool
    abbreviation: str = ""
    licence: str = ""
    phone: str = ""
    email: str = ""


def known_members(network: str, *, viewer: Viewer, today: dt.date) -> list[KnownMember]:
    """All organisations, and the persons of `network`, to be compared with an applicant.

    Names of organisations are known to all networks (an organisation is registered once); what
    else is known is told only of the members that `viewer` may read there.
    """
    rows = (
        queries.visible_to(viewer, today)
        .filter(network__code=network)
        .prefetch_related("organisation__profiles", "person__profiles")
    )
    found = []
    seen = set()
    for one in rows:
        if one.organisation is not None:
            seen.add(one.organisation.pk)
            profiles = list(one.organisation.profiles.all())
            found.append(_known(one.organisation, profiles))
        elif one.person is not None:
            found.append(_known_person(one.person.code, list(one.person.profiles.all())))
    found += [
        KnownMember(one.code, MemberKind.ORGANISATION, (one.name,), in_register=False)
        for one in Organisation.objects.exclude(pk__in=seen)
    ]
    return found


def _known(organisation: Organisation, profiles: list[OrganisationProfile]) -> KnownMember:
    last = profiles[-1] if profiles else None
    names = {name for one in profiles for name in (one.name_vi, one.name_en)} | {organisation.name}
    return KnownMember(
        organisation.code,
        MemberKind.ORGANISATION,
        (organisation.name, *sorted(names - {organisation.name})),
        in_register=True,
        abbreviation=last.abbreviation if last else "",
        licence=last.licence_number if last else "",
        phone=last.phone if last else "",
        email=last.email if last else "",
    )


def _known_person(code: str, profiles: list[PersonProfile]) -> KnownMember:
    last = profiles[-1] if profiles else None
    return KnownMember(
        code,
        MemberKind.PERSON,
        (last.name,) if last else (code,),
        in_register=True,
        phone=last.phone if last else "",
        email=last.email if last else "",
    )


def province_name(code: str) -> str:
    """A place as an address ends with it; the code itself for one that is not known."""
    return gazetteer().written(code) or code
