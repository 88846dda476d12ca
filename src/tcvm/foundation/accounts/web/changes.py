"""Changes that wait for a second person: the list, and one with its decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tcvm.foundation.accounts import queries, rules, trail
from tcvm.foundation.accounts.actions.decide_change import decide_change
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.kinds import operation_of
from tcvm.foundation.accounts.models import Decision, PendingChange
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.accounts.web.lines import change_line
from tcvm.foundation.accounts.web.listed import changes_table
from tcvm.foundation.accounts.web.own import signed_in
from tcvm.foundation.accounts.web.wording import sentence

SHOWN = 200
_SAID = {
    Decision.CONFIRMED: gettext_lazy("Confirmed and carried out."),
    Decision.REFUSED: gettext_lazy("Refused. Nothing was changed."),
    Decision.WITHDRAWN: gettext_lazy("Withdrawn. Nothing was changed."),
}
_DECISIONS = {str(one): one for one in _SAID}


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Open changes first, then what was decided last."""
    now, today = timezone.now(), timezone.localdate()
    found = queries.changes_visible_to(viewer_of(request), today).order_by("-asked_at")[:SHOWN]
    lines = [change_line(one, now) for one in found]
    closed = [one for one in lines if not one.is_open]
    context = {
        "tab": "changes",
        "open": changes_table("open", _("Open"), [one for one in reversed(lines) if one.is_open]),
        "closed": changes_table("closed", _("Decided"), closed) if closed else None,
    }
    return render(request, "accounts/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: int) -> HttpResponse:
    """One change: what, old, new, who asks and why; buttons for whoever may decide."""
    now, today = timezone.now(), timezone.localdate()
    found = queries.change_visible_to(viewer_of(request), key, today)
    if request.method == "POST":
        return _decide(request, found)
    own = found.asked_by_id == signed_in(request).pk
    permitted = rules.permits(
        viewer_of(request),
        operation_of(found.kind),
        today=today,
        network=found.network_id,
        organisation=found.organisation_id,
    )
    context = {
        "tab": "changes",
        "change": change_line(found, now, viewer=viewer_of(request)),
        "own": own,
        "may_decide": permitted and not own and found.is_open(now),
        "may_withdraw": own and found.is_open(now),
    }
    return render(request, "accounts/change.html", context)


def _decide(request: HttpRequest, found: PendingChange) -> HttpResponse:
    try:
        decision = _DECISIONS[request.POST.get("decision", "")]
        decide_change(
            key=found.pk,
            decision=decision,
            because=request.POST.get("because", "")[:500],
            actor=signed_in(request),
            now=timezone.now(),
            today=timezone.localdate(),
            origin=trail.origin_of(request),
        )
    except (KeyError, NotPermitted) as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, str(_SAID[decision]))
    return redirect("accounts:change", found.pk)
