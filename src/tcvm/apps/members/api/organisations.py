"""Organisations: registered, described anew from a day on, and who holds their posts."""

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Status
from pydantic import Field, StringConstraints

from tcvm.apps.members import queries
from tcvm.apps.members.actions.appoint import appoint
from tcvm.apps.members.actions.correct_profile import correct_profile
from tcvm.apps.members.actions.facts import OrganisationFacts
from tcvm.apps.members.actions.register_organisation import register_organisation
from tcvm.apps.members.api import found
from tcvm.apps.members.api.people import person_named
from tcvm.apps.members.api.values import Name, Source
from tcvm.apps.members.models import OrganisationProfile, PostEntry
from tcvm.apps.members.models.people import PostKind
from tcvm.domain.membership.timeline import Timeline
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.paging import part_of_rows
from tcvm.foundation.api.rooms import VERSIONED
from tcvm.foundation.api.schemas import (
    PLAIN,
    SLUG,
    Code,
    Day,
    Given,
    Line40,
    Line120,
    Line200,
    Line300,
    Long,
    OnDay,
    Page,
    Paging,
    Shown,
)
from tcvm.foundation.api.versions import show_version
from tcvm.foundation.tenancy.models import Organisation

router = Router(tags=[_("Organisations")])


class OrganisationLine(Shown):
    """An organisation."""

    code: str
    name: str


class ProfileShown(Shown):
    """What is stated of an organisation from a day on; what no source tells is empty."""

    since: dt.date
    revision: int
    name_vi: str
    name_en: str
    abbreviation: str
    legal_form: str
    licence_number: str
    licence_issuer: str
    licence_issued_on: dt.date | None
    founded_year: int | None
    owner: str
    street: str
    place: str
    phone: str
    email: str
    website: str
    source: str
    recorded_at: dt.datetime
    recorded_by: str


class OrganisationShown(OrganisationLine):
    """An organisation as of a day; without profile before anything was stated."""

    as_of: dt.date
    profile: ProfileShown | None
    networks: list[str] = Field(description=_("Codes of the networks in which you see it."))


class FactsGiven(Given):
    """An organisation as a source describes it; leave out what the source does not tell."""

    name_vi: Name
    name_en: Name
    legal_form: Line40 = Field(description=_("A code of the catalogue."), examples=["social_fund"])
    source: Source
    abbreviation: Line40 = ""
    licence_number: Line120 = ""
    licence_issuer: Line200 = ""
    licence_issued_on: Day | None = None
    founded_year: int | None = Field(None, ge=1000, le=9999, strict=True)
    owner: Line200 = ""
    street: Line300 = ""
    place: Line40 = Field("", description=_("A code of the gazetteer."))
    phone: Line40 = ""
    email: Annotated[str, StringConstraints(max_length=254), PLAIN] = ""
    website: Line200 = ""

    def facts(self) -> OrganisationFacts:
        """The facts as actions take them."""
        return OrganisationFacts(**{name: getattr(self, name) for name in FactsGiven.model_fields})


class RegistrationGiven(FactsGiven):
    """A new organisation. Without `code` one is made from the name."""

    since: Day = Field(description=_("From when the facts hold."))
    code: str = Field("", pattern=r"^[-a-z0-9]*$", max_length=80)


class StatementGiven(FactsGiven):
    """What holds from a day on."""

    since: Day
    reason: Long = ""


class PostShown(Shown):
    """Who holds a post, from when; `until` is the first day they no longer do."""

    person: str = Field(description=_("The person's code."))
    kind: PostKind
    since: dt.date
    until: dt.date | None
    revision: int
    annulled: bool
    source: str

    @staticmethod
    def of(one: PostEntry) -> "PostShown":
        """The row as an answer shows it."""
        return PostShown(
            person=one.person.code,
            kind=PostKind(one.kind),
            since=one.since,
            until=one.until,
            revision=one.revision,
            annulled=one.annulled,
            source=one.source,
        )


class PostGiven(Given):
    """A person in a post. The same again with another `until` ends it."""

    person: str = Field(pattern=SLUG, max_length=80, description=_("The person's code."))
    kind: PostKind
    since: Day
    until: Day | None = None
    source: Source


