"""Enter a person in the register."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.facts import PersonFacts, code_from
from tcvm.apps.members.actions.refusals import Refused
from tcvm.apps.members.models import Person, PersonProfile
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.viewer import Viewer


def register_person(
    *, facts: PersonFacts, since: dt.date, actor: Viewer, now: dt.datetime
) -> Person:
    """A new person with a first profile. Two people may have the same name.

    Raises Http404 for who keeps no register, and Refused with the problems of the facts.
    """
    if not queries.networks_editable_by(actor).exists():
        raise Http404
    return enter_person(facts=facts, since=since, actor=actor, now=now)


def enter_person(*, facts: PersonFacts, since: dt.date, actor: Viewer, now: dt.datetime) -> Person:
    """The same for a caller that has found out that `actor` may. Raises Refused."""
    if problems := facts.problems(since):
        raise Refused(problems)
    with transaction.atomic():
        taken = frozenset(Person.objects.values_list("code", flat=True))
        person = Person.objects.create(
            code=code_from(facts.name, taken), recorded_at=now, recorded_by=actor.label
        )
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
