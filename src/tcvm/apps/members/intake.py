"""The register as the exchange of tables needs it: who is there, and one verb for each change.

Values and codes only: rooms above never hold a row of the register. Other networks' organisations
are told by their names alone, other networks' persons not at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import Any

from django.shortcuts import get_object_or_404

from tcvm.apps.members import queries
from tcvm.apps.members.actions import admit as admission
from tcvm.apps.members.actions.correct_profile import correct_profile
from tcvm.apps.members.actions.decide import DecisionGiven
from tcvm.apps.members.actions.facts import OrganisationFacts, PersonFacts
from tcvm.apps.members.actions.register_organisation import register_organisation
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.actions.state_person import state_person
from tcvm.apps.members.actions.take_back_profile import take_back_person, take_back_profile
from tcvm.apps.members.actions.taken import Taken
from tcvm.apps.members.gazetteer import gazetteer
from tcvm.apps.members.models import (
    Membership,
    OrganisationProfile,
    Person,
    PersonProfile,
)
from tcvm.domain.membership.conduct import official_problems
from tcvm.domain.membership.standing import MemberKind, State
from tcvm.domain.membership.timeline import Timeline
from tcvm.domain.problems import Problem, errors
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.tenancy.models import Organisation
from tcvm.foundation.tenancy.viewer import Viewer

Facts = OrganisationFacts | PersonFacts
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Identity:
    """An entry of the register by what tells it from others; `own` where its facts may be read."""

    code: str
    names: tuple[str, ...]
    own: bool = True
    abbreviation: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the register says of one entry on a day: facts, category and whether it is a member.

    `entered` says whether the network ever admitted it, also where it has left.
    """

    facts: Facts | None
    state: State | None
    entered: bool


def identities(kind: MemberKind, actor: Viewer) -> Iterator[Identity]:
    """All entries of a kind that an import of `actor` may meet, streamed in a stable order.

    Every name an entry ever had is given; phone and address are those stated last.
    """
    if kind is MemberKind.ORGANISATION:
        return _organisations(actor)
    return _persons(actor)


def _organisations(actor: Viewer) -> Iterator[Identity]:
    own = frozenset(queries.organisations_editable_by(actor).values_list("pk", flat=True))
    rows = (
        OrganisationProfile.objects.order_by("organisation_id", "since", "revision")
        .values_list(
            "organisation_id",
            "organisation__code",
            "since",
            "revision",
            "annulled",
            "name_vi",
            "name_en",
            "abbreviation",
            "phone",
            "email",
        )
        .iterator(chunk_size=_CHUNK)
    )
    for key, group in groupby(rows, lambda row: row[0]):
        found = list(group)
        stated = _stated([row[2:] for row in found])
        if not stated:
            continue
        last = stated[-1]
        names = tuple(dict.fromkeys(name for one in stated for name in (one[3], one[4])))
        if key in own:
            yield Identity(found[0][1], names, True, last[5], last[6], last[7])
        else:
            yield Identity(found[0][1], names, own=False)


def _persons(actor: Viewer) -> Iterator[Identity]:
    own = queries.people_editable_by(actor).values("pk")
    rows = (
        PersonProfile.objects.filter(person__in=own)
        .order_by("person_id", "since", "revision")
        .values_list(
            "person_id", "person__code", "since", "revision", "annulled", "name", "phone", "email"
        )
        .iterator(chunk_size=_CHUNK)
    )
    for _, group in groupby(rows, lambda row: row[0]):
        found = list(group)
        stated = _stated([row[2:] for row in found])
        if stated:
            names = tuple(dict.fromkeys(str(one[3]) for one in stated))
            last = stated[-1]
            yield Identity(found[0][1], names, phone=last[4], email=last[5])


