"""The scheme as printed: its tables letter by letter, and how each hole in them is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from tcvm.apps.ratings.web import labels
from tcvm.documents import catalogue
from tcvm.documents.pictures.quantities import band_text, bound_text
from tcvm.documents.words import finding_sentence, number
from tcvm.domain.fees.words import in_words_en, in_words_vi
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.rounding import published
from tcvm.domain.scoring.check import check
from tcvm.domain.scoring.scheme import Band, Category, Column, Reading, ReadingKind, Scheme


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell letter by letter, and as it is read; `corrected` is what a correction reads it as."""

    published: str
    read: str
    corrected: str


@dataclass(frozen=True, slots=True)
class PrintedHead:
    """The head of a column of the printed table."""

    name: str
    unit: str
    step: str
    indicator: str
    href: str


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One of the two printed tables: heads, and a row of cells for each number of points."""

    title: str
    heads: tuple[PrintedHead, ...]
    rows: tuple[tuple[int, tuple[PrintedCell | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A printed cell that is read otherwise."""

    column: str
    points: int
    printed: str
    read_as: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A reading: what the text leaves open, how it is read, and what else it could be."""

    code: str
    title: str
    text: str
    reason: str
    value: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fee:
    """What a class or a category pays a year, in figures and in words."""

    name: str
    condition: str
    amount: str
    words: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding of the check, and whether something resolves it."""

    column: str
    sentence: str
    resolved: bool


@dataclass(frozen=True, slots=True)
class SchemePage:
    """All that the page shows."""

    code: str
    version: str
    name: str
    resolution: str
    tables: tuple[PrintedTable, ...]
    corrections: tuple[CorrectionLine, ...]
    readings: tuple[ReadingLine, ...]
    classes: tuple[Fee, ...]
    categories: tuple[Fee, ...]
    findings: tuple[tuple[str, tuple[FindingLine, ...]], ...]
    finding_count: int
    unresolved_count: int
    points_max: int


def scheme_page(scheme: Scheme, locale: str) -> SchemePage:
    """The page of a scheme."""
    scale = [column for column in scheme.columns if column.unit in (Unit.PERSONS, Unit.MONEY)]
    quality = [column for column in scheme.columns if column not in scale]
    tables = [
        _table(_("Scale of operation"), scale, scheme, locale),
        _table(_("Quality of operation"), quality, scheme, locale),
    ]
    findings = _findings(scheme, locale)
    lines = [line for _name, found in findings for line in found]
    return SchemePage(
        code=scheme.code,
        version=scheme.version,
        name=scheme.name.said_in(locale),
        resolution=scheme.resolution.said_in(locale),
        tables=tuple(table for table in tables if table.heads),
        corrections=tuple(_corrections(scheme, locale)),
        readings=tuple(_reading(reading, scheme, locale) for reading in scheme.readings),
        classes=tuple(
            _fee(
                _("Class %(class)s") % {"class": grade.code},
                _("%(points)s points") % {"points": band_text(grade.printed, locale)},
                grade.fee_vnd,
                locale,
            )
            for grade in scheme.grades
        ),
        categories=tuple(
            _fee(labels.category(category), "", fee_vnd, locale)
            for category, fee_vnd in scheme.flat_fees_vnd.items()
        ),
        findings=findings,
        finding_count=len(lines),
        unresolved_count=sum(not line.resolved for line in lines),
        points_max=scheme.points_max,
    )


def _table(title: str, columns: list[Column], scheme: Scheme, locale: str) -> PrintedTable:
    indicators = catalogue.indicators()
    heads = []
    for column in columns:
        indicator = indicators.get(column.indicator or "")
        heads.append(
            PrintedHead(
                name=column.name.said_in(locale),
                unit=labels.unit(column.unit, scheme.currency),
                step=bound_text(published(column.step), column.unit, locale),
                indicator="" if indicator is None else indicator.name.said_in(locale),
                href=(
                    "" if indicator is None else reverse("ratings:indicator", args=[indicator.code])
                ),
            )
        )
    points = sorted({band.points for column in columns for band in column.bands}, reverse=True)
    rows = tuple((one, tuple(_cell(column, one, locale) for column in columns)) for one in points)
    return PrintedTable(title, tuple(heads), rows)


def _cell(column: Column, points: int, locale: str) -> PrintedCell | None:
    band: Band | None = next((one for one in column.bands if one.points == points), None)
    if band is None:
        return None
    corrected = next((one.read_as for one in column.corrections if one.points == points), "")
    return PrintedCell(
        published=band.published or band.printed,
        read=band_text(band.printed, locale),
        corrected=band_text(corrected, locale),
    )


def _corrections(scheme: Scheme, locale: str) -> list[CorrectionLine]:
    return [
        CorrectionLine(
            column=column.name.said_in(locale),
            points=correction.points,
            printed=next(
                band.published or band.printed
                for band in column.bands
                if band.points == correction.points
            ),
            read_as=band_text(correction.read_as, locale),
            reason=correction.reason.said_in(locale),
        )
        for column in scheme.columns
        for correction in column.corrections
    ]


def _reading(reading: Reading, scheme: Scheme, locale: str) -> ReadingLine:
    decided = reading.kind is not ReadingKind.NOTE

    def said(value: str) -> str:
        return labels.reading_value(reading.code, value, scheme, locale)

    return ReadingLine(
        code=reading.code,
        title=labels.reading(reading.code, scheme, locale) if decided else "",
        text=reading.text.said_in(locale),
        reason=reading.reason.said_in(locale),
        value=said(reading.value) if decided else "",
        alternatives=tuple(said(one) for one in reading.alternatives) if decided else (),
    )


def _fee(name: str, condition: str, fee_vnd: int, locale: str) -> Fee:
    words = in_words_en(fee_vnd) if locale.startswith("en") else in_words_vi(fee_vnd)
    return Fee(name, condition, number(fee_vnd, locale, 0), words)


def _findings(scheme: Scheme, locale: str) -> tuple[tuple[str, tuple[FindingLine, ...]], ...]:
    """The check's findings by column, then those of classes and fees."""
    names = {column.code: column.name.said_in(locale) for column in scheme.columns}
    indicators = catalogue.indicators()
    found: dict[str, list[FindingLine]] = {}
    for finding in check(scheme, indicators):
        about = finding.name
        if about in indicators:
            about = indicators[about].name.said_in(locale)
        elif about in set(Category):
            about = labels.category(Category(about))
        name = names.get(finding.column, _("Classes and fees"))
        said = replace(finding, column=names.get(finding.column, finding.column), name=about)
        sentence = finding_sentence(said, locale).removeprefix(f"{name}: ")
        line = FindingLine(name, sentence[:1].upper() + sentence[1:], finding.resolved)
        found.setdefault(name, []).append(line)
    return tuple((name, tuple(lines)) for name, lines in found.items())
