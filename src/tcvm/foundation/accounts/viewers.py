"""From a user to the Viewer that every query starts from."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils import timezone

from tcvm.foundation.accounts.invented import is_shut_out
from tcvm.foundation.accounts.models import RoleAssignment, User
from tcvm.foundation.tenancy.viewer import PUBLIC, NetworkRole, OrganisationRole, Viewer

if TYPE_CHECKING:
    from django.http import HttpRequest

_USER = "user:"


def viewer_for(user: User, today: dt.date, *, not_lent_by: int | None = None) -> Viewer:
    """The viewer that `user` is on `today`: own roles and those delegated to them. One query.

    A person who may no longer sign in is the public, and so is one of the demo outside of it. Roles
    lent by the user `not_lent_by` are left out: nobody gets their own request confirmed by a right
    they lent for it.
    """
    if not user.is_active or is_shut_out(user):
        return PUBLIC
    organisations: dict[int, set[OrganisationRole]] = defaultdict(set)
    networks: dict[int, set[NetworkRole]] = defaultdict(set)
    held = RoleAssignment.objects.filter(user=user, since__lte=today).select_related(
        "delegated_from__user"
    )
    for one in held:
        giver = one.delegated_from
        if not one.holds_on(today):
            continue
        if giver is not None and (not giver.user.is_active or giver.user_id == not_lent_by):
            continue
        if one.organisation_id is not None:
            organisations[one.organisation_id].add(OrganisationRole(one.role))
        elif one.network_id is not None:
            networks[one.network_id].add(NetworkRole(one.role))
    return Viewer(
        identifier=f"{_USER}{user.pk}",
        label=str(user),
        organisations={key: frozenset(roles) for key, roles in organisations.items()},
        networks={key: frozenset(roles) for key, roles in networks.items()},
    )


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request, found out once; the public where nobody is signed in.

    The first call reads the session, so pages that are the same for everybody never make it.
    """
    found: Viewer | None = getattr(request, "viewer", None)
    if found is None:
        user = request.user
        found = viewer_for(user, timezone.localdate()) if isinstance(user, User) else PUBLIC
        request.viewer = found  # type: ignore[attr-defined]
    return found


def user_key(viewer: Viewer) -> int | None:
    """The primary key of the user a viewer is; None for the public and for services."""
    kind, _, key = viewer.identifier.partition(":")
    return int(key) if f"{kind}:" == _USER and key.isdigit() else None


def user_of(viewer: Viewer) -> User:
    """The user a viewer is. Raises User.DoesNotExist for the public and for services."""
    return User.objects.get(pk=user_key(viewer) or 0)
