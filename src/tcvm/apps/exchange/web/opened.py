"""What the room's views have in common: whose network it is, and what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404

from tcvm.apps.exchange import queries
from tcvm.apps.exchange.models import Import
from tcvm.apps.exchange.refusals import Refused
from tcvm.apps.exchange.web import wording
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.tenancy.models import Network

if TYPE_CHECKING:
    from django.http import HttpRequest


def network_of(request: HttpRequest, register: str) -> Network:
    """The network whose exchange is asked for. Raises Http404."""
    found = queries.networks_visible_to(viewer_of(request)).filter(code=register).first()
    if found is None:
        raise Http404
    return found


def import_of(request: HttpRequest, register: str, key: int) -> Import:
    """The import asked for. Raises Http404."""
    found = queries.visible_to(viewer_of(request)).filter(network__code=register, pk=key).first()
    if found is None:
        raise Http404
    return found


def may_change(request: HttpRequest, network: Network) -> bool:
    """Whether the reader may import and merge here."""
    return queries.networks_editable_by(viewer_of(request)).filter(pk=network.pk).exists()


def context_of(request: HttpRequest, network: Network, tab: str) -> dict[str, object]:
    """What every page of the room is given."""
    return {
        "section": "exchange",
        "network": network,
        "network_name": network.name.said_in(wording.locale()),
        "tab": tab,
        "may_change": may_change(request, network),
    }


def tell(request: HttpRequest, refused: Refused) -> None:
    """Say on the next page why nothing was done."""
    for problem in refused.problems:
        messages.error(request, wording.sentence(problem))


def number_in(text: str) -> int:
    """A number that a form sends back. Raises Http404 for what no form of ours sent."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)
