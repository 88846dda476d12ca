"""Schemes in the terminal: as printed, what a check found, and how two of them differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text as Styled

from tcvm.documents import catalogue
from tcvm.documents.pictures.quantities import band_text
from tcvm.documents.scorecards.ledger import LedgerColumn, ledger, tight
from tcvm.documents.scorecards.names import decision_name
from tcvm.documents.scorecards.scheme_items import differences
from tcvm.documents.scorecards.sentences import step_text
from tcvm.documents.words import finding_sentence, label, number
from tcvm.domain.scoring.check import unresolved
from tcvm.domain.scoring.scheme import ReadingKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from tcvm.domain.scoring.check import Finding
    from tcvm.domain.scoring.scheme import Band, Column, Reading, Scheme

FILE = "scorecard"


def print_scheme(scheme: Scheme, locale: str, console: Console) -> None:
    """Print a scheme: cells as printed, corrections, readings, classes, fees, resolution."""
    _print_title(scheme, locale, console)
    resolution = label(FILE, "scheme_resolution", locale)
    console.print(Styled(f"{resolution}: {scheme.resolution.said_in(locale)}"))
    _print_heading("scheme_bands", locale, console)
    console.print(_bands(scheme, "", locale, console.width))
    for group in dict.fromkeys(group for one in scheme.columns for group in one.group_bands):
        console.print()
        console.print(Styled(label(FILE, "scheme_group_bands", locale, group=group)))
        console.print(_bands(scheme, group, locale, console.width))
    _print_fees(scheme, locale, console)
    _print_corrections(scheme, locale, console)
    if scheme.readings:
        _print_heading("scheme_readings", locale, console)
    for reading in scheme.readings:
        text = Styled.assemble((reading.text.said_in(locale), "bold"))
        text.append(f"\n{reading.reason.said_in(locale)}")
        if reading.kind is not ReadingKind.NOTE:
            text.append(f"\n{_decision(scheme, reading, locale)}", style="dim")
        console.print(Padding(text, (0, 0, 1, 2)))


def _decision(scheme: Scheme, reading: Reading, locale: str) -> str:
    decided, *others = (
        decision_name(scheme, catalogue.indicators(), reading, value, locale)
        for value in (reading.value, *reading.alternatives)
    )
    if not others:
        return label(FILE, "scheme_decided", locale, decided=decided)
    joined = "; ".join(others)
    return label(FILE, "scheme_decided_otherwise", locale, decided=decided, others=joined)


def print_findings(
    scheme: Scheme, findings: Sequence[Finding], locale: str, console: Console
) -> None:
    """Print what a check of the scheme found: first what nothing resolves, then the rest."""
    _print_title(scheme, locale, console)
    open_ones = unresolved(list(findings))
    closed = [finding for finding in findings if finding.resolved]
    if not findings:
        console.print(Styled(label(FILE, "findings_none", locale)))
        return
    counts = label(FILE, "findings_count", locale, open=len(open_ones), closed=len(closed))
    console.print(Styled(counts))
    for code, group, style in (
        ("findings_open", open_ones, "bold red"),
        ("findings_closed", closed, "bold"),
    ):
        if not group:
            continue
        console.print()
        console.print(Styled(label(FILE, code, locale), style=style))
        for finding in group:
            sentence = Styled(f"– {finding_sentence(finding, locale)}")
            console.print(Padding(sentence, (0, 0, 0, 2)))


def print_difference(one: Scheme, other: Scheme, locale: str, console: Console) -> None:
    """Print where two schemes differ, item by item, the first at the left."""
    found = differences(one, other, locale)
    console.print()
    if not found:
        console.print(Styled(label(FILE, "difference_none", locale)))
        return
    columns = [
        LedgerColumn(label(FILE, "difference_item", locale), share=2, least=12),
        LedgerColumn(f"{one.code} {one.version}", share=3, least=12),
        LedgerColumn(f"{other.code} {other.version}", share=3, least=12),
    ]
    for item, left, right in found:
        columns[0].cells.append(Styled(item, style="bold"))
        columns[1].cells.append(Styled("–" if left is None else left))
        columns[2].cells.append(Styled("–" if right is None else right))
    console.print(ledger(columns, console.width, range(len(found) - 1)))


def _print_title(scheme: Scheme, locale: str, console: Console) -> None:
    console.print()
    console.print(Styled(scheme.name.said_in(locale), style="bold"))
    console.print(Styled(f"{scheme.code} {scheme.version} · {scheme.currency}", style="dim"))


def _print_heading(code: str, locale: str, console: Console) -> None:
    console.print()
    console.print(Styled(label(FILE, code, locale), style="bold green"))


def _bands_of(column: Column, group: str) -> tuple[Band, ...]:
    return column.group_bands.get(group, column.bands) if group else column.bands


def _bands(scheme: Scheme, group: str, locale: str, width: int) -> Table:
    """The printed table: an indicator a row, the most points first."""
    points = sorted(
        {band.points for column in scheme.columns for band in _bands_of(column, group)},
        reverse=True,
    )
    columns = [
        LedgerColumn(label(FILE, "head_indicator", locale), share=1, least=10),
        *(LedgerColumn(str(one), share=1, least=7) for one in points),
        LedgerColumn(label(FILE, "scheme_step", locale), "right"),
    ]
    if width >= _WIDTH_DEFINITIONS:
        columns.append(LedgerColumn(label(FILE, "scheme_definition", locale), share=1, least=8))
    for column in scheme.columns:
        if group and group not in column.group_bands:
            continue
        printed = {band.points: band.printed for band in _bands_of(column, group)}
        row = [
            column.name.said_in(locale),
            *(_band(printed.get(one, ""), locale) for one in points),
            tight(step_text(column, locale)),
            _definition(column, locale),
        ]
        for target, text in zip(columns, row, strict=False):
            target.cells.append(Styled(text))
    return ledger(columns, width)


def _band(printed: str, locale: str) -> str:
    """A printed cell; a long one breaks after its dash, not within a number."""
    text = tight(band_text(printed, locale))
    low, dash, high = text.partition("–")
    return f"{low}–\n{high}" if dash and len(text) > _BAND_LINE else text


#: From this length on a cell is set in two lines.
_BAND_LINE = 10
#: From this width on the table has room for what each indicator is calculated as.
_WIDTH_DEFINITIONS = 130


def _definition(column: Column, locale: str) -> str:
    if column.indicator is None:
        return "–"
    indicator = catalogue.indicators().get(column.indicator)
    return column.indicator if indicator is None else indicator.name.said_in(locale)


def _print_fees(scheme: Scheme, locale: str, console: Console) -> None:
    _print_heading("scheme_fees", locale, console)
    columns = [
        LedgerColumn(label(FILE, "head_class", locale), share=1, least=5),
        LedgerColumn(label(FILE, "head_total", locale)),
        LedgerColumn(label(FILE, "head_fee", locale), "right"),
    ]
    rows = [(grade.code, grade.printed, number(grade.fee_vnd, locale)) for grade in scheme.grades]
    rows += [
        (label("labels", f"category_{category}", locale), "", number(fee_vnd, locale))
        for category, fee_vnd in scheme.flat_fees_vnd.items()
    ]
    for row in rows:
        for target, text in zip(columns, row, strict=True):
            target.cells.append(Styled(text))
    console.print(ledger(columns, console.width))


def _print_corrections(scheme: Scheme, locale: str, console: Console) -> None:
    if not any(column.corrections for column in scheme.columns):
        return
    _print_heading("scheme_corrections", locale, console)
    for column in scheme.columns:
        printed = {band.points: band.printed for band in column.bands}
        for one in column.corrections:
            text = label(
                FILE,
                "scheme_correction",
                locale,
                name=column.name.said_in(locale),
                points=one.points,
                printed=band_text(printed[one.points], locale),
                read_as=band_text(one.read_as, locale),
                reason=one.reason.said_in(locale),
            )
            console.print(Padding(Styled(f"– {text}"), (0, 0, 0, 2)))
