"""People of the register: members themselves, and holders of posts."""

import datetime as dt
from typing import Annotated

from django.http import Http404
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Status
from pydantic import Field, StringConstraints

from tcvm.apps.members import queries
from tcvm.apps.members.actions.facts import PersonFacts
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.actions.state_person import state_person
from tcvm.apps.members.api.values import Name, Source
from tcvm.apps.members.models import Person, PersonProfile
from tcvm.domain.membership.timeline import Timeline
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.paging import part_of_rows
from tcvm.foundation.api.problems import stopped
from tcvm.foundation.api.rooms import VERSIONED
from tcvm.foundation.api.schemas import (
    PLAIN,
    Code,
    Day,
    Given,
    Line40,
    Long,
    OnDay,
    Page,
    Paging,
    Shown,
)
from tcvm.foundation.api.versions import show_version

router = Router(tags=[_("People")])


class PersonLine(Shown):
    """A person."""

    code: str
    name: str = Field(description=_("The newest name in the register."))


class PersonProfileShown(Shown):
    """What is known of a person from a day on."""

    since: dt.date
    revision: int
    name: str
    email: str
    phone: str
    place: str
    source: str
    recorded_at: dt.datetime
    recorded_by: str


class PersonShown(PersonLine):
    """A person as of a day; without profile before anything was known."""

    as_of: dt.date
    profile: PersonProfileShown | None


class PersonGiven(Given):
    """A person as a source describes them, from a day on."""

    name: Name
    source: Source
    email: Annotated[str, StringConstraints(max_length=254), PLAIN] = ""
    phone: Line40 = ""
    place: Line40 = Field("", description=_("A code of the gazetteer."))
    since: Day = Field(description=_("From when the facts hold."))

    def facts(self) -> PersonFacts:
        """The facts as actions take them."""
        return PersonFacts(
            name=self.name,
            source=self.source,
            email=self.email,
            phone=self.phone,
            place=self.place,
        )


class PersonStatement(PersonGiven):
    """What holds of a person from a day on."""

    reason: Long = ""


@router.get(
    "/people",
    operation_id="people.list",
    summary=_("List the people of whom you may read"),
    response=Page[PersonLine],
)
def list_people(request: Asked, part: Query[Paging]) -> Page[PersonLine]:
    """By code."""
    rows = queries.people_visible_to(request.viewer, request.today)
    return part_of_rows(
        request,
        rows.prefetch_related("profiles"),
        part,
        by="code",
        show=lambda one: PersonLine(code=one.code, name=_name(one)),
    )


@router.post(
    "/people",
    operation_id="people.register",
    summary=_("Register a person"),
    response={201: PersonShown},
)
def register(request: Asked, given: PersonGiven) -> Status[PersonShown]:
    """Two people may have the same name."""
    made = register_person(
        facts=given.facts(), since=given.since, actor=request.viewer, now=request.now
    )
    request.headers_of_answer["Location"] = f"{request.path}/{made.code}"
    return Status(201, _show(request, made, given.since))


@router.get(
    "/people/{slug:person}",
    operation_id="people.read",
    summary=_("Read a person as of a day"),
    response=PersonShown,
    openapi_extra=dict(VERSIONED),
)
def read(request: Asked, person: Code, asked: Query[OnDay]) -> PersonShown:
    """With the profile that held on the day."""
    one = _visible(request, person)
    if one is None:
        raise Http404
    return _show(request, one, asked.on(request.today))


@router.put(
    "/people/{slug:person}/profile",
    operation_id="people.state_profile",
    summary=_("State what is known of a person from a day on"),
    response=PersonShown,
    openapi_extra=dict(VERSIONED),
)
def state(request: Asked, person: Code, given: PersonStatement) -> PersonShown:
    """On a day that has a profile, a new revision of it."""
    made = state_person(
        person=person,
        facts=given.facts(),
        since=given.since,
        actor=request.viewer,
        now=request.now,
        reason=given.reason,
        seen=request.seen,
    )
    return _show(request, made.person, given.since)


def person_named(request: Asked, code: str) -> Person:
    """The person that a request names. Raises Stopped for one the caller may not read of."""
    one = _visible(request, code)
    if one is None:
        sentence = gettext_lazy("No person is registered under the code %(code)s.")
        raise stopped(422, "person_unknown", sentence, at="person", code=code)
    return one


def _visible(request: Asked, code: str) -> Person | None:
    return queries.people_visible_to(request.viewer, request.today).filter(code=code).first()


def _name(one: Person) -> str:
    newest = max(one.profiles.all(), key=lambda row: (row.since, row.revision), default=None)
    return "" if newest is None else newest.name


def _show(request: Asked, one: Person, day: dt.date) -> PersonShown:
    """The person as of `day`, at the present version."""
    show_version(request, queries.person_version(one))
    timeline: Timeline[PersonProfile] = Timeline.of(row.as_entry(row) for row in one.profiles.all())
    held = timeline.on(day)
    return PersonShown(
        code=one.code,
        name=_name(one),
        as_of=day,
        profile=None
        if held is None
        else PersonProfileShown(
            **{name: getattr(held, name) for name in PersonProfileShown.model_fields}
        ),
    )
