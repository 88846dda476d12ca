"""Exports: asking for one, and fetching it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tcvm.apps.exchange import queries
from tcvm.apps.exchange.actions.export_network import ask_export
from tcvm.apps.exchange.models import Format
from tcvm.apps.exchange.web import wording
from tcvm.apps.exchange.web.forms import ExportForm
from tcvm.apps.exchange.web.opened import network_of
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.files.passing import passing_response
from tcvm.foundation.once.forms import once_only

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

_WRITTEN = {
    Format.XLSX: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format.CSV: ("zip", "application/zip"),
    Format.JSON: ("json", "application/json"),
}


@once_only
@require_POST
def ask(request: HttpRequest, register: str) -> HttpResponse:
    """Ask for an export, and show how far it is."""
    network = network_of(request, register)
    form = ExportForm(request.POST)
    if not form.is_valid():
        raise Http404
    made = ask_export(
        network=network.code,
        written_as=Format(form.cleaned_data["written_as"]),
        locale=wording.locale(),
        actor=viewer_of(request),
        now=timezone.now(),
    )
    return redirect("exchange:progress", network.code, made.job)


@require_safe
def file(request: HttpRequest, register: str, export_key: UUID) -> HttpResponseBase:
    """The file of an export, as long as it is kept."""
    found = queries.exports_visible_to(viewer_of(request)).filter(
        network__code=register, pk=export_key
    )
    one = found.exclude(address="").first()
    if one is None:
        raise Http404
    ending, media_type = _WRITTEN[Format(one.format)]
    day = timezone.localtime(one.asked_at).date().isoformat()
    return passing_response(
        one.address, name=f"{one.network.code}-{day}.{ending}", media_type=media_type
    )
