"""A small scheme and its indicators, built by hand, for tests of the rules themselves."""

from __future__ import annotations

from fractions import Fraction

from tcvm.domain.indicators.definitions import Direction, Indicator, Unit
from tcvm.domain.indicators.formula import parse
from tcvm.domain.scoring.interval import parse_band
from tcvm.domain.scoring.scheme import (
    Band,
    Category,
    Column,
    Correction,
    Grade,
    PeerAxis,
    PeerGroup,
    Reading,
    ReadingKind,
    Scheme,
)
from tcvm.domain.text import Text

TEXT = Text("văn bản", "text")


def bands(*printed: str) -> tuple[Band, ...]:
    """Bands from the best (most points) to the worst (1 point)."""
    return tuple(
        Band(len(printed) - place, cell, parse_band(cell)) for place, cell in enumerate(printed)
    )


def indicator(code: str, formula: str, unit: Unit = Unit.PERCENT) -> Indicator:
    """An indicator of that formula."""
    return Indicator(code, "1", TEXT, TEXT, parse(formula), unit, Direction.HIGHER, "test")


INDICATORS = {
    "borrowers": indicator("borrowers", "borrowers", Unit.PERSONS),
    "loans": indicator("loans", "loans", Unit.MONEY),
    "late": indicator("late", "overdue / loans"),
    "very_late": indicator("very_late", "overdue_long / loans"),
    "cost": indicator("cost", "annualise(expense) / average(loans)"),
}

BORROWERS = Column(
    "borrowers",
    TEXT,
    Unit.PERSONS,
    Direction.HIGHER,
    Fraction(1),
    True,
    "borrowers",
    bands("> 1,000", "500–1,000", "100–449", "< 100"),
    (Correction(2, "100–499", parse_band("100–499"), TEXT),),
)
LOANS = Column(
    "loans",
    TEXT,
    Unit.MONEY,
    Direction.HIGHER,
    Fraction(1),
    False,
    "loans",
    bands("≥ 8,000", "2,000–7,999", "< 2,000"),
)
LATE = Column(
    "late",
    TEXT,
    Unit.PERCENT,
    Direction.LOWER,
    Fraction(1, 1000),
    False,
    "late",
    bands("< 1 %", "1–2 %", "2.1–5 %"),
    floor_points=1,
)
COST = Column(
    "cost",
    TEXT,
    Unit.PERCENT,
    Direction.LOWER,
    Fraction(1, 1000),
    False,
    "cost",
    bands("≤ 10 %", "10.1–20 %"),
    floor_points=1,
)

READINGS = (
    Reading("floor", ReadingKind.FLOOR, TEXT, TEXT, ("late", "cost"), "1", ("0",)),
    Reading(
        "late",
        ReadingKind.INDICATOR,
        TEXT,
        TEXT,
        ("late",),
        "late",
        ("very_late",),
        standard="very_late",
    ),
    Reading(
        "averages",
        ReadingKind.AVERAGES,
        TEXT,
        TEXT,
        ("cost",),
        "reported>opening_closing",
        ("closing",),
    ),
    Reading("words", ReadingKind.NOTE, TEXT, TEXT),
)

SCHEME = Scheme(
    code="small",
    version="1",
    name=TEXT,
    resolution=TEXT,
    currency="USD",
    columns=(BORROWERS, LOANS, LATE, COST),
    grades=(
        Grade("A", "≥ 10", parse_band("≥ 10"), 300),
        Grade("B", "7–9", parse_band("7–9"), 200),
        Grade("C", "< 7", parse_band("< 7"), 100),
    ),
    flat_fees_vnd={
        Category.OBSERVER: 200,
        Category.ASSOCIATE_ORGANISATION: 300,
        Category.ASSOCIATE_INDIVIDUAL: 50,
    },
    readings=READINGS,
    peer_axes=(
        PeerAxis(
            "size",
            TEXT,
            "borrowers",
            (
                PeerGroup("small", TEXT, "< 500", parse_band("< 500")),
                PeerGroup("large", TEXT, "≥ 500", parse_band("≥ 500")),
            ),
        ),
        PeerAxis("legal_form", TEXT, "legal_form", (PeerGroup("fund", TEXT),)),
    ),
)

FIGURES = {
    "borrowers": 700,
    "loans": 4_000 * 20,
    "opening_loans": 2_000 * 20,
    "overdue": 60 * 20,
    "overdue_long": 0,
    "expense": 450 * 20,
}
