"""Whom a page of the desk is about, and the path that leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tcvm.apps.members import queries
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.desk.work import Step
from tcvm.apps.members.web.names import member_name
from tcvm.apps.members.web.viewers import viewer_of

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from tcvm.apps.members.models import Membership
    from tcvm.foundation.tenancy.models import Network, Organisation


def today() -> dt.date:
    """The day on which the page is asked for."""
    return timezone.localdate()


def kept_network(request: HttpRequest, register: str) -> Network:
    """The network whose register the viewer keeps. Raises Http404."""
    found = queries.networks_editable_by(viewer_of(request)).filter(code=register).first()
    if found is None:
        raise Http404
    return found


def kept_member(request: HttpRequest, register: str, member: str) -> Membership:
    """The membership about which the viewer may record decisions. Raises Http404."""
    return queries.found_or_404(queries.editable_by(viewer_of(request)), register, member)


def kept_organisation(
    request: HttpRequest, register: str, member: str
) -> tuple[Membership, Organisation]:
    """The member that is an organisation the viewer may speak for. Raises Http404."""
    viewer = viewer_of(request)
    found = queries.found_or_404(queries.visible_to(viewer, today()), register, member)
    own = queries.own_organisation(viewer, found)
    if own is None:
        raise Http404
    return found, own


def member_href(register: str, member: str, part: str = "") -> str:
    """The address of a member's page, at one of its parts."""
    return reverse("members:member", args=[register, member]) + (f"#{part}" if part else "")


def register_path(network: Network, *, opens: bool = True) -> tuple[Step, ...]:
    """The path to a page of a whole register, which opens only to who may read all of it."""
    name = network.name.said_in(labels.locale())
    return (Step(name, reverse("members:register", args=[network.code]) if opens else ""),)


def member_path(request: HttpRequest, membership: Membership) -> tuple[Step, ...]:
    """The path to a page of one member."""
    network = membership.network
    opens = queries.networks_visible_to(viewer_of(request), today()).filter(pk=network.pk).exists()
    return (
        *register_path(network, opens=opens),
        Step(member_name(membership), member_href(network.code, membership.code)),
    )


def conduct_path(network: Network) -> tuple[Step, ...]:
    """The path to a page of the code of conduct."""
    return (
        *register_path(network),
        Step(_("Code of conduct"), reverse("members:conduct", args=[network.code])),
    )
