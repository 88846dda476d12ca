"""The page after sign-in: what waits for me, what is due, what changed since I was last here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.accounts.web.own import signed_in
from tcvm.foundation.accounts.web.what_changed import last_here
from tcvm.foundation.ui.changed import changed_for
from tcvm.foundation.ui.waiting import waiting_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: So many lines of each stand on the page; the rest is one link away.
LINES = 7


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """At most seven lines of each; what is due by a day stands apart, the soonest first."""
    user, viewer, now = signed_in(request), viewer_of(request), timezone.now()
    waiting = waiting_for(viewer, now)
    since, was_here = last_here(user, now)
    changed = changed_for(viewer, since)
    context = {
        "tab": "home",
        "today": timezone.localdate(now),
        "due": [one for one in waiting if one.due is not None][:LINES],
        "waiting": [one for one in waiting if one.due is None][:LINES],
        "all_waiting": len(waiting),
        "changed": changed[:LINES],
        "all_changed": len(changed),
        "since": since,
        "was_here": was_here,
        "lines": LINES,
    }
    context["more_waiting"] = len(waiting) > len(context["due"]) + len(context["waiting"])  # type: ignore[arg-type]
    return render(request, "accounts/home.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """All that waits and is due."""
    now = timezone.now()
    found = waiting_for(viewer_of(request), now)
    context = {"tab": "home", "today": timezone.localdate(now), "waiting": found}
    return render(request, "accounts/waiting.html", context)


@require_safe
def changed(request: HttpRequest) -> HttpResponse:
    """All that changed since the last visit."""
    user, now = signed_in(request), timezone.now()
    since, was_here = last_here(user, now)
    context = {
        "tab": "home",
        "changed": changed_for(viewer_of(request), since),
        "since": since,
        "was_here": was_here,
    }
    return render(request, "accounts/changed.html", context)
