"""Dead letters: what one room told another that could not be handled, and what to do with it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.accounts.web.own import signed_in
from tcvm.foundation.events import queries
from tcvm.foundation.events.actions.settle import replay, set_aside
from tcvm.foundation.upkeep.web.paging import paged

_ACTIONS = {"replay": replay, "set-aside": set_aside}
_SAID = {
    "replay": _("It will be delivered again."),
    "set-aside": _("It is set aside, and what it held back goes on."),
}


class Reason(forms.Form):
    """Why: it stands in the audit trail."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Give a reason: it stands in the audit trail.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def events(request: HttpRequest) -> HttpResponse:
    """Dead letters, oldest first, each with its error and a form that settles it."""
    form, wrong = Reason(), 0
    found = queries.dead_letters_visible_to(viewer_of(request))
    if request.method == "POST":
        act = request.POST.get("do", "")
        letter = request.POST.get("letter", "")
        if act not in _ACTIONS or not letter.isdigit() or not found.filter(pk=letter).exists():
            raise Http404
        form, wrong = Reason(request.POST), int(letter)
        if form.is_valid():
            _ACTIONS[act](
                actor=trail.actor_of(signed_in(request)),
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
                deliveries=[wrong],
            )
            messages.success(request, str(_SAID[act]))
            return redirect("upkeep:events")
    page = paged(request, found, {})
    context = {
        "tab": "upkeep",
        "page": page,
        "letters": [
            (one, one.error.strip().rpartition("\n")[2], form if one.pk == wrong else Reason())
            for one in page.rows
        ],
    }
    return render(request, "upkeep/events.html", context)
