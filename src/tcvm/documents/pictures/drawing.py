"""One picture, three ways: drawn as SVG, said in a sentence, laid out as a table."""

from __future__ import annotations

from tcvm.documents.pictures import bullet, dot_scale, slope, strip
from tcvm.documents.pictures.canvas import Canvas
from tcvm.documents.pictures.descriptions import Bullet, DotScale, Picture, Slope, Strip, Table
from tcvm.documents.pictures.palette import PAGE, Palette

#: The narrowest screen a picture is laid out for; wider ones scale it up.
WIDTH = 360


def svg(picture: Picture, locale: str, *, palette: Palette = PAGE, width: int = WIDTH) -> str:
    """The picture as an SVG element, the same bytes for the same picture.

    It carries its title and description, and no style attribute or script. `palette` is PAGE for
    a page, which follows the style sheet's colours, PRINT for paper. `width` in pixels is what it
    is laid out for: text keeps its size, so a narrower picture is not a smaller one.
    """
    kind, canvas = _drawn(picture, locale, palette, width)
    return canvas.svg(kind, title(picture, locale), description(picture, locale))


def _drawn(picture: Picture, locale: str, palette: Palette, width: int) -> tuple[str, Canvas]:
    match picture:
        case Bullet():
            return "bullet", bullet.draw(picture, locale, palette, width)
        case Strip():
            return "strip", strip.draw(picture, locale, palette, width)
        case DotScale():
            return "dot-scale", dot_scale.draw(picture, locale, palette, width)
        case Slope():
            return "slope", slope.draw(picture, locale, palette, width)


def title(picture: Picture, locale: str) -> str:
    """What the picture is of, in a few words."""
    match picture:
        case Bullet():
            return bullet.title(picture, locale)
        case Strip():
            return strip.title(picture, locale)
        case DotScale():
            return dot_scale.title(picture, locale)
        case Slope():
            return slope.title(picture, locale)


def description(picture: Picture, locale: str) -> str:
    """What the picture shows, in a sentence or two."""
    match picture:
        case Bullet():
            return bullet.describe(picture, locale)
        case Strip():
            return strip.describe(picture, locale)
        case DotScale():
            return dot_scale.describe(picture, locale)
        case Slope():
            return slope.describe(picture, locale)


def table(picture: Picture, locale: str) -> Table:
    """All numbers of the picture as a table."""
    match picture:
        case Bullet():
            return bullet.rows(picture, locale)
        case Strip():
            return strip.rows(picture, locale)
        case DotScale():
            return dot_scale.rows(picture, locale)
        case Slope():
            return slope.rows(picture, locale)
