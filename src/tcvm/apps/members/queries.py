"""Reads. Each starts from a viewer; the public sees nothing of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q, QuerySet
from django.http import Http404

from tcvm.apps.members.models import (
    CodeOfConduct,
    CodeSignature,
    Document,
    Membership,
    MembershipEntry,
    Person,
    PostEntry,
    SupportEntry,
)
from tcvm.domain.membership.standing import History, Standing, State
from tcvm.domain.membership.timeline import Entry, Timeline
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import NetworkRole, OrganisationRole, Viewer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from tcvm.domain.membership.conduct import CodeVersion, Signature

#: Who may change the register of a network, and who may change what an organisation says of itself.
EDITORS = (NetworkRole.SECRETARIAT, NetworkRole.ADMINISTRATOR)
#: Who may confirm that an applicant becomes a member: see `actions.admit_applicant`.
ADMITTING = (NetworkRole.BOARD, NetworkRole.ADMINISTRATOR)
SPEAKERS = (OrganisationRole.DIRECTOR, OrganisationRole.CLERK)
#: Who of a network sees the bank accounts of its members.
PAYERS = (
    NetworkRole.SECRETARIAT,
    NetworkRole.FINANCE,
    NetworkRole.AUDITOR,
    NetworkRole.ADMINISTRATOR,
)


def visible_to(viewer: Viewer, today: dt.date) -> QuerySet[Membership]:
    """The memberships that `viewer` may read on `today`.

    A network's people see its members; a member's people see their own organisation in every
    network; the people of a support body see the members of the network it supports.
    """
    return Membership.objects.filter(
        Q(network__in=viewer.networks_as())
        | Q(organisation__in=viewer.organisations_as())
        | Q(network__in=supported_networks(viewer.organisations_as(), today))
    ).select_related("network", "organisation", "person")


def editable_by(viewer: Viewer) -> QuerySet[Membership]:
    """The memberships about which `viewer` may record decisions, events, signatures and notes."""
    return Membership.objects.filter(network__in=viewer.networks_as(*EDITORS)).select_related(
        "network", "organisation", "person"
    )


def networks_visible_to(viewer: Viewer, today: dt.date) -> QuerySet[Network]:
    """The networks whose whole register `viewer` may read."""
    keys = viewer.networks_as() | supported_networks(viewer.organisations_as(), today)
    return Network.objects.filter(pk__in=keys)


def networks_editable_by(viewer: Viewer) -> QuerySet[Network]:
    """The networks whose register `viewer` may change."""
    return Network.objects.filter(pk__in=viewer.networks_as(*EDITORS))


def networks_admitting(viewer: Viewer) -> QuerySet[Network]:
    """The networks to which `viewer` may admit an applicant whose admission another prepared."""
    return Network.objects.filter(pk__in=viewer.networks_as(*ADMITTING))


def organisations_editable_by(viewer: Viewer) -> QuerySet[Organisation]:
    """The organisations whose profile and posts `viewer` may change.

    Their own, those of a network they keep the register of, and those nobody has admitted yet.
    """
    own = Q(pk__in=viewer.organisations_as(*SPEAKERS))
    editing = viewer.networks_as(*EDITORS)
    if not editing:
        return Organisation.objects.filter(own)
    admitted = Membership.objects.filter(network__in=editing, organisation__isnull=False)
    anywhere = Membership.objects.filter(organisation__isnull=False)
    return Organisation.objects.filter(
        own | Q(pk__in=admitted.values("organisation")) | ~Q(pk__in=anywhere.values("organisation"))
    )


def own_organisation(viewer: Viewer, membership: Membership) -> Organisation | None:
    """The organisation whose membership it is, if `viewer` may state things about it."""
    return organisations_editable_by(viewer).filter(memberships=membership).first()


def found_or_404(rows: QuerySet[Membership], network: str, code: str) -> Membership:
    """The membership of the member `code` in `network` among `rows`. Raises Http404."""
    member = Q(organisation__code=code) | Q(person__code=code)
    found = rows.filter(member, network__code=network).first()
    if found is None:
        raise Http404
    return found


def supported_networks(organisations: frozenset[int], today: dt.date) -> frozenset[int]:
    """The networks of which one of `organisations` is the support body on `today`."""
    if not organisations:
        return frozenset()
    concerned = SupportEntry.objects.filter(organisation__in=organisations).values("network")
    entries = SupportEntry.objects.filter(network__in=concerned)
    bodies = {key: body.on(today) for key, body in _support(entries).items()}
    return frozenset(key for key, body in bodies.items() if body in organisations)


def networks_supported_by(viewer: Viewer, today: dt.date) -> QuerySet[Network]:
    """The networks that an organisation for which `viewer` speaks supports on `today`."""
    return Network.objects.filter(pk__in=supported_networks(speaks_for(viewer), today))


def support_body_of(network: Network, today: dt.date) -> Organisation | None:
    """The organisation that supports `network` on `today`, if one does."""
    entries = SupportEntry.objects.filter(network=network)
    timeline = _support(entries).get(network.pk)
    key = timeline.on(today) if timeline is not None else None
    return Organisation.objects.filter(pk=key).first() if key else None


def _support(entries: Iterable[SupportEntry]) -> dict[int, Timeline[int]]:
    """Of each network its support bodies over time; 0 while it has none."""
    found: dict[int, list[SupportEntry]] = {}
    for one in entries:
        found.setdefault(one.network_id, []).append(one)
    return {
        network: Timeline.of(one.as_entry(0 if one.ended else one.organisation_id) for one in rows)
        for network, rows in found.items()
    }


def profile_version(organisation: Organisation) -> str:
    """Names what is stated of an organisation: another string once anything has been added."""
    return _version(organisation.profiles.all())


def membership_version(membership: Membership) -> str:
    """Names what was decided of a membership: another string once anything has been added."""
    return _version(membership.entries.all())


def _version(rows: QuerySet[Any]) -> str:
    # Rows are only added, so the newest one names them all.
    return str(rows.aggregate(newest=Max("pk"))["newest"] or 0)


def history_of(entries: Iterable[MembershipEntry]) -> History:
    """The timeline of a membership's entries."""
    return History.of(one.as_entry(one.state) for one in entries)


