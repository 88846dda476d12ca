"""What of the register waits for somebody: shown on their home page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tcvm.apps.members import queries
from tcvm.apps.members.models import MembershipEntry
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.desk.subjects import member_href
from tcvm.apps.members.web.names import member_name
from tcvm.domain.membership.conduct import version_on
from tcvm.domain.membership.standing import Standing, State
from tcvm.domain.membership.timeline import Timeline
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.ui.waiting import Waiting

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tcvm.apps.members.models import Membership, OrganisationProfile, PostEntry
    from tcvm.domain.membership.conduct import CodeVersion
    from tcvm.foundation.tenancy.models import Network, Organisation
    from tcvm.foundation.tenancy.viewer import Viewer

#: What the register asks of every organisation.
REQUIRED = ("licence_number", "founded_year", "place", "phone")


def waiting(viewer: Viewer, now: dt.datetime) -> list[Waiting]:
    """Signatures, successors and facts that are missing.

    Who keeps a register sees one line of each kind for all of it, and so do the people of the body
    that supports the network, of all members but their own; who speaks for an organisation sees
    each of its own, once, however many networks it is in, and each network's code that it has not
    signed. Changes that wait for a second person are told by accounts.
    """
    today = timezone.localdate(now)
    found = []
    kept = list(queries.networks_editable_by(viewer))
    edited = queries.editable_by(viewer)
    for network in kept:
        found += _unsigned(network, edited, today) + _of_members(network, edited, today, edits=True)
    speaks_for = queries.speaks_for(viewer)
    if not speaks_for:
        return found
    seen = queries.visible_to(viewer, today)
    others = seen.exclude(organisation__in=speaks_for)
    for network in queries.networks_supported_by(viewer, today):
        if network in kept:
            continue
        found += _unsigned(network, others, today)
        found += _of_members(network, others, today, edits=False)
    told = set()
    for membership in seen.filter(organisation__in=speaks_for).prefetch_related("entries"):
        organisation = membership.organisation
        assert organisation is not None, "filtered by it"
        found += _own_unsigned(membership, organisation, today)
        if organisation.pk not in told:
            told.add(organisation.pk)
            found += _of_member(membership, organisation, today)
    return found


def _own_unsigned(
    membership: Membership, organisation: Organisation, today: dt.date
) -> list[Waiting]:
    """The code of one network that one's own organisation has not signed, suspended or not."""
    state = queries.history_of(membership.entries.all()).on(today)
    if state is None or not state.counts or state.category is not Category.OFFICIAL:
        return []
    network = membership.network
    version = version_on(queries.codes_of(network.pk), today)
    rows = queries.signature_rows(network.pk).filter(organisation=organisation, year=today.year)
    if version is None or queries.signatures_in_force(rows):
        return []
    begins = _begins(version, today)
    return [
        Waiting(
            text=_("The code of conduct is not signed for %(year)d") % {"year": today.year},
            href=member_href(network.code, membership.code),
            place=network.name.said_in(labels.locale()),
            since=begins,
            due=begins + dt.timedelta(days=version.grace_days),
        )
    ]


def _begins(version: CodeVersion, today: dt.date) -> dt.date:
    """From when the running year's signature is asked for."""
    return max(dt.date(today.year, 1, 1), version.since)


def _unsigned(network: Network, rows: QuerySet[Membership], today: dt.date) -> list[Waiting]:
    """Official members in good standing, of `rows`, without a signature for the running year."""
    version = version_on(queries.codes_of(network.pk), today)
    if version is None:
        return []
    signed = queries.signatures_in_force(queries.signature_rows(network.pk).filter(year=today.year))
    members = rows.filter(network=network, organisation__isnull=False)
    states = queries.states_on(MembershipEntry.objects.filter(membership__network=network), today)
    count = sum(
        states.get(membership) == State(Category.OFFICIAL, Standing.ACTIVE)
        and organisation not in signed
        for membership, organisation in members.values_list("pk", "organisation")
    )
    if not count:
        return []
    text = ngettext(
        "%(count)d official member has not signed the code of conduct for %(year)d",
        "%(count)d official members have not signed the code of conduct for %(year)d",
        count,
    )
    begins = _begins(version, today)
    return [
        Waiting(
            text=text % {"count": count, "year": today.year},
            href=reverse("members:conduct", args=[network.code]),
            place=network.name.said_in(labels.locale()),
            since=begins,
            due=begins + dt.timedelta(days=version.grace_days),
            count=count,
        )
    ]


