"""The register read as values: each member with its whole history, for pages and counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tcvm.apps.members.gazetteer import gazetteer
from tcvm.apps.members.queries import history_of
from tcvm.domain.membership.counts import Counted
from tcvm.domain.membership.names import folded
from tcvm.domain.membership.timeline import Timeline
from tcvm.domain.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from tcvm.apps.members.models import Membership, OrganisationProfile, PersonProfile
    from tcvm.domain.membership.standing import History, MemberKind


@dataclass(frozen=True, slots=True)
class Profile:
    """What the register lists of a member: names, legal form and the code of its place."""

    name: Text
    abbreviation: str = ""
    legal_form: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class RegisteredMember:
    """A member of one network over all days."""

    membership: int
    code: str
    kind: MemberKind
    organisation: int | None
    history: History
    profiles: Timeline[Profile]
    #: Every name it ever had, without diacritics: it is found by any of them.
    found_by: str = field(repr=False, default="")

    def profile_on(self, day: dt.date) -> Profile:
        """What was known on `day`; before anything was, what was known first."""
        held = self.profiles.on(day)
        if held is not None:
            return held
        spells = self.profiles.spells
        return spells[0].value if spells else Profile(Text(self.code, self.code))

    def province_on(self, day: dt.date) -> str:
        """The code of the province it lies in on `day`; empty where that is not one for sure."""
        found = gazetteer().provinces_on(self.profile_on(day).place, day)
        return found[0].code if len(found) == 1 else ""

    @property
    def joined_on(self) -> dt.date | None:
        """The day of the first admission."""
        return self.history.spells[0].period.since if self.history.spells else None

    def counted_on(self, day: dt.date) -> Counted | None:
        """The member as it is counted on `day`; None before it joined."""
        state, joined = self.history.on(day), self.joined_on
        if state is None or joined is None:
            return None
        return Counted(
            self.kind,
            state,
            self.profile_on(day).legal_form,
            self.province_on(day),
            joined.year,
        )


def registered(memberships: QuerySet[Membership]) -> list[RegisteredMember]:
    """The members of those memberships, in a fixed number of queries."""
    rows = memberships.prefetch_related("entries", "organisation__profiles", "person__profiles")
    return [_registered(one) for one in rows]


def _registered(one: Membership) -> RegisteredMember:
    if one.organisation is not None:
        profiles = organisation_timeline(one.organisation.profiles.all())
    else:
        assert one.person is not None, "held by a database constraint"
        profiles = person_timeline(one.person.profiles.all())
    names = {
        text
        for entry in profiles.entries
        if (known := entry.value) is not None
        for text in (known.name.vi, known.name.en, known.abbreviation)
    }
    return RegisteredMember(
        membership=one.pk,
        code=one.code,
        kind=one.kind,
        organisation=one.organisation_id,
        history=history_of(one.entries.all()),
        profiles=profiles,
        found_by=folded(" ".join(sorted(names))),
    )


def organisation_timeline(rows: Iterable[OrganisationProfile]) -> Timeline[Profile]:
    """What was known of an organisation, day by day."""
    return Timeline.of(
        one.as_entry(Profile(one.name, one.abbreviation, one.legal_form, one.place)) for one in rows
    )


def person_timeline(rows: Iterable[PersonProfile]) -> Timeline[Profile]:
    """What was known of a person, day by day."""
    return Timeline.of(
        one.as_entry(Profile(Text(one.name, one.name), place=one.place)) for one in rows
    )
