"""Words for the codes of results, in the language of the request."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tcvm.documents import catalogue
from tcvm.documents.words import label
from tcvm.domain.indicators.definitions import Direction, Kind, Unit
from tcvm.domain.indicators.evaluate import AverageBasis
from tcvm.domain.scoring.match import FoundBy
from tcvm.domain.scoring.readings import RATE
from tcvm.domain.scoring.scheme import (
    Category,
    PeerAxis,
    Reading,
    ReadingKind,
    Scheme,
    bases_of,
)
from tcvm.domain.scoring.score import Status

OPENING, AVERAGE = "opening_", "average_"


def _word(code: str, **parameters: object) -> str:
    """A word that the documents use as well, in the language of the request."""
    return label("labels", code, get_language() or "vi", **parameters)


def status(code: Status) -> str:
    """A member's status."""
    return _word(f"status_{code}")


def category(code: Category) -> str:
    """A category of membership."""
    return _word(f"category_{code}")


def found_by(code: FoundBy) -> str:
    """The step that found the points, in a word or two."""
    return _word(f"found_by_{code}")


def found_by_sentence(code: FoundBy) -> str:
    """The step that found the points, explained."""
    return {
        FoundBy.PRINTED: _("The exact value lies in a printed cell."),
        FoundBy.ROUNDED: _(
            "No printed cell holds the exact value; rounded half up to the column's printed step, "
            "it lies in one."
        ),
        FoundBy.CORRECTED: _(
            "No printed cell holds the value, rounded or not; a correction of the scheme does."
        ),
        FoundBy.FLOOR: _(
            "The value is worse than the last printed cell; the scheme's reading of the floor "
            "gives its points."
        ),
    }[code]


def unit(code: Unit, currency: str) -> str:
    """A unit, as it stands in the head of a column."""
    return _word(f"unit_{code}", currency=currency)


def kind(code: Kind) -> str:
    """Whether a figure is a stock or a flow."""
    return {
        Kind.STOCK: _("a stock: stands at a date"),
        Kind.FLOW: _("a flow: runs over the year"),
    }[code]


def direction(code: Direction) -> str:
    """Which way is better."""
    return {
        Direction.HIGHER: _("higher is better"),
        Direction.LOWER: _("lower is better"),
        Direction.NONE: _("neither way is better"),
    }[code]


def basis(code: AverageBasis) -> str:
    """What an average is made of."""
    return _word(f"basis_{code}")


def element(code: str, locale: str) -> str:
    """The name of a reported figure, also of an opening figure or of a reported average."""
    elements = catalogue.elements()
    if code in elements:
        return elements[code].name.said_in(locale)
    for prefix in (OPENING, AVERAGE):
        rest = code.removeprefix(prefix)
        if rest != code and rest in elements:
            name = _lowered(elements[rest].name.said_in(locale))
            text = label("columns", prefix.removesuffix("_"), locale, name=name)
            return text[:1].upper() + text[1:]
    return code


def _lowered(name: str) -> str:
    """A name as it stands inside a sentence; an abbreviation keeps its capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def stem(code: str) -> str:
    """The catalogue element a figure's name belongs to."""
    if code in catalogue.elements():
        return code
    return code.removeprefix(OPENING).removeprefix(AVERAGE)


def legal_form(code: str, scheme: Scheme, locale: str) -> str:
    """A legal form as the scheme's peer groups name it, the code itself where none does."""
    for axis in scheme.peer_axes:
        if axis.figure == "legal_form":
            for group in axis.groups:
                if group.code == code:
                    return group.name.said_in(locale)
    return code


def group(axis: PeerAxis, code: str, locale: str) -> str:
    """A peer group, `–` where the member has none."""
    found = next((one for one in axis.groups if one.code == code), None)
    return "–" if found is None else found.name.said_in(locale)


def reading(code: str, scheme: Scheme, locale: str) -> str:
    """What a reading decides, in a few words."""
    if code == RATE:
        return _("Exchange rate")
    found = scheme.reading(code)
    match found.kind:
        case ReadingKind.FLOOR:
            return _("Values worse than the last printed cell")
        case ReadingKind.AVERAGES:
            return _("Averages of the year")
        case _:
            names = [scheme.column(one).name.said_in(locale) for one in found.columns]
            return ", ".join(names)


def reading_value(code: str, value: str, scheme: Scheme, locale: str) -> str:
    """One decision a reading can take."""
    if code == RATE:
        return value.replace("-", "−").replace("%", "\u00a0%")
    return _decision(scheme.reading(code), value, locale)


def _decision(one: Reading, value: str, locale: str) -> str:
    match one.kind:
        case ReadingKind.INDICATOR:
            return catalogue.indicators()[value].name.said_in(locale)
        case ReadingKind.FLOOR:
            return ngettext("%(count)d point", "%(count)d points", int(value)) % {
                "count": int(value)
            }
        case ReadingKind.AVERAGES:
            return ", ".join(basis(part) for part in bases_of(value))
        case ReadingKind.NOTE:
            return value
