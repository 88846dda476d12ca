"""Applications found by the search of the whole platform, for those who may read them."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from tcvm.apps.joining import queries, words
from tcvm.apps.joining.filing import applicant_name
from tcvm.domain.joining.course import State
from tcvm.domain.membership.names import folded
from tcvm.foundation.tenancy.viewer import Viewer
from tcvm.foundation.ui.finding import Found


def finds(viewer: Viewer, sought: tuple[str, ...], today: dt.date) -> list[Found]:
    """The applications whose number or applicant's names have every word of `sought`."""
    del today
    found = []
    for one in queries.visible_to(viewer).prefetch_related("submissions"):
        answers = list(one.submissions.all())[-1].answers
        name = applicant_name(answers)
        text = folded(
            " ".join((one.number, name.vi, name.en, str(answers.get("abbreviation", ""))))
        )
        if not all(word in text for word in sought):
            continue
        state = State(one.state)
        found.append(
            Found(
                title=words.said(name),
                href=reverse("joining:review", args=[one.network.code, one.number]),
                kind=_("Application to join"),
                details=f"{one.number} · {words.STATES[state]}",
                rank=0 if folded(name.vi).startswith(sought[0]) else 1,
            )
        )
    return sorted(found, key=lambda one: (one.rank, one.title))