def _vacant(organisation: Organisation, today: dt.date) -> list[tuple[str, dt.date]]:
    """The posts that somebody held and nobody holds on `today`, with the day they fell free."""
    newest: dict[tuple[int, str, dt.date], PostEntry] = {}
    for one in sorted(organisation.posts.all(), key=lambda one: one.revision):
        newest[one.person_id, one.kind, one.since] = one
    held: dict[str, list[PostEntry]] = {}
    for one in newest.values():
        if not one.annulled and one.since <= today:
            held.setdefault(one.kind, []).append(one)
    return [
        (kind, max(one.until for one in rows if one.until is not None))
        for kind, rows in sorted(held.items())
        if all(one.until is not None and one.until <= today for one in rows)
    ]


def _lacking(organisation: Organisation, today: dt.date) -> list[str]:
    """The fields that the register asks for and the profile of the day leaves empty."""
    rows = organisation.profiles.all()
    timeline: Timeline[OrganisationProfile] = Timeline.of(one.as_entry(one) for one in rows)
    found = timeline.on(today)
    return [name for name in REQUIRED if found is None or not getattr(found, name)]


def _of_member(membership: Membership, organisation: Organisation, today: dt.date) -> list[Waiting]:
    """What one member's own people are to see to: posts without successor, facts."""
    network, code = membership.network.code, membership.code
    name = member_name(membership)
    found = [
        Waiting(
            text=_("Nobody holds the post since %(day)s: %(post)s")
            % {"post": labels.post(kind), "day": labels.day(free)},
            href=reverse("members:appoint", args=[network, code]) + f"?kind={kind}",
            place=name,
            since=free,
        )
        for kind, free in _vacant(organisation, today)
    ]
    if lacking := _lacking(organisation, today):
        text = ngettext(
            "The profile lacks %(count)d fact: %(names)s",
            "The profile lacks %(count)d facts: %(names)s",
            len(lacking),
        )
        said = {"count": len(lacking), "names": ", ".join(map(_fact, lacking))}
        found.append(
            Waiting(
                text=text % said,
                href=reverse("members:profile", args=[network, code]),
                place=name,
                count=len(lacking),
            )
        )
    return found


def _of_members(
    network: Network, rows: QuerySet[Membership], today: dt.date, *, edits: bool
) -> list[Waiting]:
    """The same over a register, as one line of each kind that leads to the first member.

    `edits`: whether the viewer may put right what is missing, or only read of it.
    """
    members = rows.filter(network=network, organisation__isnull=False).prefetch_related(
        "entries", "organisation__profiles", "organisation__posts"
    )
    vacant: list[tuple[dt.date, Membership]] = []
    lacking: list[Membership] = []
    for one in members:
        state = queries.history_of(one.entries.all()).on(today)
        if state is None or not state.counts or one.organisation is None:
            continue
        vacant += [(free, one) for _kind, free in _vacant(one.organisation, today)]
        if _lacking(one.organisation, today):
            lacking.append(one)
    place = network.name.said_in(labels.locale())
    found = []
    if vacant:
        first, member = min(vacant, key=lambda pair: (pair[0], pair[1].pk))
        text = ngettext(
            "%(count)d post of members has had no successor, first at %(name)s",
            "%(count)d posts of members have had no successor, first at %(name)s",
            len(vacant),
        ) % {"count": len(vacant), "name": member_name(member)}
        href = member_href(network.code, member.code, "posts")
        found.append(Waiting(text, href, place, since=first, count=len(vacant)))
    if lacking:
        text = ngettext(
            "%(count)d profile lacks required facts, first that of %(name)s",
            "%(count)d profiles lack required facts, first that of %(name)s",
            len(lacking),
        ) % {"count": len(lacking), "name": member_name(lacking[0])}
        href = member_href(network.code, lacking[0].code)
        if edits:
            href = reverse("members:profile", args=[network.code, lacking[0].code])
        found.append(Waiting(text, href, place, count=len(lacking)))
    return found


def _fact(code: str) -> str:
    return {
        "licence_number": _("Number of the licence or registration"),
        "founded_year": _("Founded in the year"),
        "place": _("Province or city"),
        "phone": _("Telephone"),
    }[code]
