"""The people of a network or an organisation: who holds which role, invitations, new roles."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tcvm.foundation.accounts import mail, queries, rules, trail
from tcvm.foundation.accounts.actions import invite as invitations
from tcvm.foundation.accounts.actions.end_role import end_role
from tcvm.foundation.accounts.actions.grant_role import grant_role
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import RoleAssignment
from tcvm.foundation.accounts.roles import Place
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.accounts.web.forms import GrantForm, InviteForm
from tcvm.foundation.accounts.web.lines import place_name
from tcvm.foundation.accounts.web.listed import invitations_table, people_table
from tcvm.foundation.accounts.web.own import signed_in
from tcvm.foundation.accounts.web.wording import sentence
from tcvm.foundation.tenancy.models import Network, Organisation


@require_http_methods(["GET", "HEAD", "POST"])
def network(request: HttpRequest, network: str) -> HttpResponse:
    """The people of a network's own bodies."""
    return _page(request, get_object_or_404(Network, code=network))


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """The people of an organisation."""
    return _page(request, get_object_or_404(Organisation, code=organisation))


def _page(request: HttpRequest, place: Place) -> HttpResponse:
    today = timezone.localdate()
    wanted = request.POST.get("do", "")
    initial = {"since": today}
    grant = GrantForm(
        request.POST if wanted == "grant" else None, place=place, prefix="grant", initial=initial
    )
    invite = InviteForm(request.POST if wanted == "invite" else None, place=place, prefix="invite")
    if request.method == "POST":
        done = _change(request, place, wanted, grant, invite)
        if done is not None:
            return done
    may_change = _may_change(request, place)
    invited = list(queries.open_invitations(place, timezone.now()))
    context = {
        "tab": "people",
        "name": place_name(place),
        "roles": people_table(queries.roles_in(place, today), may_change=may_change),
        "invitations": invitations_table(invited, may_change=may_change) if invited else None,
        "grant": grant,
        "invite": invite,
        "may_change": may_change,
        "services": _services(request, place),
    }
    return render(request, "accounts/people.html", context)


def _may_change(request: HttpRequest, place: Place) -> bool:
    kind = "network" if isinstance(place, Network) else "organisation"
    return _permits(request, place, f"{kind}.people.change")


def _services(request: HttpRequest, place: Place) -> str:
    """The address of the place's services; empty for whoever does not look after them."""
    if not _permits(request, place, "services.read"):
        return ""
    kind = "network" if isinstance(place, Network) else "organisation"
    return reverse(f"tokens:{kind}", args=[place.code])


def _permits(request: HttpRequest, place: Place, operation: str) -> bool:
    where = {"network" if isinstance(place, Network) else "organisation": place.pk}
    return rules.permits(viewer_of(request), operation, today=timezone.localdate(), **where)


def _change(
    request: HttpRequest, place: Place, wanted: str, grant: GrantForm, invite: InviteForm
) -> HttpResponse | None:
    """Do what was asked for; None where the form has to be shown again with what is wrong."""
    try:
        if wanted == "grant":
            said = _grant(request, place, grant) if grant.is_valid() else ""
        elif wanted == "invite":
            said = _invite(request, place, invite) if invite.is_valid() else ""
        else:
            said = _end(request, place, wanted)
    except NotPermitted as error:
        raise Http404 from error
    except Refused as refused:
        shown = {"grant": grant, "invite": invite}.get(wanted)
        if shown is not None:
            shown.add_error(None, sentence(refused))
            return None
        messages.error(request, sentence(refused))
        return HttpResponseRedirect(request.path)
    if not said:
        return None
    messages.success(request, said)
    return HttpResponseRedirect(request.path)


def _grant(request: HttpRequest, place: Place, form: GrantForm) -> str:
    made = grant_role(
        user=form.cleaned_data["person"],
        place=place,
        role=form.cleaned_data["role"],
        since=form.cleaned_data["since"],
        until=form.until,
        reason=form.cleaned_data["reason"],
        actor=signed_in(request),
        now=timezone.now(),
        today=timezone.localdate(),
        origin=trail.origin_of(request),
    )
    if isinstance(made, RoleAssignment):
        return _("The role is given.")
    return _("Asked. The role holds once a second person has confirmed it.")


def _invite(request: HttpRequest, place: Place, form: InviteForm) -> str:
    now = timezone.now()
    made, token = invitations.invite(
        email=form.cleaned_data["email"],
        name=form.cleaned_data["name"],
        locale=form.cleaned_data["locale"],
        place=place,
        role=form.cleaned_data["role"],
        role_until=form.until,
        reason=form.cleaned_data["reason"],
        actor=signed_in(request),
        now=now,
        today=timezone.localdate(),
        origin=trail.origin_of(request),
    )
    mail.send_invitation(made, token, request.build_absolute_uri("/"), now)
    return _("The invitation is sent to %(email)s.") % {"email": made.email}


def _end(request: HttpRequest, place: Place, wanted: str) -> str:
    """End a role or withdraw an invitation of this place, named by `end` or `withdraw`."""
    try:
        key = int(request.POST.get("key", ""))
    except ValueError as error:
        raise Http404 from error
    now, today, actor = timezone.now(), timezone.localdate(), signed_in(request)
    origin = trail.origin_of(request)
    if wanted == "withdraw":
        invitations.withdraw(key=key, place=place, actor=actor, now=now, today=today, origin=origin)
        return _("The invitation is withdrawn.")
    if wanted != "end" or not RoleAssignment.objects.filter(queries.of_place(place), pk=key):
        raise Http404
    end_role(key=key, actor=actor, now=now, today=today, origin=origin)
    return _("The role has ended.")
