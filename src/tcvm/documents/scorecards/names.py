"""The codes of results as names: figures, units, readings, groups, dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from tcvm.documents import catalogue
from tcvm.documents.words import label
from tcvm.domain.indicators.definitions import Indicator, Unit
from tcvm.domain.indicators.formula import ENGLISH, VIETNAMESE, Node, render
from tcvm.domain.scoring.readings import RATE, OtherResult
from tcvm.domain.scoring.scheme import Reading, ReadingKind, Scheme, bases_of
from tcvm.domain.scoring.score import Rules, Scorecard

FILE = "labels"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_PREFIX = re.compile(r"(opening|average|month_ends)_(.+)")


def figure_name(code: str, locale: str) -> str:
    """The name of a reported figure, of its opening value or average too; else the code."""
    elements = catalogue.elements()
    if code in elements:
        return elements[code].name.said_in(locale)
    match = _PREFIX.fullmatch(code)
    if match is None or match[2] not in elements:
        return code
    name = elements[match[2]].name.said_in(locale)
    return label(FILE, f"{match[1]}_of", locale, name=_lower(name) if locale == "en" else name)


def _lower(name: str) -> str:
    """A name inside a sentence: its first letter small, unless an abbreviation begins it."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def formula_text(formula: Node, locale: str) -> str:
    """A formula in words, with the names of its figures."""
    english = locale.startswith("en")
    names = {code: one.name.said_in(locale) for code, one in catalogue.elements().items()}
    return render(formula, ENGLISH if english else VIETNAMESE, names)


def unit_name(unit: Unit | None, currency: str, locale: str) -> str:
    """The unit of a scored indicator; nothing for a percent, whose sign stands with the number."""
    if unit is None or unit is Unit.PERCENT:
        return ""
    return label(FILE, f"unit_{unit}", locale, currency=currency)


def reading_name(rules: Rules, other: OtherResult, locale: str) -> str:
    """An alternative reading in a few words, small letter first."""
    if other.reading == RATE:
        code = "reading_rate_lower" if other.value.startswith("-") else "reading_rate_higher"
        return label(FILE, code, locale, percent=other.value.strip("+-%"))
    reading = rules.scheme.reading(other.reading)
    return decision_name(rules.scheme, rules.indicators, reading, other.value, locale)


def decision_name(
    scheme: Scheme,
    indicators: Mapping[str, Indicator],
    reading: Reading,
    value: str,
    locale: str,
) -> str:
    """What a reading decides when it is decided as `value`, in a few words."""
    match reading.kind:
        case ReadingKind.INDICATOR:
            names = [scheme.column(code).name.said_in(locale) for code in reading.columns]
            indicator = indicators[value].name.said_in(locale) if value in indicators else value
            return label(
                FILE, "reading_indicator", locale, column=", ".join(names), value=indicator
            )
        case ReadingKind.AVERAGES:
            bases = [label(FILE, f"basis_{basis}", locale) for basis in bases_of(value)]
            return label(FILE, "reading_averages", locale, value=", ".join(bases))
        case _:
            return label(FILE, f"reading_{reading.kind}", locale, value=value)


def legal_form_name(rules: Rules, card: Scorecard, locale: str) -> str:
    """The member's legal form as the scheme's peer groups name it, else as given."""
    for axis in rules.scheme.peer_axes:
        if axis.figure == "legal_form":
            for group in axis.groups:
                if group.code == card.member.legal_form:
                    return group.name.said_in(locale)
    return card.member.legal_form


def date_text(date: dt.date, locale: str) -> str:
    """A date as it is written: 31/12/2016, in English 31 December 2016."""
    if locale.startswith("en"):
        return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
    return f"{date.day:02}/{date.month:02}/{date.year}"
