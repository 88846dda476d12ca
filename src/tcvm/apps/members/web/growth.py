"""How membership grew: a column for each year's end, drawn on the server, and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tcvm.documents.pictures.canvas import Canvas
from tcvm.documents.pictures.palette import PAGE
from tcvm.domain.scoring.scheme import Category

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tcvm.domain.membership.counts import Point

_HEIGHT = 190.0
_BASE = 160.0
_TOP = 24.0
_SIZE = 12
#: Narrower than this a column has no room for its year: every second or fifth is named.
_YEAR_WIDTH = 34.0


def picture(points: Sequence[Point], width: int) -> SafeString:
    """All members at the end of each year; official ones are the dark part of each column."""
    canvas = Canvas(width, _HEIGHT)
    most = max((point.total for point in points), default=0) or 1
    # Half a year's width is kept free at either end, so that the outer years are not cut.
    step = (width - _YEAR_WIDTH) / max(1, len(points))
    bar = min(44.0, step * 0.72)
    every = next(n for n in (1, 2, 5, 10, 1000) if step * n >= _YEAR_WIDTH)
    for number, point in enumerate(points):
        middle = _YEAR_WIDTH / 2 + step * (number + 0.5)
        left = middle - bar / 2
        tall = (_BASE - _TOP) * point.total / most
        official = (_BASE - _TOP) * point.by_category.of(Category.OFFICIAL) / most
        canvas.rect(left, _BASE - tall, bar, tall, PAGE.rule)
        canvas.rect(left, _BASE - official, bar, official, PAGE.lit)
        # The newest is always named; what would run into it is not.
        named = (len(points) - 1 - number) % every == 0
        if named:
            canvas.text(
                middle,
                _BASE - tall - 6,
                str(point.total),
                PAGE.ink,
                size=_SIZE,
                anchor="middle",
                bold=True,
            )
            canvas.text(
                middle, _BASE + 18, str(point.day.year), PAGE.quiet, size=_SIZE, anchor="middle"
            )
    canvas.line((0, _BASE), (width, _BASE), PAGE.rule)
    # Safe: Canvas escapes every text and writes elements of its own making only.
    return mark_safe(canvas.svg("growth", _("Members at the end of each year"), sentence(points)))  # noqa: S308


def sentence(points: Sequence[Point]) -> str:
    """What the picture shows, in words."""
    if not points:
        return _("There has been no member yet.")
    first, last = points[0], points[-1]
    told = ngettext(
        "%(count)d member in %(year)d", "%(count)d members in %(year)d", first.total
    ) % {"count": first.total, "year": first.day.year}
    now = ngettext("%(count)d in %(year)d", "%(count)d in %(year)d", last.total) % {
        "count": last.total,
        "year": last.day.year,
    }
    return _("%(first)s, %(last)s.") % {"first": told, "last": now}
