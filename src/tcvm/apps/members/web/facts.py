"""What is stated of a member, as lines of label and text."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tcvm.apps.members.gazetteer import gazetteer
from tcvm.apps.members.models import OrganisationProfile, PersonProfile
from tcvm.apps.members.web import labels


def profile_lines(found: OrganisationProfile | PersonProfile) -> tuple[tuple[str, str], ...]:
    """What a profile says; what it does not say has no line."""
    lines = [(_("Name"), found.name.vi if isinstance(found, OrganisationProfile) else found.name)]
    street = ""
    if isinstance(found, OrganisationProfile):
        street = found.street
        lines += [
            (_("Name in English"), found.name_en),
            (_("Abbreviation"), found.abbreviation),
            (_("Legal form"), labels.legal_form(found.legal_form)),
            (_("Licence or registration"), _licence(found)),
            (_("Founded"), str(found.founded_year or "")),
            (_("Owner"), found.owner),
        ]
    written = ", ".join(filter(None, (street, gazetteer().written(found.place))))
    lines += [
        (_("Address"), written),
        (_("Telephone"), found.phone),
        (_("E-mail"), found.email),
    ]
    if isinstance(found, OrganisationProfile):
        lines.append((_("Website"), found.website))
    return tuple(line for line in lines if line[1])


def _licence(found: OrganisationProfile) -> str:
    parts = [found.licence_number, found.licence_issuer]
    if found.licence_issued_on is not None:
        parts.append(labels.day(found.licence_issued_on))
    return ", ".join(filter(None, parts))
