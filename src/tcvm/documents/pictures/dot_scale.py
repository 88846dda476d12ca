"""Every member as a dot on the point scale, best on top, with the class cuts and the names.

The scale runs down the page: members with the same points stand side by side on one line and
their names follow them, so that no label can cover another, on the narrowest screen too.
"""

from __future__ import annotations

from collections import defaultdict

from tcvm.documents.pictures.canvas import Canvas, shortened, text_width
from tcvm.documents.pictures.descriptions import Dot, DotScale, ScaleClass, Table
from tcvm.documents.pictures.palette import Palette
from tcvm.documents.words import label

FILE = "pictures"
_ROW = 13.0
_SIZE = 10.5
_TICK_SIZE = 9
_CLASS_SIZE = 22
_CLASS_X = 4
_AXIS_X = 74.0
_DOTS_X = 84.0
#: Room between two classes, so that the cut does not run through the names on either side.
_CUT = 8.0
_HEAD = ("member", "class", "points", "note")
_RADIUS = 4.5
#: How much of the room right of the axis dots may take before they move closer together.
_DOTS_SHARE = 0.55


def draw(scale: DotScale, locale: str, palette: Palette, width: int) -> Canvas:
    """The picture at that width; its height follows from the length of the scale."""
    lines = _Lines(scale)
    near = any(dot.near_boundary for dot in scale.dots)
    canvas = Canvas(width, lines.bottom + (22 if near else 2))
    for place, one in enumerate(scale.classes):
        if place:
            y = lines.of(one.points_high) - (_ROW + _CUT) / 2
            canvas.line((0, y), (width, y), palette.ink)
        text = label(FILE, "dot_scale_members", locale, members=_members(scale, one))
        _class(canvas, one, lines, text, palette)
    by_points: dict[int, list[Dot]] = defaultdict(list)
    for dot in sorted(scale.dots, key=lambda dot: (not dot.highlighted, dot.name)):
        by_points[dot.points].append(dot)
    crowd = max((len(dots) for dots in by_points.values()), default=1)
    pitch = min(2 * _RADIUS + 2, (width - _DOTS_X) * _DOTS_SHARE / crowd)
    for points, dots in sorted(by_points.items(), reverse=True):
        _row(canvas, dots, lines.of(points), pitch, palette)
    if near:
        y = lines.bottom + 14
        centre = (_CLASS_X + _RADIUS, y - 3.5)
        canvas.mark(centre, _RADIUS - 0.75, palette.ground, stroke=palette.mark)
        text = label(FILE, "dot_scale_near", locale)
        canvas.text(_CLASS_X + 16, y, text, palette.quiet, size=_SIZE)
    return canvas


class _Lines:
    """Where each number of points stands down the page."""

    def __init__(self, scale: DotScale) -> None:
        self.classes = scale.classes
        self.best = scale.classes[0].points_high
        self.bottom = self.of(scale.classes[-1].points_low) + _ROW / 2

    def of(self, points: int) -> float:
        cuts = sum(one.points_low > points for one in self.classes)
        return (self.best - points + 0.5) * _ROW + cuts * _CUT


def _members(scale: DotScale, one: ScaleClass) -> int:
    return sum(one.points_low <= dot.points <= one.points_high for dot in scale.dots)


def _class(canvas: Canvas, one: ScaleClass, lines: _Lines, members: str, palette: Palette) -> None:
    top, bottom = lines.of(one.points_high) - _ROW / 2, lines.of(one.points_low) + _ROW / 2
    canvas.line((_AXIS_X, top), (_AXIS_X, bottom), palette.rule)
    canvas.text(_CLASS_X, top + 17, one.code, palette.ink, size=_CLASS_SIZE, bold=True)
    if bottom - top >= 3 * _ROW:
        canvas.text(_CLASS_X, top + 31, members, palette.quiet, size=_TICK_SIZE)
    for points in sorted({one.points_high, one.points_low}):
        y = lines.of(points) + 3.3
        canvas.text(_AXIS_X - 5, y, str(points), palette.quiet, size=_TICK_SIZE, anchor="end")


def _row(canvas: Canvas, dots: list[Dot], y: float, pitch: float, palette: Palette) -> None:
    radius = min(_RADIUS, pitch / 2)
    for place, dot in enumerate(dots):
        centre = (_DOTS_X + radius + place * pitch, y)
        if dot.near_boundary:
            ground, ring = palette.ground, palette.mark
            canvas.mark(centre, radius - 0.75, ground, stroke=ring, name=dot.name)
        else:
            canvas.mark(centre, radius, palette.mark, name=dot.name)
    x = _DOTS_X + len(dots) * pitch + 5
    # The highlighted member stands first and bold; the others follow it as one text.
    own = [dot.name for dot in dots if dot.highlighted]
    others = [dot.name for dot in dots if not dot.highlighted]
    if own:
        room = canvas.width - x - (20 if others else 0)
        text = shortened(", ".join(own), _SIZE, room, bold=True)
        canvas.text(x, y + 3.7, text, palette.ink, size=_SIZE, bold=True)
        x += text_width(text, _SIZE, bold=True) + 6
    if others:
        canvas.text(x, y + 3.7, _names(others, canvas.width - x), palette.ink, size=_SIZE)


def _names(names: list[str], room: float) -> str:
    """As many names as fit, then how many more there are; the first is cut where it must be."""
    for count in range(len(names), 0, -1):
        more = f" +{len(names) - count}" if count < len(names) else ""
        text = ", ".join(names[:count]) + more
        if text_width(text, _SIZE) <= room:
            return text
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    left = room - text_width(more, _SIZE)
    if left < text_width(names[0][:4], _SIZE):
        return f"+{len(names)}"
    return shortened(names[0], _SIZE, left) + more


def title(scale: DotScale, locale: str) -> str:
    """The title as given."""
    return scale.title.said_in(locale)


def describe(scale: DotScale, locale: str) -> str:
    """How many members stand in each class, from the best, and where the highlighted one stands."""
    if not scale.dots:
        return label(FILE, "dot_scale_empty", locale)
    counts = ", ".join(
        label(
            FILE,
            "dot_scale_class",
            locale,
            grade=one.code,
            members=_members(scale, one),
        )
        for one in scale.classes
    )
    sentences = [
        label(
            FILE,
            "dot_scale_description",
            locale,
            members=len(scale.dots),
            lowest=min(dot.points for dot in scale.dots),
            highest=max(dot.points for dot in scale.dots),
            counts=counts,
        )
    ]
    sentences += [
        label(FILE, "dot_scale_own", locale, name=dot.name, points=dot.points)
        for dot in scale.dots
        if dot.highlighted
    ]
    return " ".join(sentences)


def rows(scale: DotScale, locale: str) -> Table:
    """The members with class and points, best first."""
    near = label(FILE, "dot_scale_near", locale)
    return Table(
        title(scale, locale),
        tuple(label(FILE, f"head_{code}", locale) for code in _HEAD),
        tuple(
            (
                dot.name,
                next(o.code for o in scale.classes if o.points_low <= dot.points <= o.points_high),
                str(dot.points),
                near if dot.near_boundary else "",
            )
            for dot in sorted(scale.dots, key=lambda dot: (-dot.points, dot.name))
        ),
    )
