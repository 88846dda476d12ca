"""Pages of tokens: one's own, and those of the services of a network or an organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tcvm.foundation.accounts import rules, trail
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.roles import Place, label
from tcvm.foundation.accounts.web.lines import place_name
from tcvm.foundation.accounts.web.own import signed_in
from tcvm.foundation.api import queries
from tcvm.foundation.api.actions.create_token import create_service_token, create_token
from tcvm.foundation.api.actions.revoke_token import revoke_token
from tcvm.foundation.api.models import Token
from tcvm.foundation.api.web.forms import ServiceForm, TokenForm
from tcvm.foundation.api.web.wording import sentence
from tcvm.foundation.once.forms import once_only
from tcvm.foundation.tenancy.models import Network, Organisation

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token as the pages show it."""

    key: int
    name: str
    prefix: str
    role: str
    scopes: tuple[str, ...]
    state: str
    amber: bool
    last_used_at: dt.datetime | None
    expires_at: dt.datetime
    created_by: str
    revocable: bool


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """The tokens that act as me."""
    form = TokenForm(request.POST if _wanted(request) == "create" else None)

    def create() -> str:
        _token, text = create_token(
            name=form.cleaned_data["name"],
            scopes=frozenset(form.cleaned_data["scopes"]),
            days=form.cleaned_data["days"],
            actor=signed_in(request),
            now=timezone.now(),
            origin=trail.origin_of(request),
        )
        return text

    rows = queries.own_tokens(signed_in(request))
    context: dict[str, object] = {"tab": "tokens", "may_change": True}
    return _page(request, rows, (form, TokenForm()), create, context)


@require_http_methods(["GET", "HEAD", "POST"])
def network(request: HttpRequest, network: str) -> HttpResponse:
    """The services of a network."""
    return _services(request, get_object_or_404(Network, code=network))


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """The services of an organisation."""
    return _services(request, get_object_or_404(Organisation, code=organisation))


def _services(request: HttpRequest, place: Place) -> HttpResponse:
    form = ServiceForm(request.POST if _wanted(request) == "create" else None, place=place)

    def create() -> str:
        token, text = create_service_token(
            name=form.cleaned_data["name"],
            place=place,
            role=form.cleaned_data["role"],
            scopes=frozenset(form.cleaned_data["scopes"]),
            days=form.cleaned_data["days"],
            reason=form.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
            today=timezone.localdate(),
            origin=trail.origin_of(request),
        )
        if token.confirmed_at is None:
            messages.warning(
                request, _("The token lets nobody in until a second person has confirmed it.")
            )
        return text

    context: dict[str, object] = {
        "place": place,
        "name": place_name(place),
        "is_network": isinstance(place, Network),
        "may_change": queries.may_manage(signed_in(request), place, timezone.localdate()),
    }
    forms = (form, ServiceForm(place=place))
    return _page(request, queries.services_of(place), forms, create, context)


def _page(
    request: HttpRequest,
    rows: QuerySet[Token],
    forms: tuple[TokenForm, TokenForm],
    create: Callable[[], str],
    context: dict[str, object],
) -> HttpResponse:
    form, empty = forms
    text = ""
    if request.method == "POST":
        if _wanted(request) == "revoke":
            return _revoke(request, rows)
        if form.is_valid():
            made: list[str] = []

            @once_only
            def first(request: HttpRequest) -> HttpResponse:
                made.append(create())
                return HttpResponseRedirect(request.path)

            try:
                again = first(request)
            except NotPermitted as error:
                raise Http404 from error
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                if not made:
                    return again
                # Shown in this answer alone: the text is kept nowhere.
                text, form = made[0], empty
    now = timezone.now()
    shown = context | {
        "text": text,
        "form": form,
        "tokens": [_line(one, now) for one in rows.select_related("created_by")],
    }
    return render(request, "api/tokens.html", shown)


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("do", "")


def _revoke(request: HttpRequest, rows: QuerySet[Token]) -> HttpResponse:
    """Take back a token of this page."""
    key = request.POST.get("key", "")
    found = rows.filter(pk=int(key)).first() if key.isascii() and key.isdigit() else None
    if found is None:
        raise Http404
    try:
        revoke_token(
            key=found.pk,
            actor=signed_in(request),
            now=timezone.now(),
            today=timezone.localdate(),
            origin=trail.origin_of(request),
        )
    except NotPermitted as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("The token is revoked."))
    return HttpResponseRedirect(request.path)


def _line(one: Token, now: dt.datetime) -> TokenLine:
    known, language = rules.rules().scopes, get_language() or "vi"
    state = _state(one, now)
    return TokenLine(
        key=one.pk,
        name=one.name,
        prefix=one.prefix,
        role=label(one.role) if one.role else "",
        scopes=tuple(known[code].said_in(language) for code in one.scopes if code in known),
        state=state,
        amber=one.revoked_at is None and not one.is_open(now),
        last_used_at=one.last_used_at,
        expires_at=one.expires_at,
        created_by=str(one.created_by),
        revocable=one.revoked_at is None and now < one.expires_at,
    )


def _state(one: Token, now: dt.datetime) -> str:
    if one.revoked_at is not None:
        return _("Revoked")
    if one.expires_at <= now:
        return _("Expired")
    if one.confirmed_at is None:
        return _("Waits for a second person")
    return _("In force")
