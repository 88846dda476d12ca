"""Pictures as they stand on a page: the drawing, and the same numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from tcvm.documents.pictures import Picture, Table, svg, table


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
