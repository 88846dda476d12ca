"""Numbers with their unit, and printed bands, as a person reads them in one language."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from tcvm.documents.words import number
from tcvm.documents.words.numbers import NO_BREAK_SPACE
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.rounding import PUBLISHED_PLACES, half_up, published
from tcvm.domain.scoring.match import Scale

#: Decimal places in which a figure is shown, of the number as shown (a percent of its percents).
PLACES = {
    Unit.PERSONS: 0,
    Unit.LOANS: 0,
    Unit.MONEY: 0,
    Unit.MONEY_PER_PERSON: 0,
    Unit.PERSONS_PER_PERSON: 1,
    Unit.PERCENT: 2,
}


def quantity_text(value: Decimal, unit: Unit | None, locale: str, places: int | None = None) -> str:
    """A value as a person reads it: `0.0205` of a percent is `2,05 %` in Vietnamese.

    Shown to `places` decimals, those of its unit where none are given; the unit's own word is
    left to the head of the column.
    """
    shown = PLACES.get(unit, 0) if unit is not None and places is None else places
    return _with_sign(value, unit, locale, shown)


def bound_text(value: Decimal, unit: Unit | None, locale: str) -> str:
    """A bound or a target as a person reads it: with the decimals it has, and no more."""
    return _with_sign(value, unit, locale, None)


def _with_sign(value: Decimal, unit: Unit | None, locale: str, places: int | None) -> str:
    shown = value * 100 if unit is Unit.PERCENT else value
    # A picture and a page are read, not parsed: they have the true minus sign.
    text = number(shown, locale, places).replace("-", "−")
    return f"{text}{NO_BREAK_SPACE}%" if unit is Unit.PERCENT else text


def faithful_places(value: int | Fraction, scale: Scale) -> int:
    """The fewest decimals, from the unit's usual ones on, that show `value` as what it scores.

    2.0496 % scores as 2 %: shown as 2,05 % it would seem to belong to the next cell.
    """
    unit = scale.column.unit
    places = PLACES[unit]
    factor = 100 if unit is Unit.PERCENT else 1
    wanted = scale.match(value)
    while places < PUBLISHED_PLACES:
        shown = half_up(value * factor, Fraction(1, 10**places)) / factor
        if scale.match(shown) == wanted:
            break
        places += 1
    return places


def band_text(printed: str, locale: str) -> str:
    """A printed band in the reader's separators: `2.1–3 %` is `2,1–3 %` in Vietnamese."""
    text = printed.replace(" ", NO_BREAK_SPACE)
    return text if locale.startswith("en") else text.translate(_SWAPPED)


_SWAPPED = str.maketrans(",.", ".,")


def shown_value(value: int | Fraction, scale: Scale, locale: str) -> str:
    """An exact value of a scored indicator as text that belongs to the cell it scored in."""
    places = faithful_places(value, scale)
    return quantity_text(published(value), scale.column.unit, locale, places)
