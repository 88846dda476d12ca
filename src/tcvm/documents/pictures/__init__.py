"""Pictures of results: one description, drawn on the server for page and print.

Each picture is a value that can be drawn (`svg`), said (`description`) and tabled (`table`), so
that the picture and its text alternative cannot differ.
"""

from tcvm.documents.pictures.descriptions import (
    BandCell,
    Bullet,
    Dot,
    DotScale,
    Picture,
    ScaleClass,
    Slope,
    SlopeLine,
    Strip,
    Table,
)
from tcvm.documents.pictures.drawing import WIDTH, description, svg, table, title
from tcvm.documents.pictures.palette import PAGE, PRINT, Palette

__all__ = [
    "PAGE",
    "PRINT",
    "WIDTH",
    "BandCell",
    "Bullet",
    "Dot",
    "DotScale",
    "Palette",
    "Picture",
    "ScaleClass",
    "Slope",
    "SlopeLine",
    "Strip",
    "Table",
    "description",
    "svg",
    "table",
    "title",
]
