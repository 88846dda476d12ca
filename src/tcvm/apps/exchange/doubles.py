"""Members of a network that may be one and the same, for a person to look at."""

from __future__ import annotations

from dataclasses import dataclass

from tcvm.apps.exchange.matching import Likeness, within
from tcvm.apps.members.public import intake, member_codes
from tcvm.domain.membership.sameness import Certainty, traits
from tcvm.domain.membership.standing import MemberKind
from tcvm.foundation.tenancy.viewer import Viewer

#: So many pairs are shown, the surest first.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members and by what they are alike."""

    one: intake.Identity
    other: intake.Identity
    likeness: Likeness


def pairs(network: str, kind: MemberKind, viewer: Viewer) -> list[Pair]:
    """The pairs among the members of a network that are more than possibly the same."""
    codes = member_codes(network, kind, viewer)
    entries = [one for one in intake.identities(kind, viewer) if one.code in codes]
    rows = [
        traits(
            one.names,
            abbreviation=one.abbreviation,
            phone=one.phone,
            email=one.email,
            person=kind is MemberKind.PERSON,
        )
        for one in entries
    ]
    found = [
        Pair(entries[earlier], entries[later], likeness)
        for later, earlier, likeness in within(rows)
        if likeness.certainty is not Certainty.POSSIBLE
    ]
    return sorted(found, key=lambda pair: (pair.likeness.rank, pair.one.code))[:SHOWN]
