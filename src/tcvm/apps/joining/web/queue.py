"""The applications to a network, as its staff work through them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tcvm.apps.joining import queries, words
from tcvm.apps.joining.filing import applicant_name
from tcvm.apps.joining.models import Application
from tcvm.domain.joining.course import FINAL, State
from tcvm.domain.membership.standing import MemberKind
from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.tenancy.models import Network

#: What is shown where no state is chosen: all that is not over.
OPEN = "open"
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class QueueLine:
    """An application in the list."""

    number: str
    name: str
    kind: str
    category: str
    state: str
    state_code: str
    since: str
    waits: bool


@require_safe
def queue(request: HttpRequest, network: str) -> HttpResponse:
    """The applications in a state, those that have waited longest first."""
    viewer = viewer_of(request)
    place = Network.objects.filter(code=network).first()
    if place is None:
        raise Http404
    states = [one.value for one in State if one is not State.DRAFT]
    chosen = request.GET.get("state", OPEN)
    if chosen not in (*states, OPEN, "all"):
        chosen = OPEN
    request.chosen_query = "" if chosen == OPEN else f"?state={chosen}"  # type: ignore[attr-defined]
    rows = queries.visible_to(viewer).filter(network=place).prefetch_related("submissions")
    wanted = {OPEN: frozenset(State) - FINAL, "all": frozenset(State)}
    rows = queries.standing_in(rows, wanted.get(chosen) or {State(chosen)})
    page = _page(request.GET.get("page", ""))
    found = list(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE + 1])
    today = timezone.localdate()
    context = {
        "section": "joining",
        "network": place,
        "network_name": words.said(place.name),
        "intake": queries.intake_of(place),
        "sees_intake": rules.permits(viewer, "joining.intake", today=today, network=place.pk),
        "chosen": chosen,
        "states": [(one, words.STATES[State(one)]) for one in states],
        "rows": [_line(one) for one in found[:PAGE_SIZE]],
        "before": page - 1 if page > 1 else 0,
        "after": page + 1 if len(found) > PAGE_SIZE else 0,
    }
    return render(request, "joining/queue.html", context)


def _page(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < len(text) < 5 and int(text) else 1


def _line(one: Application) -> QueueLine:
    sent = list(one.submissions.all())[-1]
    state = State(one.state)
    return QueueLine(
        number=one.number,
        name=words.said(applicant_name(sent.answers)),
        kind=str(words.KINDS[MemberKind(one.kind)]),
        category=words.category(sent.category),
        state=str(words.STATES[state]),
        state_code=state.value,
        since=words.moment(one.moved_at),
        waits=state in (State.SENT, State.UNDER_REVIEW, State.AWAITING_DECISION),
    )
