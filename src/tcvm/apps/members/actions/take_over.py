"""Take over a register that was kept elsewhere, entry by entry, by the actions people use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.actions.adopt_code import adopt_code
from tcvm.apps.members.actions.appoint import appoint
from tcvm.apps.members.actions.correct_profile import correct_profile
from tcvm.apps.members.actions.decide import decide
from tcvm.apps.members.actions.keep_document import keep_document
from tcvm.apps.members.actions.name_support_body import name_support_body
from tcvm.apps.members.actions.record_event import record_event
from tcvm.apps.members.actions.refusals import Refused, refuse
from tcvm.apps.members.actions.register_organisation import register_organisation
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.actions.sign_code import sign_code
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
from tcvm.apps.members.actions.write_note import write_note
from tcvm.apps.members.models import Person
from tcvm.domain.membership.standing import Step
from tcvm.domain.problems import Problem
from tcvm.foundation.tenancy.models import Organisation
from tcvm.foundation.tenancy.viewer import Viewer


class NotTakenOver(Exception):
    """An entry that the register's rules do not allow. Nothing of the register was taken over."""

    def __init__(self, entry: Entry, problems: Iterable[Problem]) -> None:
        """Keep the entry and what is wrong with it."""
        self.entry, self.problems = entry, tuple(problems)
        super().__init__(f"{entry}: {', '.join(one.code for one in self.problems)}")


def take_over(
    entries: Iterable[tuple[dt.datetime, Entry]], *, keepers: Mapping[str, Viewer]
) -> int:
    """Enter all of `entries`, each at its moment, or none; returns how many there were.

    They come in the order in which they build upon each other. `keepers` are who keeps the
    register of each network, by its code: Http404 for one who does not. Raises NotTakenOver.
    """
    book = _Book()
    count = 0
    with transaction.atomic():
        for count, (now, entry) in enumerate(entries, start=1):  # noqa: B007 - its last value
            try:
                _ENTERED[type(entry)](entry, book, keepers[entry.network], now)
            except Refused as refused:
                raise NotTakenOver(entry, refused.problems) from refused
    return count


@dataclass
class _Book:
    """Who has been entered so far, by the codes of the register taken over."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def code(self, member: str) -> str:
        """The code that a member has here. Raises Refused: `member_unknown` (member)."""
        found = self.organisations.get(member) or self.people.get(member)
        if found is None:
            raise refuse("member_unknown", member=member)
        return found.code

    def person(self, code: str) -> Person:
        """The person with that code. Raises Refused: `member_unknown` (member)."""
        if code not in self.people:
            raise refuse("member_unknown", member=code)
        return self.people[code]


def _organisation(one: OrganisationStated, book: _Book, actor: Viewer, now: dt.datetime) -> None:
    if one.code in book.organisations:
        correct_profile(
            organisation=one.code, facts=one.facts, since=one.since, actor=actor, now=now
        )
        return
    book.organisations[one.code] = register_organisation(
        facts=one.facts, since=one.since, code=one.code, actor=actor, now=now
    )


def _person(one: PersonStated, book: _Book, actor: Viewer, now: dt.datetime) -> None:
    book.people[one.code] = register_person(facts=one.facts, since=one.since, actor=actor, now=now)


def _adopted(one: CodeAdopted, book: _Book, actor: Viewer, now: dt.datetime) -> None:
    del book
    adopt_code(
        network=one.network,
        version=one.version,
        title=one.title,
        since=one.since,
        grace_days=one.grace_days,
        source=one.source,
        actor=actor,
        now=now,
    )


def _signed(one: CodeSigned, book: _Book, actor: Viewer, now: dt.datetime) -> None:
    sign_code(
        network=one.network,
        organisation=book.code(one.organisation),
        version=one.version,
        year=one.year,
        signed_on=one.signed_on,
        signed_by=one.signed_by,
        evidence=one.evidence,
        paper=one.paper,
        actor=actor,
        now=now,
    )


def _step(one: StepTaken, book: _Book, actor: Viewer, now: dt.datetime) -> None:
    code = book.code(one.member)
    if one.step is Step.ADMIT and one.category is not None:
        admit(
            network=one.network,
            member=book.organisations.get(one.member) or book.people[one.member],
            category=one.category,
            since=one.since,
            decision=one.decision,
            reason=one.reason,
            actor=actor,
            now=now,
        )
        return
    decide(
        step=one.step,
        network=one.network,
        member=code,
        category=one.category,
        since=one.since,
        decision=one.decision,
        reason=one.reason,
        actor=actor,
        now=now,
    )


def _support(one: SupportNamed, book: _Book, actor: Viewer, now: dt.datetime) -> None:
    name_support_body(
        network=one.network,
        organisation=book.code(one.organisation),
        since=one.since,
        decision=one.decision,
        actor=actor,
        now=now,
    )


def _post(one: PostHeld, book: _Book, actor: Viewer, now: dt.datetime) -> None:
    appoint(
        organisation=book.code(one.organisation),
        person=book.person(one.person),
        kind=one.kind,
        since=one.since,
        until=one.until,
        source=one.source,
        actor=actor,
        now=now,
    )


def _event(one: EventHappened, book: _Book, actor: Viewer, now: dt.datetime) -> None:
    record_event(
        network=one.network,
        member=book.code(one.member),
        happened_on=one.happened_on,
        precision=one.precision,
        text=one.text,
        source=one.source,
        actor=actor,
        now=now,
    )


def _paper(one: PaperKept, book: _Book, actor: Viewer, now: dt.datetime) -> None:
    keep_document(
        network=one.network,
        member=book.code(one.member),
        paper=one.paper,
        of_membership=one.of_membership,
        actor=actor,
        now=now,
    )


def _note(one: NoteWritten, book: _Book, actor: Viewer, now: dt.datetime) -> None:
    write_note(
        network=one.network, member=book.code(one.member), text=one.text, actor=actor, now=now
    )


_ENTERED: dict[type, Callable[[Any, _Book, Viewer, dt.datetime], None]] = {
    OrganisationStated: _organisation,
    PersonStated: _person,
    CodeAdopted: _adopted,
    CodeSigned: _signed,
    StepTaken: _step,
    SupportNamed: _support,
    PostHeld: _post,
    EventHappened: _event,
    PaperKept: _paper,
    NoteWritten: _note,
}
