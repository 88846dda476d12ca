"""Pictures as they stand on a page: the drawing, and the same numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from tcvm.apps.ratings.results import RatedRound
from tcvm.documents.pictures import Dot, DotScale, Picture, Table, svg, table
from tcvm.documents.pictures.results import scale_classes
from tcvm.domain.text import Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its table."""

    drawing: SafeString
    table: Table


def figure(picture: Picture, locale: str, width: int) -> Figure:
    """The picture laid out for `width` pixels, in the page's own colours."""
    # Safe: `svg` escapes every name and writes elements of its own making only.
    drawing = mark_safe(svg(picture, locale, width=width))  # noqa: S308
    return Figure(drawing, table(picture, locale))


def point_scale(rated: RatedRound, title: Text, highlighted: str = "") -> DotScale:
    """All members of a round that have points, on the scale of points; one may be highlighted."""
    dots = [
        Dot(
            one.result.card.member.name,
            one.result.card.points,
            near_boundary=one.redraws is not None and one.redraws.near_boundary,
            highlighted=one.slug == highlighted,
        )
        for one in rated.members
        if one.result.card.points is not None
    ]
    return DotScale(title, scale_classes(rated.result.rules.scheme), tuple(dots))
