"""What of the register a search finds: organisations, people, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from tcvm.apps.members import queries
from tcvm.apps.members.models import MembershipEntry, OrganisationProfile, PersonProfile
from tcvm.apps.members.register import RegisteredMember, person_timeline, registered
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.desk.subjects import member_href
from tcvm.apps.members.web.names import member_name
from tcvm.domain.membership.names import folded
from tcvm.domain.membership.standing import MemberKind
from tcvm.foundation.ui.finding import Found, best_named

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
    visible = queries.visible_to(viewer, today)
    organisations = best_named(
        (
            (key, (vi, en, short))
            for key, vi, en, short in OrganisationProfile.objects.filter(
                organisation__in=visible.values("organisation")
            )
            .order_by("since", "revision")
            .values_list("organisation_id", "name_vi", "name_en", "abbreviation")
        ),
        words,
    )
    people = best_named(
        (
            (key, (name,))
            for key, name in PersonProfile.objects.filter(person__in=visible.values("person"))
            .order_by("since", "revision")
            .values_list("person_id", "name")
        ),
        words,
    )
    # Only of these is the whole history read.
    rows = visible.filter(Q(organisation__in=organisations) | Q(person__in=people))
    networks = {one.pk: one.network for one in rows}
    hits = []
    for one in registered(rows):
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
    members = queries.visible_to(viewer, today).filter(organisation__isnull=False)
    holders = queries.people_visible_to(viewer, today).filter(
        posts__organisation__in=members.values("organisation")
    )
    known = best_named(
        (
            (key, (name,))
            for key, name in PersonProfile.objects.filter(person__in=holders.values("pk"))
            .order_by("since", "revision")
            .values_list("person_id", "name")
        ),
        words,
    )
    if not known:
        return []
    people = holders.filter(pk__in=known).distinct().prefetch_related("profiles", "posts")
    of_holders = members.filter(organisation__posts__person__in=known)
    by_organisation = {one.organisation_id: one for one in of_holders}
    hits = []
    for person in people:
        names = [spell.value.name.vi for spell in person_timeline(person.profiles.all()).spells]
        post = max(
            (one for one in person.posts.all() if one.organisation_id in by_organisation),
            key=lambda one: (one.since, one.revision),
        )
        member = by_organisation[post.organisation_id]
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
    )
    numbers = entries.order_by().values_list("decision_id", "decision__number").distinct()
    known = best_named(((key, (number,)) for key, number in numbers), words)
    hits: dict[int, Found] = {}
    for one in entries.filter(decision__in=known).select_related(
        "decision", "membership__network", "membership__organisation", "membership__person"
    ):
        decision = one.decision
        if one.decision_id in hits:
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
