"""Make the figures of Be Vietnam Pro all one width, for tables: `figures.py TTF … FOLDER`.

The family has no tabular figures (no `tnum` feature), and its 1 is two thirds as wide as its 8, so
columns do not stand under one another. This takes the ten figures out of each face, gives every one
the width of the widest, its drawing in the middle, and writes a small woff2 beside the others. The licence, OFL 1.1 without a reserved name, allows it.

Needs fonttools and brotli.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FIGURES = "0123456789"
NAME = "Be Vietnam Pro Figures"


def made(source: Path, folder: Path) -> None:
    """Write the figures of one face as `be-vietnam-pro-figures-WEIGHT-normal.woff2`."""
    # The same figures are the same bytes, whenever they are made.
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = []
    options.hinting = False
    options.drop_tables += ["GPOS", "GSUB", "gasp"]
    options.name_IDs = [0, 1, 2, 13, 14]
    chosen = Subsetter(options)
    chosen.populate(text=FIGURES)
    chosen.subset(font)
    characters, glyphs, metrics = font.getBestCmap(), font["glyf"], font["hmtx"]
    names = [characters[ord(sign)] for sign in FIGURES]
    width = max(metrics[name][0] for name in names)
    for name in names:
        own, left = metrics[name]
        moved = (width - own) // 2
        glyph = glyphs[name]
        if glyph.isComposite():
            raise SystemExit(f"{name} is made of parts: move them")
        glyph.coordinates.translate((moved, 0))
        glyph.recalcBounds(glyphs)
        metrics[name] = (width, left + moved)
    for one in font["name"].names:
        if one.nameID == 1:
            one.string = NAME
    font.flavor = "woff2"
    weight = font["OS/2"].usWeightClass
    font.save(folder / f"be-vietnam-pro-figures-{weight}-normal.woff2")


if __name__ == "__main__":
    *sources, target = map(Path, sys.argv[1:])
    for each in sources:
        made(each, target)
