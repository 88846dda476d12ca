"""Enter a person in the register."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.facts import PersonFacts, code_from
from tcvm.apps.members.actions.refusals import Refused
from tcvm.apps.members.actions.taken import Taken
from tcvm.apps.members.models import Person, PersonProfile
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.viewer import Viewer


def register_person(
    *,
    facts: PersonFacts,
    since: dt.date,
    actor: Viewer,
    now: dt.datetime,
    taken: Taken | None = None,
) -> Person:
    """A new person with a first profile. Two people may have the same name.

    `taken` is as in `register_organisation`.

    Raises Http404 for who keeps no register, and Refused with the problems of the facts.
    """
    if not queries.networks_editable_by(actor).exists():
        raise Http404
    if problems := facts.problems(since):
        raise Refused(problems)
    with transaction.atomic():
        known = taken or Taken.of_persons()
        person = Person.objects.create(
            code=code_from(facts.name, known.codes), recorded_at=now, recorded_by=actor.label
        )
        known.codes.add(person.code)
        PersonProfile.objects.create(
            person=person, since=since, recorded_at=now, recorded_by=actor.label, **asdict(facts)
        )
        trail.note(
            verb="person.register",
            actor=actor,
            now=now,
            kind="person",
            key=person.pk,
            label=Text(facts.name, facts.name),
            new={"since": since, **asdict(facts)},
        )
    return person
