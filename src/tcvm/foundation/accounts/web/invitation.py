"""The page behind an invitation's link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.actions.accept_invitation import accept_as_known, accept_as_new
from tcvm.foundation.accounts.actions.invite import invitation_of
from tcvm.foundation.accounts.actions.refusals import Refused
from tcvm.foundation.accounts.models import PendingChange, RoleAssignment, User
from tcvm.foundation.accounts.roles import label
from tcvm.foundation.accounts.web.forms import JoinForm
from tcvm.foundation.accounts.web.lines import place_name
from tcvm.foundation.accounts.web.wording import sentence

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept: as somebody new by choosing a user name and password, or as who is signed in.

    A link that is not open says so, whether it never was one, was used, or has expired.
    """
    found = invitation_of(token, timezone.now())
    if found is None:
        return render(request, "accounts/invitation_closed.html", status=404)
    known = User.objects.filter(email__iexact=found.email).exists()
    person = request.user if isinstance(request.user, User) else None
    form = JoinForm(
        request.POST or None if not known else None,
        email=found.email,
        initial={"name": found.name},
    )
    problem = ""
    if request.method == "POST":
        try:
            done = _accept(request, token, form, known=known, person=person)
        except Refused as refused:
            problem = sentence(refused)
        else:
            if done is not None:
                return done
    context = {
        "invitation": found,
        "role": label(found.role),
        "place": place_name(found.place),
        "known": known,
        "right_person": person is not None and person.email.lower() == found.email,
        "form": form,
        "problem": problem,
    }
    return render(request, "accounts/invitation.html", context)


def _accept(
    request: HttpRequest, token: str, form: JoinForm, *, known: bool, person: User | None
) -> HttpResponse | None:
    """Accept, and say where to go on; None where the form has to be shown again."""
    now, today = timezone.now(), timezone.localdate()
    origin = trail.origin_of(request)
    if known:
        if person is None:
            return None
        made = accept_as_known(token=token, user=person, now=now, today=today, origin=origin)
        messages.success(request, _said(made))
        return redirect("accounts:home")
    if not form.is_valid():
        return None
    _user, made = accept_as_new(
        token=token,
        username=form.cleaned_data["username"],
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password"],
        now=now,
        today=today,
        origin=origin,
    )
    messages.success(request, _said(made))
    # Signing in is one path for all: it leads on to the second factor where one is needed.
    return redirect("account_login")


def _said(made: RoleAssignment | PendingChange) -> str:
    if isinstance(made, PendingChange):
        return _("Welcome. Your role holds once a second person has confirmed it.")
    return _("Welcome. Your role holds from now on.")
