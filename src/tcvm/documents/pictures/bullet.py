"""A value in its bands: the printed cells in a row, worst to best, the matched one lit."""

from __future__ import annotations

from tcvm.documents.pictures.canvas import Canvas, text_width
from tcvm.documents.pictures.descriptions import Bullet, Table
from tcvm.documents.pictures.palette import Palette
from tcvm.documents.pictures.quantities import band_text, quantity_text
from tcvm.documents.words import label
from tcvm.domain.scoring.match import FoundBy

FILE = "pictures"
_TOP = 10
_CELL_HEIGHT = 36
_GAP = 2
_POINTS_SIZE = 10.5
_BAND_SIZE_MAX = 10.5
_MARKER = 4.5


def draw(bullet: Bullet, locale: str, palette: Palette, width: int) -> Canvas:
    """The picture at that width."""
    canvas = Canvas(width, _TOP + _CELL_HEIGHT + 1)
    cell_width = (width + _GAP) / len(bullet.cells) - _GAP
    bands = [_lines(band_text(cell.printed, locale)) for cell in bullet.cells]
    widest = max(text_width(line, 1) for lines in bands for line in lines)
    size = min(_BAND_SIZE_MAX, (cell_width - 3) / widest)
    for place, cell in enumerate(bullet.cells):
        x = place * (cell_width + _GAP)
        lit = place == bullet.lit
        ink = palette.lit_ink if lit else palette.ink
        canvas.rect(x, _TOP, cell_width, _CELL_HEIGHT, palette.lit if lit else palette.cell)
        if lit and bullet.found_by not in (None, FoundBy.PRINTED):
            _dashes(canvas, x, cell_width, palette)
        middle = x + cell_width / 2
        canvas.text(
            middle,
            _TOP + 11,
            cell.gives,
            ink if lit else palette.quiet,
            size=_POINTS_SIZE,
            anchor="middle",
            bold=True,
        )
        lines = bands[place]
        for line_place, line in enumerate(lines):
            y = _TOP + (22 if len(lines) > 1 else 26.5) + line_place * 10.5
            canvas.text(middle, y, line, ink, size=size, anchor="middle")
    _marker(canvas, bullet, cell_width + _GAP, palette)
    return canvas


def _lines(band: str) -> tuple[str, ...]:
    """A band in one line, or broken after its dash when it is long."""
    low, dash, high = band.partition("–")
    if dash and len(band) > 9:
        return f"{low}–", high
    return (band,)


def _dashes(canvas: Canvas, x: float, cell_width: float, palette: Palette) -> None:
    """An inner frame that marks a match made by rounding, a correction or the floor."""
    canvas.add(
        "rect",
        x=x + 1.5,
        y=_TOP + 1.5,
        width=cell_width - 3,
        height=_CELL_HEIGHT - 3,
        fill="none",
        stroke=palette.lit_ink,
        stroke_width=0.8,
        stroke_dasharray="2.5 2",
    )


def _marker(canvas: Canvas, bullet: Bullet, pitch: float, palette: Palette) -> None:
    if bullet.position is None:
        return
    x = min(max(float(bullet.position) * pitch, _MARKER), canvas.width - _MARKER)
    tip, top = _TOP - 0.5, _TOP - 0.5 - 1.7 * _MARKER
    points = f"{x - _MARKER:.2f},{top:.2f} {x + _MARKER:.2f},{top:.2f} {x:.2f},{tip:.2f}"
    canvas.add("polygon", points=points, fill=palette.ink)


def title(bullet: Bullet, locale: str) -> str:
    """The indicator and its value."""
    name = bullet.name.said_in(locale)
    if bullet.value is None:
        return label(FILE, "bullet_title_missing", locale, name=name)
    value = quantity_text(bullet.value, bullet.unit, locale, bullet.value_places)
    return label(FILE, "bullet_title", locale, name=name, value=value)


def describe(bullet: Bullet, locale: str) -> str:
    """What the picture shows, in a sentence."""
    name = bullet.name.said_in(locale)
    if bullet.value is None:
        return label(FILE, "bullet_missing", locale, name=name)
    value = quantity_text(bullet.value, bullet.unit, locale, bullet.value_places)
    band = gives = ""
    if bullet.lit is not None:
        cell = bullet.cells[bullet.lit]
        band, gives = band_text(cell.printed, locale), cell.gives
    code = "bullet_class" if bullet.found_by is None else f"bullet_{bullet.found_by}"
    points = bullet.points
    return label(FILE, code, locale, name=name, value=value, band=band, gives=gives, points=points)


def rows(bullet: Bullet, locale: str) -> Table:
    """The cells as a table, best first as they are printed; the matched one is marked in words."""
    # The cells of a total are classes, and no step of matching found them.
    classes = bullet.value is not None and bullet.found_by is None
    head = ("class" if classes else "points", "band", "value")
    value = ""
    if bullet.value is not None:
        value = quantity_text(bullet.value, bullet.unit, locale, bullet.value_places)
    return Table(
        title(bullet, locale),
        tuple(label(FILE, f"head_{code}", locale) for code in head),
        tuple(
            (
                cell.gives,
                band_text(cell.printed, locale),
                value if place == bullet.lit else "",
            )
            for place, cell in reversed(list(enumerate(bullet.cells)))
        ),
    )
