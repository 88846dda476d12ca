"""The names and codes the register knows, read once for whoever enters many."""

from __future__ import annotations

from dataclasses import dataclass, field

from tcvm.apps.members.models import OrganisationProfile, Person
from tcvm.domain.membership.names import folded
from tcvm.domain.membership.timeline import Timeline
from tcvm.foundation.tenancy.models import Organisation


@dataclass(slots=True)
class Taken:
    """Of each folded name the organisation that bears it, and every code given out.

    What is entered with it is put into it, so that a second entry meets the first.
    """

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)

    @classmethod
    def of_organisations(cls) -> Taken:
        """What organisations have. One of which all was taken back frees its name."""
        void = _void()
        found = cls()
        for key, code, name in Organisation.objects.values_list("pk", "code", "name").iterator():
            found.codes.add(code)
            if key not in void:
                found.names[folded(name)] = (name, code)
        return found

    def free(self, name: str, code: str) -> None:
        """Forget an entry that was undone before it was kept."""
        self.names.pop(folded(name), None)
        self.codes.discard(code)

    @classmethod
    def of_persons(cls) -> Taken:
        """What persons have: two may have one name, so only codes."""
        return cls(codes=set(Person.objects.values_list("code", flat=True)))


def _void() -> frozenset[int]:
    """The organisations of which nothing that was stated stands."""
    annulled = OrganisationProfile.objects.filter(annulled=True).values("organisation")
    rows: dict[int, list[OrganisationProfile]] = {}
    for one in OrganisationProfile.objects.filter(organisation__in=annulled):
        rows.setdefault(one.organisation_id, []).append(one)
    return frozenset(
        key
        for key, own in rows.items()
        if not Timeline.of(one.as_entry(one.name_vi) for one in own).spells
    )
