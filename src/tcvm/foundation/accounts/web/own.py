"""One's own page: who I am here, what waits for me; and where I am signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tcvm.foundation.accounts import queries, trail
from tcvm.foundation.accounts.actions.end_session import end_other_sessions, end_session
from tcvm.foundation.accounts.actions.refusals import NotPermitted
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.accounts.web.lines import change_line, role_line


def signed_in(request: HttpRequest) -> User:
    """The person who asks; the rules let nobody else come here."""
    assert isinstance(request.user, User)
    return request.user


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, the roles I hold, and the places whose people I look after."""
    user, viewer = signed_in(request), viewer_of(request)
    now, today = timezone.now(), timezone.localdate()
    networks, organisations = queries.managed_places(viewer, today)
    context = {
        "tab": "home",
        "waiting": [change_line(one, now) for one in queries.waiting_for(viewer, now, today)],
        "asked": [
            change_line(one, now)
            for one in queries.changes_visible_to(viewer, today).filter(asked_by=user)
            if one.is_open(now)
        ],
        "roles": [role_line(one) for one in queries.own_roles(user, today)],
        "networks": networks,
        "organisations": organisations,
    }
    return render(request, "accounts/home.html", context)


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
    return render(
        request,
        "accounts/sessions.html",
        {"tab": "sessions", "sessions": lines, "here": request.session.session_key},
    )
