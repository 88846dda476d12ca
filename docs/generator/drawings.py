"""Drawings for the explanations, by the product's own pen."""

from __future__ import annotations

import re
from fractions import Fraction

from tcvm.documents import catalogue
from tcvm.documents.pictures import PRINT, svg
from tcvm.documents.pictures.results import bullet
from tcvm.domain.rounding import published
from tcvm.domain.scoring.score import Rules, Score

WIDTH = 560
#: One value for each of the four steps, and two a hair apart.
STEPS = {
    "printed": ("par", Fraction(96, 10_000)),
    "rounded-down": ("par", Fraction(204, 10_000)),
    "rounded-up": ("par", Fraction(205, 10_000)),
    "corrected": ("savers", 4_700),
    "floor": ("par", Fraction(22, 100)),
}
_HEAD = re.compile(r'(<svg [^>]*viewBox="0 0 (\S+) (\S+)")[^>]*>')


def pages() -> dict[str, str]:
    """A drawing for each of the four steps by which a value is matched."""
    rules = Rules(catalogue.scheme("vmfwg-2014"), catalogue.indicators())
    found = {}
    for name, (column, value) in STEPS.items():
        scale = rules.scales[column, ""]
        index = scale.index(value)
        score = Score(column, value, scale.pieces[index].match, None, published(value), index)
        drawn = svg(bullet(rules, score, {}), "en", palette=PRINT, width=WIDTH)
        found[f"pictures/step-{name}.svg"] = _on_paper(drawn)
    return found


def _on_paper(drawn: str) -> str:
    """The drawing on a white ground with a margin: a page may be dark, the ink is."""
    head = _HEAD.match(drawn)
    assert head is not None, "the pen draws a box from 0 0"
    width, height = float(head[2]) + 20, float(head[3]) + 20
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" font-family="Be Vietnam Pro, sans-serif">'
        f'<rect x="-10" y="-10" width="{width:g}" height="{height:g}" fill="#ffffff"/>'
    )
    return opening + drawn[head.end() :] + "\n"