def states_on(entries: QuerySet[MembershipEntry], day: dt.date) -> dict[int, State]:
    """Of each membership among `entries` its category and standing on `day`, by primary key.

    For a whole register: one query, and no more of a row than is asked.
    """
    held: dict[int, list[Entry[State]]] = {}
    rows = entries.filter(since__lte=day).values_list(
        "membership", "since", "revision", "annulled", "category", "standing"
    )
    for membership, since, revision, annulled, category, standing in rows:
        state = None if annulled else State(Category(category), Standing(standing))
        held.setdefault(membership, []).append(Entry(since, state, revision))
    states = {membership: History.of(found).on(day) for membership, found in held.items()}
    return {membership: state for membership, state in states.items() if state is not None}


def reached_by(networks: frozenset[int], today: dt.date) -> frozenset[int]:
    """The organisations that are members of one of `networks` on `today` (`accounts.reach`)."""
    members = dict(
        Membership.objects.filter(network__in=networks, organisation__isnull=False).values_list(
            "pk", "organisation"
        )
    )
    entries = MembershipEntry.objects.filter(membership__network__in=networks)
    return frozenset(
        members[membership]
        for membership, state in states_on(entries, today).items()
        if state.counts and membership in members
    )


def code_rows(network: int) -> QuerySet[CodeOfConduct]:
    """The versions of a network's code as they were adopted, oldest first."""
    return CodeOfConduct.objects.filter(network=network)


def codes_of(network: int) -> list[CodeVersion]:
    """The versions of a network's code of conduct, oldest first."""
    return [one.as_version for one in code_rows(network)]


def signature_rows(network: int) -> QuerySet[CodeSignature]:
    """Every revision of every signature of a network's code."""
    return CodeSignature.objects.filter(code__network=network).select_related("code")


def signatures_in_force(rows: Iterable[CodeSignature]) -> dict[int, list[Signature]]:
    """Of each organisation the signatures that stand, each at its newest revision."""
    newest: dict[tuple[int, int, int], CodeSignature] = {}
    for one in sorted(rows, key=lambda one: one.revision):
        newest[one.organisation_id, one.code_id, one.year] = one
    found: dict[int, list[Signature]] = {}
    for one in newest.values():
        if not one.annulled:
            found.setdefault(one.organisation_id, []).append(one.as_signature)
    return found


def signatures_of(network: int, organisation: int) -> list[Signature]:
    """The signatures of one organisation that stand."""
    rows = signature_rows(network).filter(organisation=organisation)
    return signatures_in_force(rows).get(organisation, [])


