"""What happened to a member, and notes of the network's own staff."""

import datetime as dt

from django.http import Http404
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Status
from pydantic import Field

from tcvm.apps.members.actions.record_event import record_event
from tcvm.apps.members.actions.write_note import write_note
from tcvm.apps.members.api import found
from tcvm.apps.members.api.values import Source
from tcvm.apps.members.api.values import Text as Written
from tcvm.apps.members.models import MemberEvent, Note
from tcvm.apps.members.models.records import Precision
from tcvm.domain.text import Text
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.paging import part_of_rows
from tcvm.foundation.api.schemas import KEY_MAX, Code, Day, Given, Page, Paging, Said, Shown

router = Router(tags=[_("Events and notes")])
_AT = "/networks/{slug:network}/members/{slug:member}"


class EventShown(Shown):
    """Something that happened, as one source tells it."""

    key: int
    happened_on: dt.date = Field(description=_("Of a month or a year its first day."))
    precision: Precision
    text: Said
    source: str
    corrects: int | None = Field(description=_("The key of the event that it replaces."))
    recorded_at: dt.datetime
    recorded_by: str

    @staticmethod
    def of(one: MemberEvent) -> "EventShown":
        """The row as an answer shows it."""
        return EventShown(
            key=one.pk,
            happened_on=one.happened_on,
            precision=Precision(one.precision),
            text=Said.of(one.text),
            source=one.source,
            corrects=one.corrects_id,
            recorded_at=one.recorded_at,
            recorded_by=one.recorded_by,
        )


class EventGiven(Given):
    """Something that happened, with the source that says so."""

    happened_on: Day
    precision: Precision = Precision.DAY
    text_vi: Written
    text_en: Written
    source: Source
    corrects: int | None = Field(
        None,
        ge=1,
        le=KEY_MAX,
        strict=True,
        description=_("The key of the event that it replaces."),
    )


class NoteShown(Shown):
    """A note of the network's staff; the member does not see it."""

    text: str
    recorded_at: dt.datetime
    recorded_by: str

    @staticmethod
    def of(one: Note) -> "NoteShown":
        """The row as an answer shows it."""
        return NoteShown(text=one.text, recorded_at=one.recorded_at, recorded_by=one.recorded_by)


class NoteGiven(Given):
    """A note."""

    text: Written


@router.get(
    f"{_AT}/events",
    operation_id="members.list_events",
    summary=_("List what happened to a member"),
    response=Page[EventShown],
)
def list_events(
    request: Asked, network: Code, member: Code, part: Query[Paging]
) -> Page[EventShown]:
    """Corrected events too, in the order in which they were entered."""
    one = found.membership(request, network, member)
    return part_of_rows(request, one.events.all(), part, by="pk", show=EventShown.of)


@router.post(
    f"{_AT}/events",
    operation_id="members.record_event",
    summary=_("Record what happened to a member"),
    response={201: EventShown},
)
def add_event(request: Asked, network: Code, member: Code, given: EventGiven) -> Status[EventShown]:
    """With the source that says so."""
    made = record_event(
        network=network,
        member=member,
        happened_on=given.happened_on,
        precision=given.precision,
        text=Text(given.text_vi, given.text_en),
        source=given.source,
        corrects=given.corrects,
        actor=request.viewer,
        now=request.now,
    )
    return Status(201, EventShown.of(made))


@router.get(
    f"{_AT}/notes",
    operation_id="members.list_notes",
    summary=_("List the staff's notes about a member"),
    response=Page[NoteShown],
)
def list_notes(request: Asked, network: Code, member: Code, part: Query[Paging]) -> Page[NoteShown]:
    """For the network's own staff."""
    one = found.membership(request, network, member)
    if one.network_id not in request.viewer.networks_as():
        raise Http404
    return part_of_rows(request, one.notes.all(), part, by="pk", show=NoteShown.of)


@router.post(
    f"{_AT}/notes",
    operation_id="members.write_note",
    summary=_("Write a note about a member"),
    response={201: NoteShown},
)
def add_note(request: Asked, network: Code, member: Code, given: NoteGiven) -> Status[NoteShown]:
    """For the network's own staff."""
    made = write_note(
        network=network, member=member, text=given.text, actor=request.viewer, now=request.now
    )
    return Status(201, NoteShown.of(made))
