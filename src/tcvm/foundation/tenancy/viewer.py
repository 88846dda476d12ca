"""Who is looking: the value every `visible_to` and `editable_by` starts from.

Rooms never look at a session or a user model. They get a Viewer, which says by numbers which
organisations and networks the person acts for and in which roles, and what is public to all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class OrganisationRole(StrEnum):
    """What a person may be in an organisation."""

    CLERK = "clerk"
    DIRECTOR = "director"
    READER = "reader"


class NetworkRole(StrEnum):
    """What a person may be in a network's own bodies."""

    SECRETARIAT = "secretariat"
    ANALYST = "analyst"
    FINANCE = "finance"
    BOARD = "board"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person (or service) with the roles it holds today, its own and those delegated to it.

    Keys are primary keys of `tenancy.Organisation` and `tenancy.Network`. Without `identifier` it
    is the public.
    """

    identifier: str = ""
    label: str = ""
    organisations: Mapping[int, frozenset[OrganisationRole]] = field(default_factory=dict)
    networks: Mapping[int, frozenset[NetworkRole]] = field(default_factory=dict)

    @property
    def is_public(self) -> bool:
        """Whether nobody is signed in."""
        return not self.identifier

    def organisations_as(self, *roles: OrganisationRole) -> frozenset[int]:
        """The organisations in which the viewer holds one of `roles`, or any role at all."""
        wanted = frozenset(roles or OrganisationRole)
        return frozenset(key for key, held in self.organisations.items() if held & wanted)

    def networks_as(self, *roles: NetworkRole) -> frozenset[int]:
        """The networks in which the viewer holds one of `roles`, or any role at all."""
        wanted = frozenset(roles or NetworkRole)
        return frozenset(key for key, held in self.networks.items() if held & wanted)


PUBLIC = Viewer()
