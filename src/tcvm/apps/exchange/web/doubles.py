"""Members that may be one: the pairs found, one pair side by side, and what was merged."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tcvm.apps.exchange import queries
from tcvm.apps.exchange.actions.merge_doubles import merge_doubles, part_doubles
from tcvm.apps.exchange.doubles import pairs
from tcvm.apps.exchange.refusals import Refused
from tcvm.apps.exchange.web import lines, wording
from tcvm.apps.exchange.web.opened import context_of, network_of, number_in, tell
from tcvm.apps.members.public import intake
from tcvm.domain.membership.standing import MemberKind
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.once.forms import once_only

LISTED = 50


@once_only
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, register: str) -> HttpResponse:
    """The pairs among a network's members, and those merged, which can be parted again."""
    network = network_of(request, register)
    context = context_of(request, network, "doubles")
    viewer = viewer_of(request)
    if request.method == "POST":
        if not context["may_change"]:
            raise Http404
        try:
            part_doubles(
                key=number_in(request.POST.get("key", "")),
                reason=request.POST.get("reason", "")[:500],
                actor=viewer,
                now=timezone.now(),
            )
            messages.success(request, _("They are two entries again."))
        except Refused as refused:
            tell(request, refused)
        return redirect("exchange:doubles", network.code)
    context |= {
        "pairs": [
            (
                kind.value,
                pair,
                wording.CERTAINTIES[pair.likeness.certainty],
                wording.reasons([one.value for one in pair.likeness.reasons], pair.likeness.near),
            )
            for kind in MemberKind
            for pair in pairs(network.code, kind, viewer)
        ],
        "merged": queries.doubles_visible_to(viewer).filter(network=network)[:LISTED],
    }
    return render(request, "exchange/doubles.html", context)


@once_only
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, register: str, kind: str, one: str, other: str) -> HttpResponse:
    """Two members side by side: which is to stand for both, and what it takes over."""
    network = network_of(request, register)
    context = context_of(request, network, "doubles")
    viewer, today = viewer_of(request), timezone.localdate()
    if kind not in set(MemberKind) or not context["may_change"]:
        raise Http404
    member = MemberKind(kind)
    known = [intake.known(member, code, register, today, viewer) for code in (one, other)]
    facts = [each.facts for each in known]
    if facts[0] is None or facts[1] is None or not all(each.entered for each in known):
        raise Http404
    if request.method == "POST":
        kept = request.POST.get("kept", "")
        if kept not in (one, other):
            raise Http404
        try:
            merge_doubles(
                network=register,
                kind=member,
                kept=kept,
                absorbed=other if kept == one else one,
                taken_over=request.POST.getlist("over") if kept == one else (),
                reason=request.POST.get("reason", "")[:500],
                actor=viewer,
                now=timezone.now(),
                today=today,
            )
        except Refused as refused:
            tell(request, refused)
            return redirect(request.path)
        messages.success(request, _("Merged. It can be undone below."))
        return redirect("exchange:doubles", network.code)
    ours, theirs = (asdict(each) for each in facts if each is not None)
    context |= {
        "one": one,
        "other": other,
        "kind": kind,
        "fields": [
            (
                name,
                wording.field("province" if name == "place" else name),
                lines.shown(name, value),
                lines.shown(name, theirs[name]),
                bool(theirs[name]) and not value,
            )
            for name, value in ours.items()
            if name != "source" and (value or theirs[name])
        ],
    }
    return render(request, "exchange/pair.html", context)
