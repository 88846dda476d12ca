"""By which name the pages call a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcvm.apps.members.register import organisation_timeline, person_timeline
from tcvm.apps.members.web import labels

if TYPE_CHECKING:
    from tcvm.apps.members.models import Membership, Person
    from tcvm.foundation.tenancy.models import Organisation


def person_name(person: Person) -> str:
    """The person's newest name."""
    known = person_timeline(person.profiles.all()).spells
    return known[-1].value.name.vi if known else person.code


def organisation_name(organisation: Organisation) -> str:
    """The organisation's newest name, in the language of the request."""
    known = organisation_timeline(organisation.profiles.all()).spells
    return known[-1].value.name.said_in(labels.locale()) if known else organisation.name


def member_name(membership: Membership) -> str:
    """The member's newest name."""
    if membership.organisation is not None:
        return organisation_name(membership.organisation)
    assert membership.person is not None, "held by a database constraint"
    return person_name(membership.person)
