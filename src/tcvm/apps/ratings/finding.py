"""What of ratings is found by search: rounds, members' scorecards, indicators, scoring scales.

All of it is published, so it is the same for everybody.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tcvm.apps.ratings import queries
from tcvm.apps.ratings.models import RatedMember, Round
from tcvm.apps.ratings.results import scheme_of
from tcvm.documents import catalogue
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.viewer import Viewer
from tcvm.foundation.ui.finding import Found, folded_once


def finds(viewer: Viewer, words: tuple[str, ...], today: dt.date) -> list[Found]:
    """What has all `words` in its name, in either language, or in its code."""
    del viewer, today
    rounds = queries.newest(queries.visible_to(None))
    found = [
        *(
            (one.title, one.code, reverse("ratings:round", args=[one.code]), _("Rating round"))
            for one in rounds
        ),
        *(
            (one.name, one.code, reverse("ratings:indicator", args=[one.code]), _("Indicator"))
            for one in catalogue.indicators().values()
        ),
        *(
            (one.name, one.code, reverse("ratings:scheme", args=[one.code]), _("Scoring scale"))
            for one in map(scheme_of, catalogue.scheme_codes())
        ),
    ]
    lines = [
        line
        for name, code, href, kind in found
        if (line := _line(name, code, href, kind, words)) is not None
    ]
    return [*lines, *_scorecards({one.pk: one for one in rounds}, words)]


def _scorecards(rounds: dict[int, Round], words: tuple[str, ...]) -> list[Found]:
    """Of each member the scorecard of the newest round it is in."""
    newest: dict[str, tuple[int, str, Round]] = {}
    rows = RatedMember.objects.filter(round__in=rounds).values_list("slug", "name", "round_id")
    for slug, name, key in rows:
        year = rounds[key].year
        if slug not in newest or newest[slug][0] < year:
            newest[slug] = (year, name, rounds[key])
    found = []
    for slug, (_year, name, one) in newest.items():
        href = reverse("ratings:scorecard", args=[one.code, slug])
        line = _line(Text(name, name), "", href, _("Scorecard"), words)
        if line is not None:
            details = one.title.said_in(get_language() or "vi")
            found.append(replace(line, details=details))
    return sorted(found, key=lambda one: (one.rank, one.title))


def _line(name: Text, code: str, href: str, kind: str, words: tuple[str, ...]) -> Found | None:
    """The thing as found, None where a word is missing."""
    text = folded_once(f"{name.vi} {name.en} {code}")
    if not all(word in text for word in words):
        return None
    locale = get_language() or "vi"
    title, other = name.said_in(locale), name.vi if locale.startswith("en") else name.en
    # Found by its other name, it shows why.
    details = " · ".join(one for one in (other if other != title else "", code) if one)
    return Found(title, href, kind, details, 0 if folded_once(title).startswith(words[0]) else 1)
