"""The one place where every request is let in or not, before its view runs.

A view whose address stands in no operation of permissions.toml answers 404 to everybody. Pages
that are public are let through without a look at the session, so that they stay the same bytes
for everybody and need no database for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tcvm.foundation.accounts import reach, rules, sessions, trail
from tcvm.foundation.accounts.adapters import AccountAdapter, is_recently_confirmed
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.rules import Access, Answer, Operation, Place
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.tenancy.models import Network, Organisation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

log = logging.getLogger("tcvm.security")

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class AccessMiddleware:
    """Asks the rules for every view. Stands last, so that all others have done their part."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and keep the mark by which public pages say who has signed in."""
        with reach.asked_once() if request.method in rules.SAFE_METHODS else nullcontext():
            response = self.get_response(request)
        operation = getattr(request, "operation", None)
        if operation is not None and operation.access is not Access.PUBLIC:
            sessions.mark(request, response)
            # What a person sees is theirs: no cache on the way keeps it.
            response.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        arguments: tuple[object, ...],
        named: dict[str, Any],
    ) -> HttpResponse | None:
        """None lets the view run; anything else is the answer instead of it."""
        del view, arguments
        match = request.resolver_match
        if match is None:
            raise Http404
        operation = rules.rules().of(match.view_name, request.method or "")
        if operation is None:
            if methods := rules.rules().methods(match.view_name):
                return HttpResponseNotAllowed(methods)
            raise Http404
        request.operation = operation  # type: ignore[attr-defined]
        if operation.access is Access.PUBLIC:
            return None
        sessions.end_if_over(request, timezone.now())
        return _refusal(request, operation, named)


def _refusal(
    request: HttpRequest, operation: Operation, named: dict[str, Any]
) -> HttpResponse | None:
    viewer = viewer_of(request)
    today = timezone.localdate()
    said = rules.answer(operation, viewer, _place(named, asked=not viewer.is_public), today)
    if said is Answer.SIGN_IN:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    if said in (Answer.HIDDEN, Answer.FORBIDDEN):
        log.warning(
            "%s refused to %s from %s: %s",
            operation.code,
            viewer.identifier,
            trail.origin_of(request).ip,
            said.value,
        )
    if said is Answer.HIDDEN:
        raise Http404
    if said is Answer.FORBIDDEN:
        return render(request, "accounts/forbidden.html", {"operation": operation}, status=403)
    if viewer.networks and not operation.before_second_factor and not _has_second(request):
        return HttpResponseRedirect(reverse("mfa_index"))
    if operation.recently_confirmed and not is_recently_confirmed(request):
        methods = AccountAdapter(request).get_reauthentication_methods(request.user)
        where = methods[0]["url"] if methods else reverse("account_login")
        again: HttpResponse = suspend_request(request, where)
        return again
    return None


def _place(named: dict[str, Any], *, asked: bool) -> Place:
    """The network or organisation that the address names by its code. Raises Http404 for none."""
    if not asked or not {"network", "organisation"} & set(named):
        return rules.ANYWHERE
    network = organisation = None
    if "network" in named:
        network = Network.objects.filter(code=named["network"]).values_list("pk", flat=True).first()
    if "organisation" in named:
        found = Organisation.objects.filter(code=named["organisation"])
        organisation = found.values_list("pk", flat=True).first()
    if network is None and organisation is None:
        raise Http404
    return Place(network, organisation)


def _has_second(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and bool(is_mfa_enabled(user, SECOND_FACTORS))
