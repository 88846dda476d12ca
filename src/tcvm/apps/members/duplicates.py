"""Who in the register may be the one about to be entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tcvm.apps.members import queries
from tcvm.apps.members.models import OrganisationProfile, PersonProfile
from tcvm.domain.membership.likeness import Marks, Shared, shared
from tcvm.foundation.tenancy.models import Organisation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from tcvm.apps.members.actions.facts import OrganisationFacts, PersonFacts
    from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Alike:
    """One already there, and what it has in common."""

    code: str
    name: str
    shared: tuple[Shared, ...]


def organisations_like(facts: OrganisationFacts, viewer: Viewer, today: dt.date) -> list[Alike]:
    """Organisations with the same name, abbreviation, telephone or e-mail, now or at any time.

    Of one that the viewer may not read only the names are compared, which is all that it learns.
    """
    readable = set(queries.organisations_visible_to(viewer, today).values_list("pk", flat=True))
    wanted = Marks.of(
        names=(facts.name_vi, facts.name_en),
        abbreviations=(facts.abbreviation,),
        phones=(facts.phone,),
        emails=(facts.email,),
    )
    known: dict[int, list[OrganisationProfile]] = {}
    for row in OrganisationProfile.objects.filter(annulled=False):
        known.setdefault(row.organisation_id, []).append(row)
    found = []
    for one in Organisation.objects.all():
        rows = known.get(one.pk, [])
        common = shared(wanted, _organisation(one.name, rows, readable=one.pk in readable))
        if common:
            found.append(Alike(one.code, one.name, common))
    return _strongest_first(found)


def people_like(facts: PersonFacts, viewer: Viewer, today: dt.date) -> list[Alike]:
    """Those of the people whom the viewer may read that share name, telephone or e-mail."""
    wanted = Marks.of(names=(facts.name,), phones=(facts.phone,), emails=(facts.email,))
    found = []
    people = queries.people_visible_to(viewer, today).prefetch_related("profiles")
    for one in people:
        rows: list[PersonProfile] = [row for row in one.profiles.all() if not row.annulled]
        marks = Marks.of(
            names=tuple(row.name for row in rows),
            phones=tuple(row.phone for row in rows),
            emails=tuple(row.email for row in rows),
        )
        if common := shared(wanted, marks):
            found.append(Alike(one.code, rows[-1].name, common))
    return _strongest_first(found)


def _organisation(name: str, rows: Iterable[OrganisationProfile], *, readable: bool) -> Marks:
    rows = tuple(rows)
    names = (name, *(text for row in rows for text in (row.name_vi, row.name_en)))
    abbreviations = tuple(row.abbreviation for row in rows)
    if not readable:
        return Marks.of(names=names, abbreviations=abbreviations)
    return Marks.of(
        names=names,
        abbreviations=abbreviations,
        phones=tuple(row.phone for row in rows),
        emails=tuple(row.email for row in rows),
    )


def _strongest_first(found: list[Alike]) -> list[Alike]:
    order = list(Shared)
    return sorted(found, key=lambda one: ([order.index(each) for each in one.shared], one.name))
