"""Who I am here: the roles I hold; and where I am signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tcvm.foundation.accounts import queries, trail
from tcvm.foundation.accounts.actions.end_session import end_other_sessions, end_session
from tcvm.foundation.accounts.actions.refusals import NotPermitted
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.accounts.web.lines import change_line, place_name
from tcvm.foundation.accounts.web.listed import changes_table, roles_table, sessions_table


def signed_in(request: HttpRequest) -> User:
    """The person who asks; the rules let nobody else come here."""
    assert isinstance(request.user, User)
    return request.user


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """The roles I hold, what I asked for, and the places whose people I may see."""
    user, viewer = signed_in(request), viewer_of(request)
    now, today = timezone.now(), timezone.localdate()
    networks, organisations = queries.managed_places(viewer, today)
    mine = queries.changes_visible_to(viewer, today).filter(asked_by=user)
    asked = [change_line(one, now) for one in mine if one.is_open(now)]
    context = {
        "tab": "roles",
        "roles": roles_table(queries.own_roles(user, today)),
        "asked": changes_table("asked", _("What I asked for"), asked) if asked else None,
        "places": [
            *((place_name(one), reverse("accounts:network", args=[one.code])) for one in networks),
            *(
                (one.name, reverse("accounts:organisation", args=[one.code]))
                for one in organisations
            ),
        ],
    }
    return render(request, "accounts/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in; sign out of one place, or of all but this."""
    user, now = signed_in(request), timezone.now()
    if request.method == "POST":
        origin = trail.origin_of(request)
        here = request.session.session_key
        if "others" in request.POST:
            end_other_sessions(user=user, kept=here, now=now, origin=origin)
        else:
            try:
                key = int(request.POST.get("session", ""))
                end_session(user=user, key=key, now=now, origin=origin)
            except (ValueError, NotPermitted) as error:
                raise Http404 from error
        messages.success(request, _("Signed out there."))
        return redirect("accounts:sessions")
    held = UserSession.objects.purge_and_list(user)
    lines = sorted(held, key=lambda one: one.created_at, reverse=True)
    context = {
        "tab": "sessions",
        "table": sessions_table(lines, request.session.session_key or ""),
        "others": len(lines) > 1,
    }
    return render(request, "accounts/sessions.html", context)
