"""Which readings of the scheme a scorecard rests on, and what it would be under the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tcvm.apps.ratings.results import RatedRound
from tcvm.apps.ratings.web import formulas, labels
from tcvm.documents import catalogue
from tcvm.documents.pictures.quantities import shown_value
from tcvm.domain.indicators.definitions import Indicator
from tcvm.domain.indicators.evaluate import absence, average, evaluator
from tcvm.domain.indicators.formula import Average, walk
from tcvm.domain.scoring.match import FoundBy
from tcvm.domain.scoring.readings import OtherResult
from tcvm.domain.scoring.round import MemberResult
from tcvm.domain.scoring.scheme import Reading, ReadingKind, Scheme
from tcvm.domain.scoring.score import Score


@dataclass(frozen=True, slots=True)
class ReadingUsed:
    """A reading or correction that decided points of this scorecard."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Other:
    """The result under another reading; `state` is `same`, `changed` or `unknown`."""

    title: str
    value: str
    points: str
    grade: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition of a scored indicator, with the member's value by it."""

    name: str
    href_code: str
    words: str
    value: str
    points: str
    scored: bool
    standard: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A scored indicator that can be read by more than one definition, side by side."""

    title: str
    text: str
    definitions: tuple[Definition, ...]


def used(result: MemberResult, scheme: Scheme, locale: str) -> list[ReadingUsed]:
    """The readings that mattered: those that found points, and those whose turn changes them."""
    found: list[ReadingUsed] = []
    for score in result.card.scores:
        found += _of_match(score, scheme, locale)
    turned = {
        other.reading: other
        for other in result.others
        if other.points is not None and other.points != result.card.points
    }
    for reading in scheme.readings:
        if reading.code in turned and reading.kind is not ReadingKind.FLOOR:
            title = labels.reading(reading.code, scheme, locale)
            if reading.kind is ReadingKind.AVERAGES:
                value = ", ".join(_bases_used(result, scheme))
            else:
                value = labels.reading_value(reading.code, reading.value, scheme, locale)
            found.append(ReadingUsed(f"{title}: {value}", reading.reason.said_in(locale)))
    return found


def _bases_used(result: MemberResult, scheme: Scheme) -> list[str]:
    """What this member's averages are made of, each basis once."""
    found: dict[str, None] = {}
    for column in scheme.columns:
        formula = catalogue.indicators()[column.indicator or ""].formula
        for part in walk(formula):
            if isinstance(part, Average):
                basis = average(part.figure.code, result.card.member.figures, scheme.bases)
                if basis is not None:
                    found[labels.basis(basis[0])] = None
    return list(found)


def _of_match(score: Score, scheme: Scheme, locale: str) -> Iterator[ReadingUsed]:
    if score.match is None or score.match.found_by is FoundBy.PRINTED:
        return
    column = scheme.column(score.column)
    title = f"{column.name.said_in(locale)}: {labels.found_by(score.match.found_by)}"
    match score.match.found_by:
        case FoundBy.CORRECTED:
            for correction in column.corrections:
                if correction.points == score.match.points:
                    yield ReadingUsed(title, correction.reason.said_in(locale))
        case FoundBy.FLOOR:
            for reading in scheme.readings:
                if reading.kind is ReadingKind.FLOOR and score.column in reading.columns:
                    yield ReadingUsed(title, reading.reason.said_in(locale))
        case _:
            yield ReadingUsed(title, labels.found_by_sentence(score.match.found_by))


def others(result: MemberResult, scheme: Scheme, locale: str) -> list[Other]:
    """The class under each other reading and exchange rate."""
    return [_other(one, result, scheme, locale) for one in result.others]


def _other(one: OtherResult, result: MemberResult, scheme: Scheme, locale: str) -> Other:
    if one.points is None:
        state, words = "unknown", _("not known: a figure for it is not reported")
    elif one.changes_class:
        state, words = "changed", _("another class")
    elif one.points != result.card.points:
        state, words = "same", _("other points, the same class")
    else:
        state, words = "same", _("no change")
    return Other(
        title=labels.reading(one.reading, scheme, locale),
        value=labels.reading_value(one.reading, one.value, scheme, locale),
        points="" if one.points is None else str(one.points),
        grade=one.grade or "",
        state=state,
        words=words,
    )


def pairs(rated: RatedRound, result: MemberResult, locale: str) -> list[Pair]:
    """For each indicator with more than one definition, all of them with the member's values."""
    scheme = rated.result.rules.scheme
    return [
        Pair(
            title=scheme.column(code).name.said_in(locale),
            text=reading.text.said_in(locale),
            definitions=tuple(
                _definition(rated, result, (reading, code, value), locale)
                for value in dict.fromkeys((reading.value, *reading.alternatives))
            ),
        )
        for reading in scheme.readings
        if reading.kind is ReadingKind.INDICATOR
        for code in reading.columns
    ]


def _definition(
    rated: RatedRound, result: MemberResult, which: tuple[Reading, str, str], locale: str
) -> Definition:
    """One definition: of a reading, for a column, by an indicator's code."""
    reading, column, code = which
    indicator: Indicator = catalogue.indicators()[code]
    rules, card = rated.result.rules, result.card
    figures, scale = card.member.figures, rules.scale(column, card.groups)
    value = evaluator(indicator.formula, bases=rules.scheme.bases)(figures)
    if value is None:
        why = absence(indicator.formula, figures, rules.scheme.bases)
        names = ", ".join(labels.element(one, locale) for one in (*why.missing, *why.zero))
        shown = _("not reported: %(figures)s") % {"figures": names}
        points = ""
    else:
        shown = shown_value(value, scale, locale)
        match = scale.match(value)
        points = "" if match is None else str(match.points)
    return Definition(
        name=indicator.name.said_in(locale),
        href_code=code,
        words=formulas.in_words(indicator.formula, locale),
        value=shown,
        points=points,
        scored=code == reading.value,
        standard=code == reading.standard,
    )
