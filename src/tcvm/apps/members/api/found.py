"""What an address names, of that which the caller may read. Raises Http404 for anything else."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from tcvm.apps.members import queries
from tcvm.apps.members.models import Membership
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.tenancy.models import Network, Organisation


def networks_readable(request: Asked) -> QuerySet[Network]:
    """The networks whose register the caller may read, in whole or their own entry of it."""
    visible = queries.visible_to(request.viewer, request.today).values("network")
    whole = queries.networks_visible_to(request.viewer, request.today).values("pk")
    return Network.objects.filter(Q(pk__in=whole) | Q(pk__in=visible))


def network_readable(request: Asked, code: str) -> Network:
    """One of those."""
    return _one(networks_readable(request), code)


def whole_network(request: Asked, code: str) -> Network:
    """A network whose whole register the caller may read."""
    return _one(queries.networks_visible_to(request.viewer, request.today), code)


def membership(request: Asked, network: str, member: str) -> Membership:
    """A membership that the caller may read."""
    rows = queries.visible_to(request.viewer, request.today)
    return queries.found_or_404(rows, network, member)


def organisations_readable(request: Asked) -> QuerySet[Organisation]:
    """The organisations that the caller may read; those they may state things of among them."""
    visible = queries.organisations_visible_to(request.viewer, request.today).values("pk")
    editable = queries.organisations_editable_by(request.viewer).values("pk")
    return Organisation.objects.filter(Q(pk__in=visible) | Q(pk__in=editable))


def organisation(request: Asked, code: str) -> Organisation:
    """One of those."""
    found = organisations_readable(request).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _one(rows: QuerySet[Network], code: str) -> Network:
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found