@router.get(
    "/organisations",
    operation_id="organisations.list",
    summary=_("List the organisations that you may read"),
    response=Page[OrganisationLine],
)
def list_organisations(request: Asked, part: Query[Paging]) -> Page[OrganisationLine]:
    """By code."""
    return part_of_rows(
        request,
        found.organisations_readable(request),
        part,
        by="code",
        show=lambda one: OrganisationLine(code=one.code, name=one.name),
    )


@router.post(
    "/organisations",
    operation_id="organisations.register",
    summary=_("Register an organisation"),
    description=_("Before any network admits it."),
    response={201: OrganisationShown},
)
def register(request: Asked, given: RegistrationGiven) -> Status[OrganisationShown]:
    """With what is first known of it."""
    made = register_organisation(
        facts=given.facts(),
        since=given.since,
        code=given.code,
        actor=request.viewer,
        now=request.now,
    )
    request.headers_of_answer["Location"] = f"{request.path}/{made.code}"
    return Status(201, _show(request, made, given.since))


@router.get(
    "/organisations/{slug:organisation}",
    operation_id="organisations.read",
    summary=_("Read an organisation as of a day"),
    response=OrganisationShown,
    openapi_extra=dict(VERSIONED),
)
def read(request: Asked, organisation: Code, asked: Query[OnDay]) -> OrganisationShown:
    """With the profile that held on the day."""
    one = found.organisation(request, organisation)
    return _show(request, one, asked.on(request.today))


@router.put(
    "/organisations/{slug:organisation}/profile",
    operation_id="organisations.state_profile",
    summary=_("State what an organisation is from a day on"),
    description=_("What was stated before stays in the register under its own day."),
    response=OrganisationShown,
    openapi_extra=dict(VERSIONED),
)
def state(request: Asked, organisation: Code, given: StatementGiven) -> OrganisationShown:
    """On a day that has a profile, a new revision of it."""
    made = correct_profile(
        organisation=organisation,
        facts=given.facts(),
        since=given.since,
        actor=request.viewer,
        now=request.now,
        reason=given.reason,
        seen=request.seen,
    )
    return _show(request, made.organisation, given.since)


@router.get(
    "/organisations/{slug:organisation}/posts",
    operation_id="organisations.list_posts",
    summary=_("List who holds or held a post"),
    response=Page[PostShown],
)
def list_posts(request: Asked, organisation: Code, part: Query[Paging]) -> Page[PostShown]:
    """Every revision, in the order in which they were entered."""
    one = found.organisation(request, organisation)
    rows = one.posts.select_related("person")
    return part_of_rows(request, rows, part, by="pk", show=PostShown.of)


@router.post(
    "/organisations/{slug:organisation}/posts",
    operation_id="organisations.appoint",
    summary=_("Record who holds a post"),
    response={201: PostShown},
)
def give_post(request: Asked, organisation: Code, given: PostGiven) -> Status[PostShown]:
    """From a day on."""
    made = appoint(
        organisation=organisation,
        person=person_named(request, given.person),
        kind=given.kind,
        since=given.since,
        until=given.until,
        source=given.source,
        actor=request.viewer,
        now=request.now,
    )
    return Status(201, PostShown.of(made))


def _show(request: Asked, one: Organisation, day: dt.date) -> OrganisationShown:
    """The organisation as of `day`, at its present version."""
    show_version(request, queries.profile_version(one))
    timeline: Timeline[OrganisationProfile] = Timeline.of(
        row.as_entry(row) for row in one.profiles.all()
    )
    held = timeline.on(day)
    memberships = queries.visible_to(request.viewer, request.today).filter(organisation=one)
    return OrganisationShown(
        code=one.code,
        name=one.name,
        as_of=day,
        profile=None if held is None else _profile(held),
        networks=sorted(row.network.code for row in memberships),
    )


def _profile(row: OrganisationProfile) -> ProfileShown:
    return ProfileShown(**{name: getattr(row, name) for name in ProfileShown.model_fields})
