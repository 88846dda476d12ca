"""A member among its peers: quartiles as a bar, the median as a line, the member as a mark."""

from __future__ import annotations

from decimal import Decimal

from tcvm.documents.pictures.canvas import Canvas, text_width
from tcvm.documents.pictures.descriptions import Strip, Table
from tcvm.documents.pictures.palette import Palette
from tcvm.documents.pictures.quantities import quantity_text
from tcvm.documents.words import label

FILE = "pictures"
_HEIGHT = 46
_AXIS = 24.0
_SIZE = 10
_MARK = 5.0
#: The share of the width left free beyond the outermost figure on either side.
_MARGIN = 0.12


def draw(strip: Strip, locale: str, palette: Palette, width: int) -> Canvas:
    """The picture at that width; labels that do not fit beside the median's are left out."""
    canvas = Canvas(width, _HEIGHT)
    canvas.line((0, _AXIS), (width, _AXIS), palette.rule)
    found = strip.statistics
    if found.median is None:
        text = _hidden(strip, locale)
        if text_width(text, _SIZE) > width:
            text = label(FILE, "strip_hidden_short", locale, members_min=strip.members_min)
        canvas.text(width / 2, _AXIS + 16, text, palette.quiet, size=_SIZE, anchor="middle")
        return canvas
    place = _Places(strip, width)
    if found.lower_quartile is not None and found.upper_quartile is not None:
        ends = sorted((place.of(found.lower_quartile), place.of(found.upper_quartile)))
        canvas.rect(ends[0], _AXIS - 6, ends[1] - ends[0], 12, palette.cell)
        canvas.add(
            "rect",
            x=ends[0],
            y=_AXIS - 6,
            width=ends[1] - ends[0],
            height=12,
            fill="none",
            stroke=palette.rule,
        )
    median_x = place.of(found.median)
    canvas.line((median_x, _AXIS - 9), (median_x, _AXIS + 9), palette.ink, 2)
    _labels_below(canvas, strip, locale, place, palette)
    if strip.value is not None:
        _own(canvas, strip, locale, place.of(strip.value), palette)
    return canvas


def _hidden(strip: Strip, locale: str) -> str:
    members = strip.statistics.members
    return label(FILE, "strip_hidden", locale, members=members, members_min=strip.members_min)


class _Places:
    """Where a value stands across the picture: better values to the right."""

    def __init__(self, strip: Strip, width: int) -> None:
        found = strip.statistics
        shown = (found.median, found.lower_quartile, found.upper_quartile, strip.value)
        known = [value for value in shown if value is not None]
        self.low, self.high = min(known), max(known)
        self.width = width
        self.higher_is_better = strip.higher_is_better

    def of(self, value: Decimal) -> float:
        span = self.high - self.low
        share = float((value - self.low) / span) if span else 0.5
        if not self.higher_is_better:
            share = 1 - share
        return self.width * (_MARGIN + share * (1 - 2 * _MARGIN))


def _labels_below(
    canvas: Canvas, strip: Strip, locale: str, place: _Places, palette: Palette
) -> None:
    found = strip.statistics
    taken: list[tuple[float, float]] = []
    for value in (found.median, found.lower_quartile, found.upper_quartile):
        if value is None:
            continue
        text = quantity_text(value, strip.unit, locale)
        half = text_width(text, _SIZE) / 2
        x = min(max(place.of(value), half), canvas.width - half)
        if any(x - half < end + 4 and start - 4 < x + half for start, end in taken):
            continue
        taken.append((x - half, x + half))
        ink = palette.ink if value is found.median else palette.quiet
        canvas.text(x, _AXIS + 20, text, ink, size=_SIZE, anchor="middle")


def _own(canvas: Canvas, strip: Strip, locale: str, x: float, palette: Palette) -> None:
    points = [(x, _AXIS - _MARK), (x + _MARK, _AXIS), (x, _AXIS + _MARK), (x - _MARK, _AXIS)]
    canvas.add(
        "polygon",
        points=" ".join(f"{across:.2f},{down:.2f}" for across, down in points),
        fill=palette.mark,
        stroke=palette.ground,
        stroke_width=1,
    )
    assert strip.value is not None
    text = quantity_text(strip.value, strip.unit, locale, strip.value_places)
    half = text_width(text, _SIZE, bold=True) / 2
    middle = min(max(x, half), canvas.width - half)
    canvas.text(middle, 11, text, palette.mark, size=_SIZE, anchor="middle", bold=True)


def title(strip: Strip, locale: str) -> str:
    """The indicator and the group."""
    return label(
        FILE,
        "strip_title",
        locale,
        name=strip.name.said_in(locale),
        group=strip.group.said_in(locale),
    )


def describe(strip: Strip, locale: str) -> str:
    """What the picture shows, in one or two sentences."""
    found = strip.statistics
    if found.median is None:
        return _hidden(strip, locale)
    sentences = [
        label(
            FILE,
            "strip_median" if found.lower_quartile is None else "strip_quartiles",
            locale,
            members=found.members,
            median=quantity_text(found.median, strip.unit, locale),
            lower=_or_blank(found.lower_quartile, strip, locale),
            upper=_or_blank(found.upper_quartile, strip, locale),
        )
    ]
    if strip.value is not None:
        value = quantity_text(strip.value, strip.unit, locale, strip.value_places)
        code = "strip_own" if strip.rank is None else "strip_own_rank"
        sentences.append(
            label(FILE, code, locale, value=value, rank=strip.rank, members=found.members)
        )
    return " ".join(sentences)


def _or_blank(value: Decimal | None, strip: Strip, locale: str) -> str:
    return "" if value is None else quantity_text(value, strip.unit, locale)


def rows(strip: Strip, locale: str) -> Table:
    """The figures as a table; what may not be shown is left blank."""
    found = strip.statistics
    own = ""
    if strip.value is not None:
        own = quantity_text(strip.value, strip.unit, locale, strip.value_places)
    figures = {
        "own": own,
        "lower_quartile": _or_blank(found.lower_quartile, strip, locale),
        "median": _or_blank(found.median, strip, locale),
        "upper_quartile": _or_blank(found.upper_quartile, strip, locale),
        "members": str(found.members),
        "rank": "" if strip.rank is None else str(strip.rank),
    }
    return Table(
        title(strip, locale),
        (label(FILE, "head_figure", locale), strip.name.said_in(locale)),
        tuple((label(FILE, f"row_{code}", locale), text) for code, text in figures.items()),
    )
