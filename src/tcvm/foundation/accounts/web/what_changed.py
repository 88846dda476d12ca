"""What changed of people and roles, and since when a person was not here."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.accounts import queries
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.web.lines import place_name
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.audit.queries import Scope, visible_to
from tcvm.foundation.tenancy.viewer import Viewer
from tcvm.foundation.ui.changed import Changed

#: Whoever was never here is told of so many days.
FIRST_VISIT = dt.timedelta(days=30)
#: Nobody reads further back than so many lines.
LINES_MAX = 200
_DONE = {
    "role.given": _("Role given"),
    "role.ended": _("Role ended"),
    "role.delegated": _("Role delegated"),
    "change.confirmed": _("Change confirmed"),
    "change.refused": _("Change refused"),
}


def last_here(user: User, now: dt.datetime) -> tuple[dt.datetime, bool]:
    """When the visit before this one began, by the trail of sign-ins; and whether one was."""
    began = (
        Entry.objects.filter(
            subject_kind="user", subject_identifier=str(user.pk), verb="session.began"
        )
        .order_by("-number")
        .values_list("at", flat=True)[1:2]
    )
    found = next(iter(began), None)
    return (now - FIRST_VISIT, False) if found is None else (found, True)


def changes(viewer: Viewer, since: dt.datetime) -> list[Changed]:
    """Roles given, ended and lent where the viewer may see who holds them."""
    networks, organisations = queries.managed_places(viewer, since.date())
    by_network = {str(one.pk): one for one in networks}
    by_organisation = {str(one.pk): one for one in organisations}
    entries = visible_to(Scope(organisations=by_organisation, networks=by_network)).filter(
        verb__in=_DONE, at__gt=since
    )
    found = []
    for one in entries.order_by("-number")[:LINES_MAX]:
        network = by_network.get(one.network)
        place = network or by_organisation[one.organisation]
        kind = "organisation" if network is None else "network"
        found.append(
            Changed(
                text=f"{_DONE[one.verb]}: {one.subject_label_vi}",
                at=one.at,
                href=reverse(f"accounts:{kind}", args=[place.code]),
                place=place_name(place),
                who=one.actor_label,
            )
        )
    return found
