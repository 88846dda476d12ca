"""Writing SVG: elements with escaped text, rounded numbers, and no style attribute anywhere.

A strict content security policy forbids inline styles, so paints are presentation attributes.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from tcvm.documents.words.numbers import NO_BREAK_SPACE

#: Advance of a character in em, Be Vietnam Pro regular; what is not named has `_LETTER_EM`.
_ADVANCE_EM = {
    **dict.fromkeys("0123456789", 0.665),
    **dict.fromkeys(".,:;'’|", 0.30),
    **dict.fromkeys(" \u00a0", 0.23),
    **dict.fromkeys("ijlftrI()[]", 0.38),
    **dict.fromkeys("mwMW%", 0.88),
    "1": 0.385,
}
_LETTER_EM = 0.60
_CAPITAL_EM = 0.70
_BOLD = 1.05


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of `text` in units of the picture, near enough to lay labels out."""
    em = sum(
        _ADVANCE_EM.get(letter, _CAPITAL_EM if letter.isupper() else _LETTER_EM) for letter in text
    )
    return em * size * (_BOLD if bold else 1)


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """`text`, cut off with an ellipsis where it is wider than `room`."""
    if text_width(text, size, bold=bold) <= room:
        return text
    while text and text_width(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def coordinate(value: float) -> str:
    """A number of at most two decimals, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def readable(text: str) -> str:
    """`text` without characters that XML or a line of print cannot hold."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter == NO_BREAK_SPACE else " " for letter in text
    )


class Canvas:
    """A picture being drawn: elements in order, in units of one pixel."""

    def __init__(self, width: float, height: float) -> None:
        """An empty picture of that size."""
        self.width = width
        self.height = height
        self._elements: list[str] = []

    def add(self, tag: str, text: str = "", /, **attributes: str | float | None) -> None:
        """Add an element; `_` in a name stands for `-`, and what is None is left out."""
        self._elements.append(_element(tag, escape(readable(text)), attributes))

    def rect(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """A filled rectangle."""
        self.add("rect", x=x, y=y, width=width, height=height, fill=fill)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], stroke: str, width: float = 1
    ) -> None:
        """A straight line."""
        (x1, y1), (x2, y2) = start, end
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width)

    def mark(
        self,
        centre: tuple[float, float],
        radius: float,
        fill: str,
        *,
        stroke: str | None = None,
        name: str = "",
    ) -> None:
        """A dot; `name` is what pointing at it tells."""
        attributes: dict[str, str | float | None] = {
            "cx": centre[0],
            "cy": centre[1],
            "r": radius,
            "fill": fill,
            "stroke": stroke,
            "stroke_width": None if stroke is None else 1.5,
        }
        start = _element("circle", "", attributes)
        if name:
            start = f"{start[:-2]}><title>{escape(readable(name))}</title></circle>"
        self._elements.append(start)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        fill: str,
        *,
        size: float,
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """A line of text whose baseline is at `y`; `anchor` is start, middle or end."""
        self.add(
            "text",
            text,
            x=x,
            y=y,
            fill=fill,
            font_size=size,
            font_weight=700 if bold else None,
            text_anchor=None if anchor == "start" else anchor,
        )

    def svg(self, kind: str, title: str, description: str) -> str:
        """The whole picture, named and described for those who do not see it."""
        width, height = coordinate(self.width), coordinate(self.height)
        start = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture picture-{kind}" role="img"'
            f' viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            ' font-family="Be Vietnam Pro, sans-serif">'
        )
        parts = [
            start,
            f"<title>{escape(readable(title))}</title>",
            f"<desc>{escape(readable(description))}</desc>",
            *self._elements,
            "</svg>",
        ]
        return "".join(parts)


def _element(tag: str, text: str, attributes: dict[str, str | float | None]) -> str:
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}={_attribute(value)}"
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{text}</{tag}>" if text else f"<{tag}{written}/>"


def _attribute(value: str | float) -> str:
    return quoteattr(readable(value) if isinstance(value, str) else coordinate(value))
