"""What every page of a register is given: the network, the day, and the choices of its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from tcvm.apps.members import queries
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.listing import Choices
from tcvm.apps.members.web.viewers import viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from tcvm.foundation.tenancy.models import Network


def opened(request: HttpRequest, register: str) -> tuple[Network, Choices]:
    """The network whose register is asked for, and the choices. Raises Http404."""
    visible = queries.networks_visible_to(viewer_of(request), timezone.localdate())
    network = visible.filter(code=register).first()
    if network is None:
        raise Http404
    return network, Choices.of(request.GET.dict())


def page_context(request: HttpRequest, network: Network, choices: Choices) -> dict[str, object]:
    """What the templates of the register's pages have in common."""
    # The language links keep the reader's choices (`tcvm.foundation.ui.context`).
    query = choices.query(page=choices.page)
    request.chosen_query = query if query != "?" else ""  # type: ignore[attr-defined]
    return {
        "section": "members",
        "network": network,
        "network_name": network.name.said_in(labels.locale()),
        "choices": choices,
        "day": choices.day(timezone.localdate()).isoformat(),
        "on_query": Choices(on=choices.on).query() if choices.on else "",
    }
