"""What of the register a search finds: organisations, people, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tcvm.apps.members import queries
from tcvm.apps.members.models import MembershipEntry
from tcvm.apps.members.register import RegisteredMember, person_timeline, registered
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.desk.subjects import member_href
from tcvm.apps.members.web.names import member_name
from tcvm.domain.membership.names import folded
from tcvm.domain.membership.standing import MemberKind
from tcvm.foundation.ui.finding import Found

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.foundation.tenancy.viewer import Viewer


def found(viewer: Viewer, words: tuple[str, ...], today: dt.date) -> list[Found]:
    """Members by any name they ever had, holders of posts, and decisions by their number."""
    hits = [
        *_members(viewer, words, today),
        *_holders(viewer, words, today),
        *_decisions(viewer, words, today),
    ]
    return sorted(hits, key=lambda one: (one.rank, folded(one.title), one.href))


def _members(viewer: Viewer, words: tuple[str, ...], today: dt.date) -> list[Found]:
    rows = queries.visible_to(viewer, today)
    networks = {one.pk: one.network for one in rows}
    hits = []
    for one in registered(rows):
        if not all(word in one.found_by for word in words):
            continue
        network = networks[one.membership]
        name = one.profile_on(today).name.said_in(labels.locale())
        hits.append(
            Found(
                title=name,
                href=member_href(network.code, one.code),
                kind=_("Member organisation")
                if one.kind is MemberKind.ORGANISATION
                else _("Individual member"),
                details=_details(one, network.name.said_in(labels.locale()), today),
                rank=_rank(words, name, one.profile_on(today).abbreviation),
            )
        )
    return hits


def _details(one: RegisteredMember, network: str, today: dt.date) -> str:
    state = one.history.on(today)
    parts = [network]
    if state is not None:
        parts.append(labels.category(state.category.value))
        if not state.counts:
            parts.append(labels.standing(state.standing.value))
    return ", ".join(parts)


def _holders(viewer: Viewer, words: tuple[str, ...], today: dt.date) -> list[Found]:
    """People with a post in an organisation the viewer may read, on that member's page."""
    members = {
        one.organisation_id: one
        for one in queries.visible_to(viewer, today).filter(organisation__isnull=False)
    }
    people = (
        queries.people_visible_to(viewer, today)
        .filter(posts__organisation__in=members)
        .distinct()
        .prefetch_related("profiles", "posts")
    )
    hits = []
    for person in people:
        names = [spell.value.name.vi for spell in person_timeline(person.profiles.all()).spells]
        known = folded(" ".join(names))
        post = max(
            (one for one in person.posts.all() if one.organisation_id in members),
            key=lambda one: (one.since, one.revision),
        )
        if not names or not all(word in known for word in words):
            continue
        member = members[post.organisation_id]
        hits.append(
            Found(
                title=names[-1],
                href=member_href(member.network.code, member.code, "posts"),
                kind=_("Holder of a post"),
                details=f"{labels.post(post.kind)}, {member_name(member)}",
                rank=_rank(words, names[-1]),
            )
        )
    return hits


def _decisions(viewer: Viewer, words: tuple[str, ...], today: dt.date) -> list[Found]:
    """Decisions by number, each once, on the page of the first member it decided of."""
    entries = MembershipEntry.objects.filter(
        membership__in=queries.visible_to(viewer, today).values("pk")
    ).select_related("decision", "membership__network", "membership__organisation")
    hits: dict[int, Found] = {}
    for one in entries.select_related("membership__person"):
        decision = one.decision
        known = folded(decision.number)
        if one.decision_id in hits or not all(word in known for word in words):
            continue
        member = one.membership
        hits[one.decision_id] = Found(
            title=decision.number,
            href=member_href(member.network.code, member.code, "history"),
            kind=_("Decision"),
            details=f"{labels.day(decision.decided_on)}, {decision.body}",
            rank=_rank(words, decision.number),
        )
    return list(hits.values())


def _rank(words: tuple[str, ...], *names: str) -> int:
    """0 where a name begins with what was typed."""
    return 0 if any(folded(one).startswith(" ".join(words)) for one in names) else 1
