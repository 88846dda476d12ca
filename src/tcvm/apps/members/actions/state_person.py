"""State what is known of a person from a day on, anew or for the first time."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.refusals import Refused, refuse_unseen
from tcvm.apps.members.models import Person, PersonProfile
from tcvm.domain.membership.timeline import Timeline
from tcvm.domain.text import Text

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.actions.facts import PersonFacts
    from tcvm.foundation.tenancy.viewer import Viewer


def state_person(
    *,
    person: str,
    facts: PersonFacts,
    since: dt.date,
    actor: Viewer,
    now: dt.datetime,
    reason: str = "",
    seen: str | None = None,
) -> PersonProfile:
    """Let `facts` hold from `since`; on a day that has a profile, a new revision of it.

    `seen` is the version (`queries.person_version`) that the actor looked at. Raises Http404, and
    Refused with the problems of the facts, or `changed_meanwhile`.
    """
    found = queries.people_editable_by(actor).filter(code=person).first()
    if found is None:
        raise Http404
    if problems := facts.problems(since):
        raise Refused(problems)
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=found.pk)
        refuse_unseen(seen, queries.person_version(locked))
        return keep_profile(
            person=locked,
            facts=facts,
            since=since,
            actor=actor,
            now=now,
            verb="person.profile",
            reason=reason,
        )


def keep_profile(
    *,
    person: Person,
    facts: PersonFacts,
    since: dt.date,
    actor: Viewer,
    now: dt.datetime,
    verb: str,
    reason: str = "",
) -> PersonProfile:
    """Keep checked facts, inside the caller's transaction, and record them."""
    rows = list(person.profiles.all())
    timeline: Timeline[PersonProfile] = Timeline.of(one.as_entry(one) for one in rows)
    before = timeline.on(since)
    values = asdict(facts)
    profile = PersonProfile.objects.create(
        person=person,
        since=since,
        revision=1 + max((one.revision for one in rows if one.since == since), default=0),
        recorded_at=now,
        recorded_by=actor.label,
        **values,
    )
    old = {name: getattr(before, name) for name in values} if before is not None else {}
    trail.note(
        verb=verb,
        actor=actor,
        now=now,
        kind="person",
        key=person.pk,
        label=Text(facts.name, facts.name),
        old=old,
        new={"since": since}
        | {name: value for name, value in values.items() if value != old.get(name, "")},
        reason=reason,
    )
    return profile
