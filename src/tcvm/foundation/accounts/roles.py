"""Roles in words, and which of them need a second person to be given."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import NetworkRole, OrganisationRole

ORGANISATION_ROLES = {
    OrganisationRole.CLERK: pgettext_lazy("role", "Data clerk"),
    OrganisationRole.DIRECTOR: pgettext_lazy("role", "Director"),
    OrganisationRole.READER: pgettext_lazy("role", "Reader"),
}
NETWORK_ROLES = {
    NetworkRole.SECRETARIAT: pgettext_lazy("role", "Secretariat"),
    NetworkRole.ANALYST: pgettext_lazy("role", "Analyst"),
    NetworkRole.FINANCE: pgettext_lazy("role", "Finance"),
    NetworkRole.BOARD: pgettext_lazy("role", "Executive board"),
    NetworkRole.AUDITOR: pgettext_lazy("role", "Auditor (reads only)"),
    NetworkRole.ADMINISTRATOR: pgettext_lazy("role", "Administrator"),
}
LABELS = {str(code): label for code, label in (ORGANISATION_ROLES | NETWORK_ROLES).items()}

#: A director may alone say who enters data: many organisations have one director and one clerk.
GIVEN_BY_ONE = frozenset({str(OrganisationRole.CLERK), str(OrganisationRole.READER)})

Place = Organisation | Network


def label(role: str) -> str:
    """The role in the reader's language."""
    return str(LABELS.get(role, role))


def needs_second_person(role: str) -> bool:
    """Whether giving `role` waits for another person's confirmation."""
    return role not in GIVEN_BY_ONE


def choices(place: Place) -> list[tuple[str, object]]:
    """The roles that exist in `place`, for a form."""
    found = ORGANISATION_ROLES if isinstance(place, Organisation) else NETWORK_ROLES
    return [(str(code), words) for code, words in found.items()]


def words(state: str) -> str:
    """What became of a change, in the reader's language."""
    return str(_STATES[state])


_STATES = {
    "waiting": _("Waits for confirmation"),
    "confirmed": _("Confirmed"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
    "expired": _("Expired"),
}
