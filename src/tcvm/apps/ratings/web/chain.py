"""From a point down to the cell it rests on: formula, figures, where each was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from tcvm.apps.ratings.models import Round
from tcvm.apps.ratings.results import MemberInRound
from tcvm.apps.ratings.web import formulas, labels
from tcvm.apps.ratings.web.dates import day
from tcvm.documents import catalogue
from tcvm.documents.pictures.quantities import bound_text
from tcvm.domain.indicators.definitions import Element, Indicator, Kind, Unit
from tcvm.domain.indicators.evaluate import AverageBasis, average
from tcvm.domain.indicators.formula import Average, lineage, walk
from tcvm.domain.problems import Place
from tcvm.domain.rounding import published
from tcvm.domain.scoring.scheme import Scheme
from tcvm.domain.scoring.score import Score

#: Which figures an average rests on, by its basis.
_AVERAGED = {
    AverageBasis.REPORTED: ("average_{}",),
    AverageBasis.OPENING_CLOSING: ("opening_{}", "{}"),
    AverageBasis.CLOSING: ("{}",),
}


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A reported figure: its value, as of when, and the cell it was read from."""

    code: str
    name: str
    href: str
    value: str
    unit: str
    as_of: str
    source: str
    derived: str
    approximate: bool
    reported: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """How one value came about. `result` is empty where a figure is missing."""

    words: str
    filled: str
    result: str
    result_exact: str
    averages: tuple[str, ...]
    figures: tuple[FigureLine, ...]
    definition: str
    standard: str
    indicator: str
    href: str


class Chains:
    """The chains of one member's indicators in one language."""

    def __init__(self, one: MemberInRound, round_: Round, scheme: Scheme, locale: str) -> None:
        """Take the member, the round it stands in and the scheme that rates it."""
        self.one = one
        self.round = round_
        self.scheme = scheme
        self.locale = locale
        self.reported = one.result.card.member.figures

    def of(self, indicator: Indicator, score: Score | None, shown: str) -> Chain:
        """The chain of an indicator; `shown` is its value as it stands on the page."""
        locale, formula = self.locale, indicator.formula
        money = indicator.unit is Unit.MONEY and score is not None
        divisor = self.round.rate if money else Fraction(1)
        value = score.value if score is not None else None
        names = []
        for code in self._names(indicator):
            names += [code] if code not in names else []
        return Chain(
            words=formulas.in_words(formula, locale),
            filled=formulas.filled(formula, self.reported, self.scheme.bases, locale, divisor),
            result=shown,
            result_exact=(
                "" if value is None else bound_text(published(value), indicator.unit, locale)
            ),
            averages=tuple(self._averages(indicator)),
            figures=tuple(self.line(code) for code in names),
            definition=indicator.definition.said_in(locale),
            standard=indicator.source,
            indicator=indicator.name.said_in(locale),
            href=reverse("ratings:indicator", args=[indicator.code]),
        )

    def _names(self, indicator: Indicator) -> Iterator[str]:
        """The figures the value rests on, as they are named in the table."""
        averaged = {p.figure.code for p in walk(indicator.formula) if isinstance(p, Average)}
        for code in lineage(indicator.formula):
            if code not in averaged:
                yield code
                continue
            found = average(code, self.reported, self.scheme.bases)
            basis = AverageBasis.OPENING_CLOSING if found is None else found[0]
            yield from (form.format(code) for form in _AVERAGED.get(basis, ("{}",)))

    def _averages(self, indicator: Indicator) -> Iterator[str]:
        for part in walk(indicator.formula):
            if isinstance(part, Average):
                found = average(part.figure.code, self.reported, self.scheme.bases)
                if found is not None:
                    name = labels.element(part.figure.code, self.locale)
                    yield f"{name}: {labels.basis(found[0])}"

    def line(self, code: str) -> FigureLine:
        """One reported figure, or its absence."""
        element = catalogue.elements().get(labels.stem(code))
        value = self.reported.get(code)
        source = self.one.sources.get(code)
        reported = value is not None and not isinstance(value, tuple)
        shown = ""
        if value is not None and not isinstance(value, tuple):
            unit = element.unit if element is not None else None
            shown = bound_text(published(value), unit, self.locale)
        return FigureLine(
            code=code,
            name=labels.element(code, self.locale),
            href=f"{reverse('ratings:indicators')}#figure-{labels.stem(code)}",
            value=shown,
            unit="" if element is None else labels.unit(element.unit, self.round.currency),
            as_of=as_of(code, element, self.round.as_of, self.locale),
            source="" if source is None else place_text(source.place),
            derived=(
                ""
                if source is None or source.derived is None
                else source.derived.said_in(self.locale)
            ),
            approximate=source is not None and source.approximate,
            reported=reported,
        )


def as_of(code: str, element: Element | None, closing: dt.date, locale: str) -> str:
    """The day a stock stands at, or the year a flow or an average covers."""
    if code.startswith(labels.OPENING):
        return day(closing.replace(year=closing.year - 1), locale)
    if code.startswith(labels.AVERAGE) or (element is not None and element.kind is Kind.FLOW):
        return _("year %(year)d") % {"year": closing.year}
    return day(closing, locale)


def place_text(place: Place) -> str:
    """The cell a figure was read from, as a person follows it."""
    parts = [place.file]
    if place.sheet:
        parts.append(_("sheet %(sheet)s") % {"sheet": place.sheet})
    if place.row is not None:
        parts.append(_("row %(row)d") % {"row": place.row})
    if place.column:
        parts.append(_("column %(column)s") % {"column": place.column})
    return ", ".join(part for part in parts if part)
