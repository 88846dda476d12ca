"""A scheme as a list of named items, so that two schemes can be laid side by side."""

from __future__ import annotations

from collections.abc import Iterator

from tcvm.documents import catalogue
from tcvm.documents.pictures.quantities import band_text
from tcvm.documents.scorecards.sentences import step_text
from tcvm.documents.words import label, number
from tcvm.domain.scoring.scheme import Column, Scheme

FILE = "scorecard"


def differences(
    one: Scheme, other: Scheme, locale: str
) -> list[tuple[str, str | None, str | None]]:
    """Each item in which two schemes differ: its name, and its text in each, None where absent."""
    left, right = dict(items(one, locale)), dict(items(other, locale))
    return [
        (name, left.get(name), right.get(name))
        for name in dict.fromkeys([*left, *right])
        if left.get(name) != right.get(name)
    ]


def items(scheme: Scheme, locale: str) -> Iterator[tuple[str, str]]:
    """Everything a scheme decides, as names and texts in the scheme's order."""
    yield label(FILE, "difference_name", locale), scheme.name.said_in(locale)
    yield label(FILE, "scheme_resolution", locale), scheme.resolution.said_in(locale)
    yield label(FILE, "difference_currency", locale), scheme.currency
    for column in scheme.columns:
        yield from _column(column, locale)
    for grade in scheme.grades:
        name = label(FILE, "difference_grade", locale, grade=grade.code)
        printed = label(FILE, "scheme_points_range", locale, printed=grade.printed)
        fee = label(FILE, "fee_amount", locale, amount=grade.fee_vnd)
        yield name, f"{printed}, {fee}"
    for category, fee_vnd in scheme.flat_fees_vnd.items():
        member = label("labels", f"category_{category}", locale)
        name = label(FILE, "difference_fee", locale, name=member)
        yield name, label(FILE, "fee_amount", locale, amount=fee_vnd)
    yield from _readings(scheme, locale)
    yield from _peers(scheme, locale)
    for rate in scheme.rates:
        name = label(FILE, "difference_rate", locale, year=rate.year)
        yield name, f"{number(rate.vnd_per_usd, locale)} ({rate.source.said_in(locale)})"


def _column(column: Column, locale: str) -> Iterator[tuple[str, str]]:
    name = column.name.said_in(locale)
    for band in column.bands:
        item = label(FILE, "difference_band", locale, name=name, points=band.points)
        yield item, band_text(band.printed, locale)
    for group, bands in column.group_bands.items():
        for band in bands:
            item = label(
                FILE,
                "difference_group_band",
                locale,
                name=name,
                group=group,
                points=band.points,
            )
            yield item, band_text(band.printed, locale)
    for correction in column.corrections:
        points = correction.points
        item = label(FILE, "difference_correction", locale, name=name, points=points)
        yield item, band_text(correction.read_as, locale)
    yield label(FILE, "difference_step", locale, name=name), step_text(column, locale)
    if column.indicator is not None:
        indicator = catalogue.indicators().get(column.indicator)
        shown = column.indicator if indicator is None else indicator.name.said_in(locale)
        item = label(FILE, "difference_definition", locale, name=name)
        yield item, f"{shown} ({column.indicator})"
    if column.floor_points is not None:
        item = label(FILE, "difference_floor", locale, name=name)
        yield item, number(column.floor_points, locale)


def _readings(scheme: Scheme, locale: str) -> Iterator[tuple[str, str]]:
    for reading in scheme.readings:
        item = label(FILE, "difference_reading", locale, name=reading.code)
        yield item, reading.text.said_in(locale)
        item = label(FILE, "difference_reading_reason", locale, name=reading.code)
        yield item, reading.reason.said_in(locale)


def _peers(scheme: Scheme, locale: str) -> Iterator[tuple[str, str]]:
    fewest = f"{scheme.peer_members_min}, {scheme.peer_quartiles_min}"
    yield label(FILE, "difference_peers", locale), fewest
    for axis in scheme.peer_axes:
        item = label(FILE, "difference_axis", locale, name=axis.name.said_in(locale))
        groups = [
            f"{group.name.said_in(locale)} {band_text(group.printed, locale)}".strip()
            for group in axis.groups
        ]
        yield item, "; ".join(groups)
