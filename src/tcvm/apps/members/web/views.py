"""From an address to a page. What the viewer may not see answers 404, as if it were not there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tcvm.apps.members import queries
from tcvm.apps.members.register import registered
from tcvm.apps.members.web import growth, labels, sheets
from tcvm.apps.members.web.counts import counts_page
from tcvm.apps.members.web.listing import Choices, Listing, listing
from tcvm.apps.members.web.member import member_page
from tcvm.apps.members.web.pages import opened, page_context
from tcvm.apps.members.web.viewers import viewer_of
from tcvm.foundation.upkeep.public import has_history

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.register import RegisteredMember
    from tcvm.foundation.tenancy.models import Network

#: Width the growth picture is laid out for, in pixels: that of a telephone.
PICTURE_WIDTH = 360


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The registers that the viewer may open; the only one at once. Else their own membership."""
    viewer, today = viewer_of(request), timezone.localdate()
    networks = list(queries.networks_visible_to(viewer, today))
    own = queries.visible_to(viewer, today).exclude(network__in=networks)
    if len(networks) == 1 and not own.exists():
        return redirect("members:register", networks[0].code)
    if not networks and not own.exists():
        raise Http404
    context = {
        "section": "members",
        "networks": [(one.code, one.name.said_in(labels.locale())) for one in networks],
        "own": [
            (one.network.code, one.code, one.network.name.said_in(labels.locale())) for one in own
        ],
    }
    return render(request, "members/home.html", context)


@require_safe
def register(request: HttpRequest, register: str) -> HttpResponse:
    """The members of a network on a day, searched, filtered and sorted as the address says."""
    network, choices = opened(request, register)
    today = timezone.localdate()
    members = registered(queries.visible_to(viewer_of(request), today).filter(network=network))
    page = _listed(network, members, choices, today)
    page = replace(page, table=sheets.with_files(network.code, page))
    body = queries.support_body_of(network, page.day)
    keeps = queries.networks_editable_by(viewer_of(request)).filter(pk=network.pk).exists()
    context = page_context(request, network, choices) | {
        "page": page,
        "day_words": labels.day(page.day),
        "keeps": keeps,
        "body": body,
        "body_is_member": body is not None and any(body.pk == one.organisation for one in members),
    }
    return render(request, "members/register.html", context)


@require_safe
def register_file(request: HttpRequest, register: str, written_as: str) -> HttpResponse:
    """The list as its page shows it, all rows of all pages, as a workbook or as CSV."""
    network, choices = opened(request, register)
    today = timezone.localdate()
    members = registered(queries.visible_to(viewer_of(request), today).filter(network=network))
    page = _listed(network, members, replace(choices, page=1), today, whole=True)
    return sheets.response(network, page, written_as, viewer_of(request).label)


def _listed(
    network: Network,
    members: list[RegisteredMember],
    choices: Choices,
    today: dt.date,
    *,
    whole: bool = False,
) -> Listing:
    on = Choices(on=choices.on).query() if choices.on else ""
    return listing(
        members,
        queries.codes_of(network.pk),
        queries.signatures_in_force(queries.signature_rows(network.pk)),
        choices,
        today=today,
        address=lambda code: reverse("members:member", args=[network.code, code]) + on,
        whole=whole,
    )


@require_safe
def counts(request: HttpRequest, register: str) -> HttpResponse:
    """The members of a network on a day, counted, and how their number grew."""
    network, choices = opened(request, register)
    today = timezone.localdate()
    members = registered(queries.visible_to(viewer_of(request), today).filter(network=network))
    page = counts_page(members, choices, today)
    context = page_context(request, network, choices) | {
        "page": page,
        "day_words": labels.day(page.day),
        "picture": growth.picture(page.points, PICTURE_WIDTH),
        "sentence": growth.sentence(page.points),
    }
    return render(request, "members/counts.html", context)


@require_safe
def member(request: HttpRequest, register: str, member: str) -> HttpResponse:
    """One member: standing, history, code of conduct, posts, events, other networks."""
    viewer, today = viewer_of(request), timezone.localdate()
    found = queries.found_or_404(queries.visible_to(viewer, today), register, member)
    choices = Choices(on=Choices.of(request.GET.dict()).on)
    day = choices.day(today)
    context = page_context(request, found.network, choices) | {
        "page": member_page(found, viewer, day, today),
        "day_words": labels.day(day),
        "whole_register": queries.networks_visible_to(viewer, today)
        .filter(pk=found.network_id)
        .exists(),
        "history_of": [
            (kind, key)
            for kind, key in (("membership", found.pk), ("organisation", found.organisation_id))
            if key is not None and has_history(viewer, kind, key, today)
        ],
    }
    return render(request, "members/member.html", context)
