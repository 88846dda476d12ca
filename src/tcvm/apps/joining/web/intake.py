"""The page on which a network says whether it takes applications."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tcvm.apps.joining import queries, words
from tcvm.apps.joining.actions.set_intake import set_intake, version_of
from tcvm.apps.joining.web.forms import IntakeForm
from tcvm.apps.members.public import Refused
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.once.forms import once_only
from tcvm.foundation.tenancy.models import Network


@require_http_methods(["GET", "HEAD", "POST"])
@once_only
def intake(request: HttpRequest, network: str) -> HttpResponse:
    """What holds now, and the form that lets something else hold."""
    place = Network.objects.filter(code=network).first()
    if place is None:
        raise Http404
    held = queries.intake_of(place)
    names = IntakeForm.base_fields
    initial = {name: getattr(held, name) for name in names} if held is not None else {"open": True}
    form = IntakeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_intake(
                network=network,
                intake=form.stated,
                actor=viewer_of(request),
                now=timezone.now(),
                seen=request.POST.get("seen"),
            )
        except Refused as refused:
            form.refuse(refused.problems)
        else:
            messages.success(request, _("Saved."))
            return redirect("joining:queue", network)
    context = {
        "section": "joining",
        "network": place,
        "network_name": words.said(place.name),
        "form": form,
        "seen": version_of(held),
    }
    return render(request, "joining/intake.html", context)
