"""Two years of one figure: a line a member, its name and values at the ends."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tcvm.documents.pictures.canvas import Canvas, shortened, text_width
from tcvm.documents.pictures.descriptions import Slope, SlopeLine, Table
from tcvm.documents.pictures.palette import Palette
from tcvm.documents.pictures.quantities import quantity_text
from tcvm.documents.words import label

FILE = "pictures"
_SIZE = 10.5
_HEAD = 22.0
_LABEL = 13.0
_GAP = 6


def draw(slope: Slope, locale: str, palette: Palette, width: int) -> Canvas:
    """The picture at that width; labels keep apart, so it grows with the number of members."""
    height = max(140.0, len(slope.lines) * _LABEL * 1.25) + _HEAD + 8
    canvas = Canvas(width, height)
    befores = [_text(line.before, slope, locale) for line in slope.lines]
    afters = [_text(line.after, slope, locale) for line in slope.lines]
    left = max(text_width(text, _SIZE, bold=True) for text in (slope.before, *befores))
    right = width * 0.55
    canvas.text(left, 12, slope.before, palette.quiet, size=_SIZE, anchor="end", bold=True)
    canvas.text(right, 12, slope.after, palette.quiet, size=_SIZE, bold=True)
    places = _Places(slope, height)
    before_ys = _apart([places.of(line.before) for line in slope.lines])
    after_ys = _apart([places.of(line.after) for line in slope.lines])
    for place, line in enumerate(slope.lines):
        ink = palette.mark if line.highlighted else palette.ink
        start = (left + 3 * _GAP, places.of(line.before))
        end = (right - 3 * _GAP, places.of(line.after))
        stroke = palette.mark if line.highlighted else palette.rule
        canvas.line(start, end, stroke, 2.5 if line.highlighted else 1.2)
        # From each end to its label, which may have had to make room for others.
        canvas.line((left + _GAP, before_ys[place]), start, palette.rule, 0.6)
        canvas.line(end, (right - _GAP, after_ys[place]), palette.rule, 0.6)
        canvas.text(
            left,
            before_ys[place] + 3.7,
            befores[place],
            ink,
            size=_SIZE,
            anchor="end",
            bold=line.highlighted,
        )
        text = f"{afters[place]}  {line.name}"
        canvas.text(
            right,
            after_ys[place] + 3.7,
            shortened(text, _SIZE, width - right, bold=line.highlighted),
            ink,
            size=_SIZE,
            bold=line.highlighted,
        )
    return canvas


class _Places:
    """How far down a value stands: the greatest on top."""

    def __init__(self, slope: Slope, height: float) -> None:
        values = [value for line in slope.lines for value in (line.before, line.after)]
        self.low = min(values, default=Decimal(0))
        self.span = max(values, default=Decimal(0)) - self.low
        self.top = _HEAD + _LABEL / 2
        self.room = height - self.top - _LABEL

    def of(self, value: Decimal) -> float:
        share = float((value - self.low) / self.span) if self.span else 0.5
        return self.top + (1 - share) * self.room


def _apart(wanted: Sequence[float]) -> list[float]:
    """Places near those wanted and at least one label apart, in the same order."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    found = list(wanted)
    floor = _HEAD + _LABEL / 2
    for rank, place in enumerate(order):
        found[place] = max(wanted[place], floor + rank * _LABEL)
        if rank:
            found[place] = max(found[place], found[order[rank - 1]] + _LABEL)
    # What was pushed below the last place wanted is pushed back up, as far as there is room.
    limit = max(max(wanted, default=0), floor + (len(wanted) - 1) * _LABEL)
    for place in reversed(order):
        found[place] = min(found[place], limit)
        limit = found[place] - _LABEL
    return found


def _text(value: Decimal, slope: Slope, locale: str) -> str:
    return quantity_text(value, slope.unit, locale)


def title(slope: Slope, locale: str) -> str:
    """The figure and the two years."""
    name = slope.name.said_in(locale)
    return label(FILE, "slope_title", locale, name=name, before=slope.before, after=slope.after)


def describe(slope: Slope, locale: str) -> str:
    """How many rose, fell and stayed."""
    return label(
        FILE,
        "slope_description",
        locale,
        rose=_count(slope.lines, 1),
        fell=_count(slope.lines, -1),
        same=_count(slope.lines, 0),
    )


def _count(lines: Sequence[SlopeLine], sign: int) -> int:
    return sum((line.after > line.before) - (line.after < line.before) == sign for line in lines)


def rows(slope: Slope, locale: str) -> Table:
    """Member, value before, value after."""
    return Table(
        title(slope, locale),
        (label(FILE, "head_member", locale), slope.before, slope.after),
        tuple(
            (line.name, _text(line.before, slope, locale), _text(line.after, slope, locale))
            for line in slope.lines
        ),
    )
