"""Reads: who holds what where, and what waits for whom. Every one starts from a viewer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.kinds import all_kinds, operation_of
from tcvm.foundation.accounts.models import (
    Decision,
    Invitation,
    PendingChange,
    RoleAssignment,
    User,
)
from tcvm.foundation.accounts.roles import Place
from tcvm.foundation.accounts.viewers import user_key
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import Viewer


def of_place(place: Place) -> Q:
    """The rows that belong to a network or an organisation."""
    return Q(network=place) if isinstance(place, Network) else Q(organisation=place)


def roles_in(place: Place, today: dt.date) -> list[RoleAssignment]:
    """The roles held in `place` today or later, by person; the rule has let the viewer see them."""
    held = (
        RoleAssignment.objects.filter(of_place(place))
        .filter(Q(until__isnull=True) | Q(until__gt=today))
        .select_related("user", "granted_by", "delegated_from__user")
        .order_by("user__name", "since", "pk")
    )
    return [one for one in held if one.holds_on(max(today, one.since))]


def own_roles(user: User, today: dt.date) -> list[RoleAssignment]:
    """The roles that `user` holds today, own and delegated."""
    held = RoleAssignment.objects.filter(user=user, since__lte=today).select_related(
        "organisation", "network", "delegated_from__user"
    )
    return [one for one in held if one.holds_on(today)]


def lent_by(user: User, today: dt.date) -> list[RoleAssignment]:
    """What `user` has delegated to others, now or from a later day."""
    return list(
        RoleAssignment.objects.filter(delegated_from__user=user, until__gt=today).select_related(
            "user", "organisation", "network"
        )
    )


def open_invitations(place: Place, now: dt.datetime) -> QuerySet[Invitation]:
    """Invitations to `place` that can still be accepted."""
    return Invitation.objects.filter(
        of_place(place), accepted_at=None, withdrawn_at=None, expires_at__gt=now
    ).select_related("invited_by")


def changes_visible_to(viewer: Viewer, today: dt.date) -> QuerySet[PendingChange]:
    """Changes in the places where the viewer may see their kind, and those they asked for."""
    own = user_key(viewer)
    found = Q(asked_by=own) if own is not None else Q(pk__in=[])
    for kind in all_kinds():
        organisations, networks = rules.places(viewer, kind.read, today)
        found |= Q(kind=kind.code) & (Q(organisation__in=organisations) | Q(network__in=networks))
    return PendingChange.objects.filter(found).select_related(
        "organisation", "network", "asked_by", "decided_by"
    )


def change_visible_to(viewer: Viewer, key: int, today: dt.date) -> PendingChange:
    """One of those changes. Raises Http404 for any other."""
    found = changes_visible_to(viewer, today).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def is_asked(kind: str, subject_key: str, now: dt.datetime) -> bool:
    """Whether a change of that record waits for a second person; who asks may see the record."""
    waiting = PendingChange.objects.filter(kind=kind, subject_key=subject_key)
    return waiting.filter(decision=Decision.WAITING, expires_at__gt=now).exists()


def waiting_for(viewer: Viewer, now: dt.datetime, today: dt.date) -> list[PendingChange]:
    """The changes that this viewer may decide, oldest first: never their own."""
    own = user_key(viewer)
    open_ = (
        changes_visible_to(viewer, today)
        .filter(decision=Decision.WAITING, expires_at__gt=now)
        .exclude(asked_by=own)
    )
    return [
        one
        for one in open_
        if rules.permits(
            viewer,
            operation_of(one.kind),
            today=today,
            network=one.network_id,
            organisation=one.organisation_id,
        )
    ]


def managed_places(viewer: Viewer, today: dt.date) -> tuple[list[Network], list[Organisation]]:
    """The networks and organisations whose people the viewer may see, by name."""
    networks = rules.places(viewer, "network.people.read", today)[1]
    organisations = rules.places(viewer, "organisation.people.read", today)[0]
    return (
        list(Network.objects.filter(pk__in=networks)),
        list(Organisation.objects.filter(pk__in=organisations)),
    )


def person_for_role(login: str) -> User | None:
    """The active person with this user name or e-mail address, in any case."""
    people: Iterable[User] = User.objects.filter(
        Q(username__iexact=login) | (Q(email__iexact=login) & ~Q(email="")), is_active=True
    )[:2]
    found = list(people)
    return found[0] if len(found) == 1 else None