def signatures_version(network: int, organisation: int) -> str:
    """Names what was recorded of an organisation's signatures of a network's code."""
    return _version(signature_rows(network).filter(organisation=organisation))


def posts_version(organisation: Organisation) -> str:
    """Names what was recorded of an organisation's posts."""
    return _version(organisation.posts.all())


def support_version(network: Network) -> str:
    """Names what was recorded of a network's support bodies."""
    return _version(network.support_entries.all())


def person_version(person: Person) -> str:
    """Names what is stated of a person: another string once anything has been added."""
    return _version(person.profiles.all())


def bank_version(organisation: Organisation) -> str:
    """Names what was recorded of an organisation's bank account."""
    return _version(organisation.bank_accounts.all())


def speaks_for(viewer: Viewer) -> frozenset[int]:
    """The organisations for which `viewer` may state things in the register."""
    return viewer.organisations_as(*SPEAKERS)


def organisations_visible_to(viewer: Viewer, today: dt.date) -> QuerySet[Organisation]:
    """The organisations of which `viewer` may read what the register has."""
    members = visible_to(viewer, today).filter(organisation__isnull=False).values("organisation")
    return Organisation.objects.filter(Q(pk__in=members) | Q(pk__in=viewer.organisations_as()))


def people_visible_to(viewer: Viewer, today: dt.date) -> QuerySet[Person]:
    """The people whom `viewer` may read of: members, holders of posts, and for who keeps a register
    those who are neither yet."""
    found = Q(memberships__in=visible_to(viewer, today).values("pk")) | Q(
        posts__organisation__in=organisations_visible_to(viewer, today).values("pk")
    )
    if viewer.networks_as(*EDITORS):
        found |= Q(memberships__isnull=True, posts__isnull=True)
    return Person.objects.filter(pk__in=Person.objects.filter(found).values("pk"))


def people_editable_by(viewer: Viewer) -> QuerySet[Person]:
    """The people whose profile `viewer` may state.

    Who keeps a register: its members, holders of posts in its organisations, and those who are
    neither anywhere. Who speaks for an organisation: those with posts there and nowhere else, who
    are no members themselves.
    """
    posts = organisations_editable_by(viewer).values("pk")
    if viewer.networks_as(*EDITORS):
        found = (
            Q(memberships__in=editable_by(viewer).values("pk"))
            | Q(posts__organisation__in=posts)
            | Q(memberships__isnull=True, posts__isnull=True)
        )
        return Person.objects.filter(pk__in=Person.objects.filter(found).values("pk"))
    elsewhere = PostEntry.objects.exclude(organisation__in=posts).values("person")
    return Person.objects.filter(
        pk__in=PostEntry.objects.filter(organisation__in=posts).values("person"),
        memberships__isnull=True,
    ).exclude(pk__in=elsewhere)


def documents_visible_to(viewer: Viewer, today: dt.date) -> QuerySet[Document]:
    """The papers that `viewer` may read: those of whatever they may read themselves.

    The paper of a decision is its network's, and a member's only where it decides of nobody else.
    """
    memberships = visible_to(viewer, today)
    organisations = organisations_visible_to(viewer, today).values("pk")
    networks = networks_visible_to(viewer, today).values("pk")
    of_others = MembershipEntry.objects.exclude(membership__in=memberships.values("pk"))
    concerned = MembershipEntry.objects.filter(membership__in=memberships.values("pk"))
    return Document.objects.filter(
        Q(organisation__in=organisations)
        | Q(membership__in=memberships.values("pk"))
        | Q(event__membership__in=memberships.values("pk"))
        | Q(signature__code__network__in=networks)
        | Q(signature__organisation__in=viewer.organisations_as())
        | Q(decision__network__in=networks)
        | (
            Q(decision__in=concerned.values("decision"))
            & ~Q(decision__in=of_others.values("decision"))
            & Q(decision__support_entries__isnull=True)
        )
    )


def sees_bank(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether `viewer` may read the bank accounts of `organisation`, the number aside."""
    if organisation.pk in viewer.organisations_as():
        return True
    return organisation.memberships.filter(network__in=viewer.networks_as(*PAYERS)).exists()


def sees_number(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether `viewer` may read the whole number of its account: who pays does."""
    paying = viewer.networks_as(NetworkRole.FINANCE)
    return organisation.memberships.filter(network__in=paying).exists()
