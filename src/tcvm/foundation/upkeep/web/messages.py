"""The messages that the platform sends, as they look; and what was sent in a network."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.accounts.web.lines import place_name
from tcvm.foundation.accounts.web.own import signed_in
from tcvm.foundation.mail import queries, words
from tcvm.foundation.mail.actions.send_again import NotSendable, is_sendable, send_again
from tcvm.foundation.mail.compose import LOCALES, compose
from tcvm.foundation.mail.models import Failure, Message, State
from tcvm.foundation.mail.registry import all_messages, template_of
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.upkeep.web.paging import paged


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the outbox as a line."""

    row: Message
    name: str
    state: str
    failure: str
    sendable: bool


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Every message that the platform may send."""
    found = [(one.code, one.name, one.secret) for one in all_messages()]
    return render(request, "upkeep/messages.html", {"tab": "upkeep", "messages_sent": found})


@require_safe
def preview(request: HttpRequest, message: str) -> HttpResponse:
    """One message, with a made-up example, as readers of either language get it."""
    try:
        template = template_of(message)
    except KeyError as error:
        raise Http404 from error
    shown = [(code, compose(template, locale=code, context=template.sample)) for code in LOCALES]
    context = {"tab": "upkeep", "template": template, "shown": shown}
    return render(request, "upkeep/message.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def outbox(request: HttpRequest, network: str) -> HttpResponse:
    """What was sent in a network, waits or failed, newest first; failed ones can go again."""
    place = get_object_or_404(Network, code=network)
    if request.method == "POST":
        return _again(request, place)
    wanted = request.GET.get("state", "")
    state = wanted if wanted in State.values else ""
    rows = queries.visible_to(viewer_of(request)).filter(network=place)
    if state:
        rows = rows.filter(state=state)
    page = paged(request, rows, {"state": state})
    context = {
        "tab": "upkeep",
        "network": place,
        "name": place_name(place),
        "state": state,
        "states": [(one.value, said) for one, said in words.STATES.items()],
        "page": page,
        "lines": [_line(one) for one in page.rows],
    }
    return render(request, "upkeep/outbox.html", context)


def _again(request: HttpRequest, place: Network) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        key = int(request.POST.get("message", ""))
        found = queries.editable_by(viewer).filter(network=place).get(pk=key)
        send_again(
            key=found.pk,
            viewer=viewer,
            actor=trail.actor_of(signed_in(request)),
            now=timezone.now(),
            origin=trail.origin_of(request),
        )
    except (ValueError, Message.DoesNotExist) as error:
        if not isinstance(error, NotSendable):
            raise Http404 from error
        notices.error(request, _("This message is not one that can be sent again."))
    else:
        notices.success(request, _("The message waits to be sent again."))
    return redirect("upkeep:outbox", place.code)


def _line(row: Message) -> Line:
    names = {one.code: one.name for one in all_messages()}
    return Line(
        row=row,
        name=str(names.get(row.message, row.message)),
        state=str(words.STATES[State(row.state)]),
        failure=str(words.FAILURES[Failure(row.failure)]) if row.failure else "",
        sendable=is_sendable(row),
    )
