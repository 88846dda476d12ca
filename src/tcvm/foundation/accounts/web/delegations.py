"""Lend one's own role for a time, and take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tcvm.foundation.accounts import queries, trail
from tcvm.foundation.accounts.actions.delegate_role import delegate_role
from tcvm.foundation.accounts.actions.end_role import end_role
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.web.forms import DelegateForm
from tcvm.foundation.accounts.web.listed import lent_table
from tcvm.foundation.accounts.web.own import signed_in
from tcvm.foundation.accounts.web.wording import sentence


@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """What I have lent and to whom, with a form to lend more."""
    user, today = signed_in(request), timezone.localdate()
    held = queries.own_roles(user, today)
    if request.method == "POST" and "end" in request.POST:
        return _end(request)
    form = DelegateForm(request.POST or None, held=held, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        try:
            delegate_role(
                key=form.cleaned_data["role"],
                to=form.cleaned_data["person"],
                since=form.cleaned_data["since"],
                until=form.until,
                reason=form.cleaned_data["reason"],
                actor=user,
                now=timezone.now(),
                today=today,
                origin=trail.origin_of(request),
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("The role is delegated."))
            return redirect("accounts:delegations")
    context = {
        "tab": "delegations",
        "form": form,
        "can_lend": any(one.delegated_from_id is None for one in held),
        "lent": lent_table(queries.lent_by(user, today)),
    }
    return render(request, "accounts/delegations.html", context)


def _end(request: HttpRequest) -> HttpResponse:
    try:
        end_role(
            key=int(request.POST["end"]),
            actor=signed_in(request),
            now=timezone.now(),
            today=timezone.localdate(),
            origin=trail.origin_of(request),
        )
    except (ValueError, NotPermitted) as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("The role has ended."))
    return redirect("accounts:delegations")
