"""What of joining waits for a person: for the home page."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tcvm.apps.joining import queries, words
from tcvm.apps.joining.models import Application
from tcvm.domain.joining.course import State
from tcvm.foundation.tenancy.viewer import Viewer
from tcvm.foundation.ui.waiting import Waiting


def waits(viewer: Viewer, now: dt.datetime) -> list[Waiting]:
    """A line for each network and thing to be done there: to take up, to review, to decide."""
    del now
    preparing = viewer.networks_as(*queries.PREPARING)
    confirming = viewer.networks_as(*queries.CONFIRMING)
    found: dict[tuple[int, str], list[Application]] = defaultdict(list)
    for one in queries.standing_in(
        queries.visible_to(viewer), (State.SENT, State.UNDER_REVIEW, State.AWAITING_DECISION)
    ):
        for what in _what(one, viewer, preparing, confirming):
            found[one.network_id, what].append(one)
    return [_line(what, rows) for (_network, what), rows in found.items()]


def _what(
    one: Application, viewer: Viewer, preparing: frozenset[int], confirming: frozenset[int]
) -> list[str]:
    """What the viewer has to do about an application."""
    state = State(one.state)
    if state is not State.AWAITING_DECISION:
        return [state.value] if one.network_id in preparing else []
    prepared = queries.prepared_of(one)
    if prepared is None:
        return ["prepare"] if one.network_id in preparing else []
    may = one.network_id in confirming and prepared.entry.by != viewer.identifier
    return ["confirm"] if may else []


def _line(what: str, rows: list[Application]) -> Waiting:
    network = rows[0].network
    count = len(rows)
    text = {
        State.SENT.value: ngettext(
            "%(count)s application to take up", "%(count)s applications to take up", count
        ),
        State.UNDER_REVIEW.value: ngettext(
            "%(count)s application under review", "%(count)s applications under review", count
        ),
        "prepare": ngettext(
            "%(count)s application to decide: prepare the resolution",
            "%(count)s applications to decide: prepare the resolutions",
            count,
        ),
        "confirm": ngettext(
            "%(count)s decision on an application to confirm",
            "%(count)s decisions on applications to confirm",
            count,
        ),
    }[what] % {"count": count}
    state = State.AWAITING_DECISION.value if what in ("prepare", "confirm") else what
    first = min(one.moved_at for one in rows)
    return Waiting(
        text=_("Joining: %(what)s") % {"what": text},
        href=reverse("joining:queue", args=[network.code]) + f"?state={state}",
        place=words.said(network.name),
        since=timezone.localtime(first).date(),
        count=count,
    )