def _stated(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Of rows (since, revision, annulled, …) those that stand, oldest first."""
    if len(rows) == 1:
        return rows
    newest = {row[0]: row for row in rows}
    return [row for row in newest.values() if not row[2]]


def known(kind: MemberKind, code: str, network: str, day: dt.date, actor: Viewer) -> Known:
    """What the register says of `code`; facts only where `actor` may change them."""
    if kind is MemberKind.ORGANISATION:
        facts = _facts(
            OrganisationProfile.objects.filter(
                organisation__in=queries.organisations_editable_by(actor).filter(code=code)
            ),
            OrganisationFacts,
            day,
        )
        rows = Membership.objects.filter(organisation__code=code)
    else:
        facts = _facts(
            PersonProfile.objects.filter(
                person__in=queries.people_editable_by(actor).filter(code=code)
            ),
            PersonFacts,
            day,
        )
        rows = Membership.objects.filter(person__code=code)
    member = rows.filter(network__code=network, network__in=_edited(actor)).first()
    if member is None:
        return Known(facts, None, entered=False)
    history = queries.history_of(member.entries.all())
    return Known(facts, history.on(day), entered=bool(history.spells))


def _facts(rows: Iterable[Any], made: Callable[..., Facts], day: dt.date) -> Facts | None:
    """The facts that hold on `day`; before any did, the first."""
    timeline: Timeline[Any] = Timeline.of(one.as_entry(one) for one in rows)
    held = timeline.on(day) or (timeline.spells[0].value if timeline.spells else None)
    if held is None:
        return None
    names = [one.name for one in fields(made)]  # type: ignore[arg-type]
    return made(**{name: getattr(held, name) for name in names})


def carried(facts: Facts, day: dt.date) -> Facts:
    """Facts as they can be stated from a later day on: a place that is no longer there is followed
    into the province it became."""
    area = gazetteer().get(facts.place)
    if area is None or area.period.holds_on(day):
        return facts
    after = gazetteer().provinces_on(facts.place, day)
    return replace(facts, place=after[0].code if len(after) == 1 else "")


def _edited(actor: Viewer) -> frozenset[int]:
    return actor.networks_as(*queries.EDITORS)


def newcomer_problems(
    network: str, category: Category, day: dt.date, actor: Viewer
) -> list[Problem]:
    """What keeps an organisation that is new from being admitted in `category` on `day`."""
    if category is not Category.OFFICIAL:
        return []
    place = queries.networks_editable_by(actor).get(code=network)
    return errors(official_problems(State(category), queries.codes_of(place.pk), (), day))


def enter(
    facts: Facts, since: dt.date, *, taken: Taken, actor: Viewer, now: dt.datetime
) -> tuple[str, int]:
    """Register somebody new; the code, and the key of the first profile. Raises Refused."""
    if isinstance(facts, OrganisationFacts):
        made = register_organisation(facts=facts, since=since, actor=actor, now=now, taken=taken)
        return made.code, made.profiles.get().pk
    person = register_person(facts=facts, since=since, actor=actor, now=now, taken=taken)
    return person.code, person.profiles.get().pk


def taken(kind: MemberKind) -> Taken:
    """The names and codes given out, to be handed to `enter`."""
    return Taken.of_organisations() if kind is MemberKind.ORGANISATION else Taken.of_persons()


def restate(
    code: str, facts: Facts, since: dt.date, *, actor: Viewer, now: dt.datetime, reason: str = ""
) -> int:
    """State a profile anew from a day on; its key. Raises Http404, Refused."""
    if isinstance(facts, OrganisationFacts):
        return correct_profile(
            organisation=code, facts=facts, since=since, actor=actor, now=now, reason=reason
        ).pk
    return state_person(
        person=code, facts=facts, since=since, actor=actor, now=now, reason=reason
    ).pk


def unstate(
    kind: MemberKind, code: str, profile: int, *, actor: Viewer, now: dt.datetime, reason: str
) -> None:
    """Take a profile back. Raises Http404, Refused (`built_on`)."""
    if kind is MemberKind.ORGANISATION:
        take_back_profile(organisation=code, profile=profile, actor=actor, now=now, reason=reason)
    else:
        take_back_person(person=code, profile=profile, actor=actor, now=now, reason=reason)


def admit(
    *,
    kind: MemberKind,
    code: str,
    network: str,
    category: Category,
    since: dt.date,
    decision: DecisionGiven,
    actor: Viewer,
    now: dt.datetime,
) -> int:
    """Admit somebody registered; the key of the entry. Raises Http404, Refused."""
    member: Organisation | Person
    if kind is MemberKind.ORGANISATION:
        member = get_object_or_404(Organisation, code=code)
    else:
        member = get_object_or_404(queries.people_editable_by(actor), code=code)
    membership = admission.admit(
        network=network,
        member=member,
        category=category,
        since=since,
        decision=decision,
        actor=actor,
        now=now,
    )
    entry = membership.entries.order_by("pk").last()
    assert entry is not None, "an admission is an entry"
    return entry.pk


def member_codes(network: str, kind: MemberKind, viewer: Viewer) -> frozenset[str]:
    """The codes of a network's members that `viewer` may change, of those not gone for good."""
    rows = queries.editable_by(viewer).filter(network__code=network)
    return frozenset(
        one.code
        for one in rows.prefetch_related("entries")
        if one.kind is kind and queries.history_of(one.entries.all()).spells
    )
