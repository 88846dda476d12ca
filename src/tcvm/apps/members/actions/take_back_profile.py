"""Take back one statement of what an organisation or a person is, as if it had not been made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields
from typing import TypeVar

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.facts import OrganisationFacts, PersonFacts
from tcvm.apps.members.actions.refusals import refuse
from tcvm.apps.members.models import OrganisationProfile, Person, PersonProfile
from tcvm.domain.membership.timeline import Timeline
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.models import Organisation
from tcvm.foundation.tenancy.viewer import Viewer

Row = TypeVar("Row", OrganisationProfile, PersonProfile)


def take_back_profile(
    *, organisation: str, profile: int, actor: Viewer, now: dt.datetime, reason: str
) -> OrganisationProfile:
    """From the day of `profile` (its key) what held before it holds again; its row stays.

    Raises Http404, and Refused: `reason_missing`, `built_on` (since) where something else has been
    stated since.
    """
    found = queries.organisations_editable_by(actor).filter(code=organisation).first()
    if found is None:
        raise Http404
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=found.pk)
        rows = list(locked.profiles.all())
        back = _back(rows, profile, OrganisationFacts, reason)
        made = OrganisationProfile.objects.create(
            organisation=locked, recorded_at=now, recorded_by=actor.label, **back
        )
        timeline = Timeline.of(one.as_entry(one.name_vi) for one in [*rows, made])
        if timeline.spells and timeline.spells[-1].value != locked.name:
            Organisation.objects.filter(pk=locked.pk).update(name=timeline.spells[-1].value)
        trail.note(
            verb="organisation.take_back",
            actor=actor,
            now=now,
            kind="organisation",
            key=locked.pk,
            label=made.name,
            new={"since": made.since, "ended": made.annulled, "source": made.source},
            organisation=locked.pk,
            reason=reason,
        )
    return made


def take_back_person(
    *, person: str, profile: int, actor: Viewer, now: dt.datetime, reason: str
) -> PersonProfile:
    """The same of a person."""
    found = queries.people_editable_by(actor).filter(code=person).first()
    if found is None:
        raise Http404
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=found.pk)
        back = _back(list(locked.profiles.all()), profile, PersonFacts, reason)
        made = PersonProfile.objects.create(
            person=locked, recorded_at=now, recorded_by=actor.label, **back
        )
        trail.note(
            verb="person.take_back",
            actor=actor,
            now=now,
            kind="person",
            key=locked.pk,
            label=Text(made.name, made.name),
            new={"since": made.since, "ended": made.annulled, "source": made.source},
            reason=reason,
        )
    return made


def _back(
    rows: Sequence[Row], key: int, facts: type[OrganisationFacts] | type[PersonFacts], reason: str
) -> dict[str, object]:
    """The values of the row that takes back the one with that key. Raises Http404, Refused."""
    row = next((one for one in rows if one.pk == key), None)
    if row is None:
        raise Http404
    if not reason.strip():
        raise refuse("reason_missing")
    names = [one.name for one in fields(facts)]

    def stated(some: Sequence[Row]) -> Timeline[tuple[object, ...]]:
        return Timeline.of(
            one.as_entry(tuple(getattr(one, name) for name in names)) for one in some
        )

    # What was added and taken back again in the meantime has changed nothing.
    if stated([one for one in rows if one.pk <= key]).spells != stated(rows).spells:
        raise refuse("built_on", since=row.since)
    before = {
        spell.period.since: spell.value
        for spell in stated([one for one in rows if one.pk < key]).spells
    }.get(row.since)
    # An annulled row repeats what it takes back, so that it can be read by itself.
    values = before or tuple(getattr(row, name) for name in names)
    return {
        "since": row.since,
        "revision": 1 + max(one.revision for one in rows if one.since == row.since),
        "annulled": before is None,
        **dict(zip(names, values, strict=True)),
    }
