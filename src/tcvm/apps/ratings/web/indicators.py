"""Indicators and reported figures as the catalogue defines them, each with a worked example."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from tcvm.apps.ratings.results import scheme_of
from tcvm.apps.ratings.web import formulas, labels
from tcvm.documents import catalogue
from tcvm.documents.pictures.quantities import quantity_text
from tcvm.documents.words import number
from tcvm.domain.indicators.definitions import Element, Example, Indicator, Unit
from tcvm.domain.indicators.evaluate import USUAL_BASES, Figures, evaluator
from tcvm.domain.indicators.formula import lineage, source
from tcvm.domain.rounding import half_up, published


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator in the list."""

    code: str
    name: str
    words: str
    unit: str
    direction: str
    scored: bool


@dataclass(frozen=True, slots=True)
class ElementLine:
    """A reported figure in the list."""

    code: str
    name: str
    definition: str
    unit: str
    kind: str
    standard: str


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked example: the figures of a published source, our value and the printed one."""

    figures: tuple[tuple[str, str], ...]
    filled: str
    computed: str
    rounded: str
    printed: str
    source: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """All that an indicator's page shows."""

    code: str
    version: str
    name: str
    other_name: str
    other_locale: str
    definition: str
    words: str
    formula: str
    unit: str
    direction: str
    standard: str
    figures: tuple[ElementLine, ...]
    examples: tuple[Worked, ...]
    schemes: tuple[tuple[str, str], ...]


def indicator_lines(locale: str) -> list[IndicatorLine]:
    """All indicators, those that some scheme scores first, each lot by name."""
    scored = _scored()
    lines = [
        IndicatorLine(
            code=one.code,
            name=one.name.said_in(locale),
            words=formulas.in_words(one.formula, locale),
            unit=_unit(one.unit),
            direction=labels.direction(one.direction),
            scored=one.code in scored,
        )
        for one in catalogue.indicators().values()
    ]
    order = list(scored)
    return sorted(
        lines,
        key=lambda line: (order.index(line.code) if line.scored else len(order), line.name),
    )


def _scored() -> dict[str, list[str]]:
    """The indicators that schemes score, in the schemes' order, with the schemes' codes."""
    scored: dict[str, list[str]] = {}
    for code in catalogue.scheme_codes():
        for column in scheme_of(code).columns:
            if column.indicator is not None:
                scored.setdefault(column.indicator, []).append(code)
    return scored


def element_lines(locale: str) -> list[ElementLine]:
    """All reported figures by name."""
    lines = [_element(one, locale) for one in catalogue.elements().values()]
    return sorted(lines, key=lambda line: line.name)


def _element(one: Element, locale: str) -> ElementLine:
    return ElementLine(
        code=one.code,
        name=one.name.said_in(locale),
        definition=one.definition.said_in(locale),
        unit=_unit(one.unit),
        kind=labels.kind(one.kind),
        standard=one.source,
    )


def _unit(unit: Unit) -> str:
    return labels.unit(unit, _("currency of the report"))


def indicator_page(indicator: Indicator, locale: str) -> IndicatorPage:
    """The page of an indicator."""
    elements = catalogue.elements()
    other = "vi" if locale.startswith("en") else "en"
    return IndicatorPage(
        code=indicator.code,
        version=indicator.version,
        name=indicator.name.said_in(locale),
        other_name=indicator.name.said_in(other),
        other_locale=other,
        definition=indicator.definition.said_in(locale),
        words=formulas.in_words(indicator.formula, locale),
        formula=source(indicator.formula),
        unit=_unit(indicator.unit),
        direction=labels.direction(indicator.direction),
        standard=indicator.source,
        figures=tuple(_element(elements[code], locale) for code in lineage(indicator.formula)),
        examples=tuple(_worked(indicator, one, locale) for one in indicator.examples),
        schemes=tuple(
            (code, scheme_of(code).name.said_in(locale))
            for code in _scored().get(indicator.code, ())
        ),
    )


def _worked(indicator: Indicator, example: Example, locale: str) -> Worked:
    figures: Figures = dict(example.figures)
    value = evaluator(indicator.formula)(figures)
    assert value is not None, "the catalogue's examples have a value (tests/golden)"
    rounded = half_up(value, Fraction(1, 10**example.places))
    return Worked(
        figures=tuple(
            (labels.element(code, locale), number(published(figure), locale))
            for code, figure in example.figures
        ),
        filled=formulas.filled(indicator.formula, figures, USUAL_BASES, locale),
        computed=_shown(published(value), indicator.unit, locale),
        rounded=_printed(rounded, example.places, indicator.unit, locale),
        printed=_printed(example.value, example.places, indicator.unit, locale),
        source=example.source,
    )


def _shown(value: Decimal, unit: Unit, locale: str) -> str:
    return quantity_text(value, unit, locale, 6 if unit is Unit.PERCENT else 4)


def _printed(value: Fraction, places: int, unit: Unit, locale: str) -> str:
    """The value to the places its source prints; a percentage has two fewer than its fraction."""
    shown = max(places - 2, 0) if unit is Unit.PERCENT else places
    return quantity_text(published(value), unit, locale, shown)
