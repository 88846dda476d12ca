"""What changed in the register since somebody was last here (`tcvm.foundation.ui.changed`).

A network's staff are told of everything, its board of decisions, its auditor of how many of each;
a member's people of what concerns their organisation, but never of the staff's notes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tcvm.apps.members import queries
from tcvm.apps.members.web import labels
from tcvm.domain.text import Text
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.audit.queries import Scope, visible_to
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer
from tcvm.foundation.ui.changed import Changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tcvm.apps.members.models import Membership

#: Nobody reads further back than so many entries.
ENTRIES_MAX = 500
NOTE = "membership.note"
#: What the board decides.
DECISIONS = {
    "membership.admit": _("Admitted"),
    "membership.change_category": _("Category changed"),
    "membership.suspend": _("Suspended"),
    "membership.reinstate": _("Suspension lifted"),
    "membership.leave": _("Left"),
    "membership.re_enter": _("Came back"),
    "membership.correct": _("Decision corrected"),
    "code.adopt": _("Code of conduct adopted"),
    "network.support_body": _("Support body named"),
}
RECORDS = {
    "organisation.register": _("Organisation registered"),
    "organisation.profile": _("Profile stated anew"),
    "organisation.appoint": _("Post given"),
    "person.register": _("Person registered"),
    "code.sign": _("Code of conduct signed"),
    "membership.event": _("Event recorded"),
    NOTE: _("Note written"),
}
_WORDS = DECISIONS | RECORDS
_STAFF = frozenset(NetworkRole) - {NetworkRole.BOARD, NetworkRole.AUDITOR}


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the viewer is what, by primary keys as the trail writes them."""

    staffed: frozenset[str]
    governed: frozenset[str]
    audited: frozenset[str]
    own: frozenset[str]

    @property
    def networks(self) -> frozenset[str]:
        return self.staffed | self.governed | self.audited

    def told(self, one: Entry, reached: dict[str, set[str]]) -> bool:
        """Whether a line is written of the entry: staff of all, the board of decisions, its own."""
        networks = {one.network} if one.network else reached.get(one.organisation, set())
        return (
            bool(networks & self.staffed)
            or (one.verb in DECISIONS and bool(networks & self.governed))
            or (one.verb != NOTE and one.organisation in self.own)
        )


def changes(viewer: Viewer, since: dt.datetime) -> list[Changed]:
    """What was recorded after `since` and the viewer may know of, newest first."""
    places = _places(viewer)
    if not (places.networks or places.own):
        return []
    visible = queries.visible_to(viewer, timezone.localdate())
    members = list(visible.prefetch_related("person__profiles"))
    reached: dict[str, set[str]] = {}
    for one in members:
        if one.organisation_id is not None and str(one.network_id) in places.networks:
            reached.setdefault(str(one.organisation_id), set()).add(str(one.network_id))
    scope = Scope(organisations=places.own | set(reached), networks=places.networks)
    # What another network decided of a common member is its own.
    concerned = Q(network__in=places.networks) | Q(network="") | Q(organisation__in=places.own)
    entries = visible_to(scope).filter(concerned, verb__in=_WORDS, at__gt=since)
    newest = list(entries.order_by("-number")[:ENTRIES_MAX])
    networks = {str(one.pk): one for one in Network.objects.filter(pk__in=places.networks)}
    by_subject = _by_subject(members)
    lines = [
        _line(one, by_subject, networks.get(one.network))
        for one in newest
        if places.told(one, reached)
    ]
    return [*lines, *_digest(newest, places, reached, networks)]


def _places(viewer: Viewer) -> _Places:
    def keys(networks: frozenset[int]) -> frozenset[str]:
        return frozenset(map(str, networks))

    staffed = viewer.networks_as(*_STAFF)
    governed = viewer.networks_as(NetworkRole.BOARD) - staffed
    audited = viewer.networks_as(NetworkRole.AUDITOR) - staffed - governed
    return _Places(keys(staffed), keys(governed), keys(audited), keys(viewer.organisations_as()))


def _line(
    one: Entry, members: Mapping[tuple[str, str, str], Membership], network: Network | None
) -> Changed:
    member = members.get((one.subject_kind, one.subject_identifier, one.network))
    name, href = Text(one.subject_label_vi, one.subject_label_en).said_in(labels.locale()), ""
    if member is not None:
        name = _name(member)
        href = reverse("members:member", args=[member.network.code, member.code])
    elif network is not None:
        href = reverse("members:register", args=[network.code])
    return Changed(
        text=f"{_WORDS[one.verb]}: {name}",
        at=one.at,
        href=href,
        place=network.name.said_in(labels.locale()) if network is not None else "",
        who=one.actor_label,
    )


def _by_subject(members: Iterable[Membership]) -> dict[tuple[str, str, str], Membership]:
    """Members by kind and key of what an entry is about, and by its network, if it has one."""
    found: dict[tuple[str, str, str], Membership] = {}
    for one in members:
        for kind, key in (
            ("membership", one.pk),
            ("organisation", one.organisation_id),
            ("person", one.person_id),
        ):
            for network in ("", str(one.network_id)):
                found.setdefault((kind, str(key), network), one)
    return found


def _name(member: Membership) -> str:
    if member.organisation is not None:
        return member.organisation.name
    assert member.person is not None, "held by a database constraint"
    profiles = list(member.person.profiles.all())
    return profiles[-1].name if profiles else member.code


def _digest(
    entries: Iterable[Entry],
    places: _Places,
    reached: dict[str, set[str]],
    networks: dict[str, Network],
) -> list[Changed]:
    """How many of each kind there were in the networks that the viewer audits."""
    counted: dict[tuple[str, str], list[dt.datetime]] = {}
    for one in entries:
        for network in ({one.network} if one.network else reached.get(one.organisation, set())) & (
            places.audited
        ):
            counted.setdefault((network, one.verb), []).append(one.at)
    return [
        Changed(
            text=str(_WORDS[verb]),
            at=max(moments),
            href=reverse("members:register", args=[networks[network].code]),
            place=networks[network].name.said_in(labels.locale()),
            count=len(moments),
        )
        for (network, verb), moments in counted.items()
    ]
