"""Members of a network: listed, read with their whole history, admitted."""

import datetime as dt
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Status
from pydantic import Field

from tcvm.apps.members import queries
from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.api import found
from tcvm.apps.members.api.values import DecisionBrought, DecisionShown, ReasonShown, Word
from tcvm.apps.members.models import Membership, Person
from tcvm.apps.members.register import RegisteredMember, registered
from tcvm.domain.membership.conduct import official_problems, years_unsigned
from tcvm.domain.membership.names import folded
from tcvm.domain.membership.standing import MemberKind, Standing
from tcvm.domain.problems import errors
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.paging import part_of
from tcvm.foundation.api.problems import stopped
from tcvm.foundation.api.rooms import VERSIONED
from tcvm.foundation.api.schemas import (
    Code,
    Day,
    Given,
    Line40,
    Line100,
    Long,
    OnDay,
    Page,
    PagingOnDay,
    Said,
    Shown,
)
from tcvm.foundation.api.versions import show_version
from tcvm.foundation.tenancy.models import Organisation

router = Router(tags=[_("Members")])


class MemberFilter(PagingOnDay):
    """Which members are asked for."""

    q: Line100 = Field("", description=_("Words of a name it ever had; diacritics do not matter."))
    kind: MemberKind | None = None
    category: Category | None = None
    standing: Standing | None = None
    legal_form: Line40 = Field("", description=_("A code of the catalogue."))
    province: Line40 = Field("", description=_("A code of the gazetteer."))


class MemberLine(Shown):
    """A member on a day; without category and standing before it joined."""

    code: str
    kind: MemberKind
    name: Said
    abbreviation: str
    category: Category | None
    standing: Standing | None
    legal_form: str
    province: str = Field(description=_("Empty where it is not one province for sure."))
    joined_on: dt.date | None = Field(description=_("The day of the first admission."))


class SpellShown(Shown):
    """What the membership was from a day on; `until` is the first day it was no longer."""

    since: dt.date
    until: dt.date | None
    category: Category
    standing: Standing


class EntryShown(Shown):
    """One entry of the register, those that were corrected later among them."""

    since: dt.date
    revision: int
    annulled: bool
    step: str = Field(examples=["admit"])
    category: Category
    standing: Standing
    decision: DecisionShown
    reason: str
    recorded_at: dt.datetime
    recorded_by: str


class ConductShown(Shown):
    """How an organisation stands to the code of conduct."""

    qualifies: bool = Field(description=_("Whether it may be an official member on that day."))
    reasons: list[ReasonShown]
    years_unsigned: list[int]


class MemberShown(MemberLine):
    """A member with its whole history."""

    network: str
    as_of: dt.date
    spells: list[SpellShown]
    entries: list[EntryShown]
    conduct: ConductShown | None = Field(description=_("An individual has no code to sign."))


class Admission(Given):
    """Who becomes a member, as what from when, by which decision."""

    kind: MemberKind
    member: Word = Field(description=_("The code of the organisation or person."))
    category: Category
    since: Day = Field(examples=["2026-04-01"])
    decision: DecisionBrought
    reason: Long = ""


@router.get(
    "/networks/{slug:network}/members",
    operation_id="members.list",
    summary=_("List the members of a network on a day"),
    description=_("Those that have left are in the list; filter by standing to leave them out."),
    response=Page[MemberLine],
)
def list_members(request: Asked, network: Code, wanted: Query[MemberFilter]) -> Page[MemberLine]:
    """Of the members that the caller may read, those that are wanted."""
    one, day = found.network_readable(request, network), wanted.on(request.today)
    rows = queries.visible_to(request.viewer, request.today).filter(network=one)
    return part_of(
        request,
        [member for member in registered(rows) if _wanted(member, wanted, day)],
        wanted,
        key=lambda member: f"{member.code} {member.kind}",
        show=lambda member: MemberLine(**_line(member, day)),
    )


@router.get(
    "/networks/{slug:network}/members/{slug:member}",
    operation_id="members.read",
    summary=_("Read a member with its whole history"),
    response=MemberShown,
    openapi_extra=dict(VERSIONED),
)
def read_member(request: Asked, network: Code, member: Code, asked: Query[OnDay]) -> MemberShown:
    """What it is on the day, how it came to be so, and what it lacks."""
    one = found.membership(request, network, member)
    return show(request, one, asked.on(request.today))


