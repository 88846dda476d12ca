"""From catalogue files to domain values, with every fault of a file named by its field."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from tcvm.documents.catalogue import models
from tcvm.domain.indicators.definitions import Element, Example, Indicator
from tcvm.domain.indicators.formula import FormulaError, lineage, parse
from tcvm.domain.problems import Place, Problem
from tcvm.domain.scoring.interval import Interval, NotationError, parse_band
from tcvm.domain.scoring.scheme import (
    Band,
    Column,
    Correction,
    Grade,
    PeerAxis,
    PeerGroup,
    PublishedRate,
    Reading,
    ReadingKind,
    Scheme,
    bases_of,
)
from tcvm.domain.text import Text

SIZE_MAX = 1_000_000
_Document = TypeVar("_Document", bound=models.Document)


class CatalogueError(ValueError):
    """A catalogue file that cannot be used; all its faults are in `problems`."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems; each names the file and the field."""
        super().__init__("; ".join(f"{p.place}: {p.code}" for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Rate:
    """An exchange rate of one year with its source; `rating` marks the one years are rated with."""

    year: int
    date: dt.date
    vnd_per_usd: Fraction
    kind: Text
    source: str
    rating: bool


def _folder(name: str) -> Traversable:
    return files("tcvm.catalogue") / name


def _documents(folder: str) -> Iterator[Traversable]:
    entries = [entry for entry in _folder(folder).iterdir() if entry.name.endswith(".toml")]
    yield from sorted(entries, key=lambda entry: entry.name)


def _read(entry: Traversable | Path, model: type[_Document]) -> _Document:
    name = entry.name if not isinstance(entry, Path) else str(entry)
    try:
        raw = entry.read_bytes()
    except OSError as error:
        raise _fault(name, "catalogue.unreadable", reason=error.strerror or str(error)) from error
    if len(raw) > SIZE_MAX:
        raise _fault(name, "catalogue.too_large", size_max=SIZE_MAX)
    try:
        data = tomllib.loads(raw.decode("utf-8"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise _fault(name, "catalogue.not_utf8", position=error.start) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _fault(name, "catalogue.not_toml", reason=str(error)) from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise CatalogueError(
            [
                Problem(
                    "catalogue.field_invalid",
                    place=Place(name, column=".".join(str(part) for part in fault["loc"])),
                    parameters={"reason": fault["msg"]},
                )
                for fault in error.errors(include_url=False, include_input=False)
            ]
        ) from error


def _fault(file: str, code: str, field: str = "", **parameters: object) -> CatalogueError:
    return CatalogueError([Problem(code, place=Place(file, column=field), parameters=parameters)])


def _text(document: models.TextDocument) -> Text:
    return Text(document.vi, document.en)


def _named(entry: Traversable, code: str) -> None:
    if entry.name != f"{code}.toml":
        raise _fault(entry.name, "catalogue.code_is_not_name", "code", value=code)


@cache
def elements() -> Mapping[str, Element]:
    """All reported figures of the catalogue by code. Raises CatalogueError."""
    found = {}
    for entry in _documents("elements"):
        document = _read(entry, models.ElementDocument)
        _named(entry, document.code)
        found[document.code] = Element(
            code=document.code,
            name=_text(document.name),
            definition=_text(document.definition),
            unit=document.unit,
            kind=document.kind,
            source=document.source,
            negative=document.negative,
            part_of=document.part_of,
        )
    if faults := list(_faults_of_wholes(found)):
        raise CatalogueError(faults)
    return found


def _faults_of_wholes(elements: Mapping[str, Element]) -> Iterator[Problem]:
    """Parts of what is not there, and parts that are, over however many steps, their own whole."""
    for element in elements.values():
        place = Place(f"{element.code}.toml", column="part_of")
        for whole in element.part_of:
            if whole not in elements:
                yield Problem("catalogue.element_unknown", place=place, parameters={"value": whole})
        if chain := _chain_back(element.code, elements):
            parameters = {"chain": " → ".join(chain)}
            yield Problem("catalogue.part_of_itself", place=place, parameters=parameters)


def _chain_back(code: str, elements: Mapping[str, Element]) -> list[str]:
    """The shortest way from an element over its wholes to itself, empty where there is none."""
    waiting = deque([[code]])
    seen = set()
    while waiting:
        chain = waiting.popleft()
        for whole in elements[chain[-1]].part_of:
            if whole == code:
                return [*chain, code]
            if whole in elements and whole not in seen:
                seen.add(whole)
                waiting.append([*chain, whole])
    return []


@cache
def indicators() -> Mapping[str, Indicator]:
    """All indicators of the catalogue by code, their formulas parsed. Raises CatalogueError."""
    found = {}
    for entry in _documents("indicators"):
        document = _read(entry, models.IndicatorDocument)
        _named(entry, document.code)
        try:
            formula = parse(document.formula)
        except FormulaError as error:
            raise _fault(
                entry.name, error.code, "formula", position=error.position, found=error.found
            ) from error
        for code in lineage(formula):
            if code not in elements():
                raise _fault(entry.name, "catalogue.element_unknown", "formula", value=code)
        found[document.code] = Indicator(
            code=document.code,
            version=document.version,
            name=_text(document.name),
            definition=_text(document.definition),
            formula=formula,
            unit=document.unit,
            direction=document.direction,
            source=document.source,
            examples=tuple(
                Example(
                    figures=tuple((code, Fraction(v)) for code, v in example.figures.items()),
                    value=Fraction(example.value),
                    places=example.places,
                    source=example.source,
                )
                for example in document.examples
            ),
        )
    return found


@cache
def rates() -> tuple[Rate, ...]:
    """The exchange rates the catalogue holds, VND per USD. Raises CatalogueError."""
    document = _read(_folder("rates") / "usd_vnd.toml", models.RatesDocument)
    return tuple(
        Rate(
            year=rate.year,
            date=rate.date,
            vnd_per_usd=Fraction(rate.vnd_per_usd),
            kind=_text(rate.kind),
            source=rate.source,
            rating=rate.rating,
        )
        for rate in document.rates
    )


def rating_rate(year: int) -> Rate | None:
    """The rate with which `year` is rated, None where the catalogue holds none with a source."""
    return next((rate for rate in rates() if rate.year == year and rate.rating), None)


def scheme_codes() -> tuple[str, ...]:
    """The codes of the schemes in the catalogue."""
    return tuple(entry.name.removesuffix(".toml") for entry in _documents("schemes"))


def scheme(name: str) -> Scheme:
    """The scheme of that code in the catalogue, or of a TOML file if `name` ends in `.toml`.

    Reads only: whether it can be rated with is for `tcvm.domain.scoring.check`. Raises
    CatalogueError.
    """
    if name.endswith(".toml"):
        return _scheme(_read(Path(name), models.SchemeDocument), name)
    if name not in scheme_codes():
        known = ", ".join(scheme_codes())
        raise _fault(name, "catalogue.scheme_unknown", value=name, known=known)
    entry = _folder("schemes") / f"{name}.toml"
    document = _read(entry, models.SchemeDocument)
    _named(entry, document.code)
    return _scheme(document, entry.name)


def _scheme(document: models.SchemeDocument, file: str, depth: int = 0) -> Scheme:
    if document.extends is not None:
        document = _extended(document, file, depth)
    codes = {column.code for column in document.columns}
    for reading in document.readings:
        for code in reading.columns:
            if code not in codes:
                field = f"readings.{reading.code}.columns"
                raise _fault(file, "catalogue.column_unknown", field, value=code)
    if not document.columns or not document.grades:
        raise _fault(file, "catalogue.scheme_empty")
    readings = tuple(_reading(reading, document, file) for reading in document.readings)
    scheme = Scheme(
        code=document.code,
        version=document.version,
        name=_text(document.name),
        resolution=_text(document.resolution),
        currency=document.currency,
        columns=tuple(_column(column, file) for column in document.columns),
        grades=tuple(
            Grade(
                grade.code,
                grade.printed,
                _interval(grade.printed, file, f"grades.{grade.code}"),
                grade.fee_vnd,
            )
            for grade in document.grades
        ),
        flat_fees_vnd=dict(document.flat_fees_vnd),
        readings=readings,
        peer_axes=tuple(_peer_axis(axis, file) for axis in document.peer_axes),
        peer_members_min=document.peer_members_min,
        peer_quartiles_min=document.peer_quartiles_min,
        rates=tuple(
            PublishedRate(rate.year, Fraction(rate.vnd_per_usd), _text(rate.source))
            for rate in document.rates
        ),
    )
    for decided in readings:
        if decided.kind is not ReadingKind.NOTE:
            scheme = scheme.reading_with(decided, decided.value)
    return scheme


def _extended(document: models.SchemeDocument, file: str, depth: int) -> models.SchemeDocument:
    """`document` on top of the scheme it extends: what it states replaces what is there."""
    assert document.extends is not None
    if document.extends not in scheme_codes() or depth > 3:
        raise _fault(file, "catalogue.scheme_unknown", "extends", value=document.extends, known="")
    base_entry = _folder("schemes") / f"{document.extends}.toml"
    base = _read(base_entry, models.SchemeDocument)
    if base.extends is not None:
        base = _extended(base, base_entry.name, depth + 1)
    stated = {name: getattr(document, name) for name in document.model_fields_set}
    own = {reading.code: reading for reading in document.readings}
    readings = [own.pop(reading.code, reading) for reading in base.readings]
    stated["readings"] = (*readings, *own.values())
    return base.model_copy(update=stated)


def _reading(
    reading: models.ReadingDocument, document: models.SchemeDocument, file: str
) -> Reading:
    field = f"readings.{reading.code}.value"
    for value in (reading.value, *reading.alternatives):
        valid = True
        match reading.kind:
            case ReadingKind.INDICATOR:
                valid = value in indicators()
            case ReadingKind.FLOOR:
                valid = value.isdecimal() and len(value) <= 3
            case ReadingKind.AVERAGES:
                try:
                    bases_of(value)
                except ValueError:
                    valid = False
            case ReadingKind.NOTE:
                pass
        if not valid:
            raise _fault(file, "catalogue.reading_invalid", field, value=value)
    undefined = {column.code for column in document.columns if column.indicator is None}
    return Reading(
        code=reading.code,
        kind=reading.kind,
        text=_text(reading.text),
        reason=_text(reading.reason),
        columns=reading.columns,
        value=reading.value,
        alternatives=reading.alternatives,
        supplies=reading.kind is ReadingKind.INDICATOR and bool(undefined & {*reading.columns}),
        standard=reading.standard,
    )


def _column(column: models.ColumnDocument, file: str) -> Column:
    field = f"columns.{column.code}"
    bands = _bands(column.bands, file, field)
    points = {band.points for band in bands}
    for correction in column.corrections:
        if correction.points not in points:
            where = f"{field}.corrections"
            raise _fault(file, "catalogue.correction_of_no_band", where, value=correction.points)
    step = _interval(f"≥ {column.step}", file, f"{field}.step").low
    if step is None or step <= 0:
        raise _fault(file, "catalogue.band_unreadable", f"{field}.step", value=column.step)
    return Column(
        code=column.code,
        name=_text(column.name),
        unit=column.unit,
        direction=column.direction,
        step=step,
        whole_numbers=column.whole_numbers,
        indicator=column.indicator,
        bands=bands,
        corrections=tuple(
            Correction(
                points=correction.points,
                read_as=correction.read_as,
                interval=_interval(correction.read_as, file, f"{field}.corrections"),
                reason=_text(correction.reason),
            )
            for correction in column.corrections
        ),
        group_bands={
            table.group: _bands(table.bands, file, f"{field}.group_tables")
            for table in column.group_tables
        },
    )


def _bands(bands: tuple[models.BandDocument, ...], file: str, field: str) -> tuple[Band, ...]:
    return tuple(
        Band(
            points=band.points,
            printed=band.printed,
            interval=_interval(band.printed, file, f"{field}.bands"),
            published=band.published,
        )
        for band in bands
    )


def _interval(printed: str, file: str, field: str) -> Interval:
    try:
        return parse_band(printed)
    except NotationError as error:
        raise _fault(file, "catalogue.band_unreadable", field, value=printed) from error


def _peer_axis(axis: models.PeerAxisDocument, file: str) -> PeerAxis:
    return PeerAxis(
        code=axis.code,
        name=_text(axis.name),
        figure=axis.figure,
        groups=tuple(
            PeerGroup(
                code=group.code,
                name=_text(group.name),
                printed=group.printed,
                interval=_interval(group.printed, file, f"peer_axes.{axis.code}")
                if group.printed
                else None,
            )
            for group in axis.groups
        ),
    )
