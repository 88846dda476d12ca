"""Enter a person in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries
from tcvm.apps.members.actions.facts import PersonFacts, code_from
from tcvm.apps.members.actions.refusals import Refused
from tcvm.apps.members.actions.state_person import keep_profile
from tcvm.apps.members.actions.taken import Taken
from tcvm.apps.members.models import Person

if TYPE_CHECKING:
    import datetime as dt

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

    Raises Http404 for who neither keeps a register nor speaks for an organisation, and Refused with
    the problems of the facts.
    """
    if not (queries.networks_editable_by(actor).exists() or queries.speaks_for(actor)):
        raise Http404
    return enter_person(facts=facts, since=since, actor=actor, now=now, taken=taken)


def enter_person(
    *,
    facts: PersonFacts,
    since: dt.date,
    actor: Viewer,
    now: dt.datetime,
    taken: Taken | None = None,
) -> Person:
    """The same for a caller that has found out that `actor` may. Raises Refused."""
    if problems := facts.problems(since):
        raise Refused(problems)
    with transaction.atomic():
        known = taken or Taken.of_persons()
        person = Person.objects.create(
            code=code_from(facts.name, known.codes), recorded_at=now, recorded_by=actor.label
        )
        known.codes.add(person.code)
        keep_profile(
            person=person, facts=facts, since=since, actor=actor, now=now, verb="person.register"
        )
    return person