@router.post(
    "/networks/{slug:network}/members",
    operation_id="members.admit",
    summary=_("Admit an organisation or a person"),
    description=_("An official member must have signed the code of conduct before."),
    response={201: MemberShown},
)
def admit_member(request: Asked, network: Code, given: Admission) -> Status[MemberShown]:
    """Make it a member from a day on."""
    one = admit(
        network=network,
        member=_candidate(request, given),
        category=given.category,
        since=given.since,
        decision=given.decision.given(),
        actor=request.viewer,
        now=request.now,
        reason=given.reason,
    )
    request.headers_of_answer["Location"] = f"{request.path}/{one.code}"
    return Status(201, show(request, one, given.since))


def show(request: Asked, one: Membership, day: dt.date) -> MemberShown:
    """The membership as of `day`, at its present version."""
    show_version(request, queries.membership_version(one))
    (member,) = registered(Membership.objects.filter(pk=one.pk))
    entries = one.entries.select_related("decision").order_by("since", "revision")
    return MemberShown(
        **_line(member, day),
        network=one.network.code,
        as_of=day,
        spells=[
            SpellShown(
                since=spell.period.since,
                until=spell.period.until,
                category=spell.value.category,
                standing=spell.value.standing,
            )
            for spell in member.history.spells
            if spell.period.since is not None
        ],
        entries=[
            EntryShown(
                since=entry.since,
                revision=entry.revision,
                annulled=entry.annulled,
                step=entry.step,
                category=Category(entry.category),
                standing=Standing(entry.standing),
                decision=DecisionShown.of(entry.decision),
                reason=entry.reason,
                recorded_at=entry.recorded_at,
                recorded_by=entry.recorded_by,
            )
            for entry in entries
        ],
        conduct=_conduct(one, member, day),
    )


def _line(member: RegisteredMember, day: dt.date) -> dict[str, Any]:
    state, profile = member.history.on(day), member.profile_on(day)
    return {
        "code": member.code,
        "kind": member.kind,
        "name": Said.of(profile.name),
        "abbreviation": profile.abbreviation,
        "category": None if state is None else state.category,
        "standing": None if state is None else state.standing,
        "legal_form": profile.legal_form,
        "province": member.province_on(day),
        "joined_on": member.joined_on,
    }


def _wanted(member: RegisteredMember, wanted: MemberFilter, day: dt.date) -> bool:
    state = member.history.on(day)
    if state is None or (wanted.kind and member.kind is not wanted.kind):
        return False
    if wanted.category not in (None, state.category):
        return False
    if wanted.standing not in (None, state.standing):
        return False
    if wanted.legal_form not in ("", member.profile_on(day).legal_form):
        return False
    if wanted.province not in ("", member.province_on(day)):
        return False
    return all(word in member.found_by for word in folded(wanted.q).split())


def _conduct(one: Membership, member: RegisteredMember, day: dt.date) -> ConductShown | None:
    if member.organisation is None:
        return None
    versions = queries.codes_of(one.network_id)
    held = queries.signatures_of(one.network_id, member.organisation)
    problems = official_problems(member.history.on(day), versions, held, day)
    return ConductShown(
        qualifies=not errors(problems),
        reasons=[ReasonShown.of(problem) for problem in problems],
        years_unsigned=list(years_unsigned(member.history, versions, held, day)),
    )


def _candidate(request: Asked, given: Admission) -> Organisation | Person:
    """Who is to be admitted. Raises Http404 for who keeps no register, and Stopped."""
    if not queries.networks_editable_by(request.viewer).exists():
        raise Http404
    # Any organisation may join a second network; of people one sees only those of one's own.
    one: Organisation | Person | None
    if given.kind is MemberKind.ORGANISATION:
        one = Organisation.objects.filter(code=given.member).first()
    else:
        people = queries.people_visible_to(request.viewer, request.today)
        one = people.filter(code=given.member).first()
    if one is None:
        sentence = gettext_lazy("Nobody of this kind is registered under the code %(code)s.")
        raise stopped(422, "member_unknown", sentence, at="member", code=given.member)
    return one
