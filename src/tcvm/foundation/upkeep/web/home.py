"""Where upkeep begins: what went wrong in each network, and the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tasks import TaskResultStatus

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.accounts.web.lines import place_name
from tcvm.foundation.events.queries import dead_letters_visible_to
from tcvm.foundation.jobs.models import Job
from tcvm.foundation.mail.models import Message, State
from tcvm.foundation.tenancy.models import Network

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A network and what failed in it; None for what the viewer may not see."""

    code: str
    name: str
    messages: int | None
    jobs: int | None


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Each network that the viewer looks after, with what waits for a person."""
    viewer, today = viewer_of(request), timezone.localdate()
    seen = rules.places(viewer, "upkeep.read", today)[1]
    administered = rules.places(viewer, "mail.outbox.read", today)[1]
    lines = [
        _line(one, administered=one.pk in administered)
        for one in Network.objects.filter(pk__in=seen)
    ]
    context = {
        "tab": "upkeep",
        "networks": lines,
        "dead": dead_letters_visible_to(viewer).count() if administered else None,
    }
    return render(request, "upkeep/home.html", context)


def _line(network: Network, *, administered: bool) -> NetworkLine:
    messages = Message.objects.filter(network=network, state=State.FAILED)
    jobs = Job.objects.filter(
        network=network.pk, row__status=TaskResultStatus.FAILED, cancelled_at=None
    )
    return NetworkLine(
        network.code,
        place_name(network),
        messages.count() if administered else None,
        jobs.count() if administered else None,
    )
