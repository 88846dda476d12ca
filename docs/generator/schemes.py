"""The schemes: bands as printed, what completes them, and what the check finds."""

from __future__ import annotations

from docs.generator.markdown import LOCALE, UNITS, code, codes, page, table, value_text
from tcvm.documents import catalogue
from tcvm.documents.words import finding_sentence, number
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.scoring.check import Fault, Finding, check
from tcvm.domain.scoring.scheme import Category, Column, Reading, ReadingKind, Scheme

BANDS = """
## Bands as printed

Every cell as the published text has it, separators normalised (`,` between thousands, `.` before
decimals). The bounds that score are read from this very text. Where the published cell differs in
its letters, it stands below the table.
"""

CORRECTIONS = """
## Corrections

A printed cell that is read as another interval. A score that rests on one says `corrected`.
"""

READINGS = """
## Readings

Where the text says too little or too much, one line says how it is read, and why. Under `tcvm
rate` every alternative named here is turned, one at a time, and each scorecard says whether it
would change the class.
"""

HOLES = """
## What the check finds

`tcvm scheme check` looks at every value at and between the printed steps. As printed, without its
corrections, floors and supplied definitions, the scheme has these findings; the last column says
what closes each one in the scheme as it is read. A scheme with a finding that nothing closes is
refused.
"""

FEES = """
## Fees

Official members pay by class; the others a flat fee.
"""


def pages() -> dict[str, str]:
    """A page for every scheme of the catalogue."""
    return {
        f"reference/schemes/{name}.md": _page(catalogue.scheme(name))
        for name in catalogue.scheme_codes()
    }


def _page(scheme: Scheme) -> str:
    facts = (
        f"**{scheme.name.en}** · {scheme.name.vi}\n\n"
        f"Version {scheme.version}. {scheme.points_max} points at most, {scheme.points_min} at "
        f"least. Amounts in {scheme.currency}. A peer statistic is shown from "
        f"{scheme.peer_members_min} members on, quartiles from {scheme.peer_quartiles_min}.\n\n"
        f"Rests on: {scheme.resolution.en}.\n\n*{scheme.resolution.vi}.*"
    )
    blocks = [facts, BANDS, _bands(scheme), _letters(scheme), CORRECTIONS, _corrections(scheme)]
    blocks += [READINGS, *map(_reading, scheme.readings), HOLES, _findings(scheme)]
    blocks += ["## Classes", _classes(scheme), FEES, _fees(scheme)]
    blocks += ["## Peer groups", *_peers(scheme)]
    return page(scheme.code, *blocks)


def _bands(scheme: Scheme) -> str:
    most = range(max(column.points_max for column in scheme.columns), 0, -1)
    rows = [
        [
            code(column.code),
            column.name.en,
            _unit(column.unit, scheme),
            *(_cell(column, points) for points in most),
            value_text(column.step, column.unit),
            f"[`{column.indicator}`](../indicators.md#{column.indicator})",
        ]
        for column in scheme.columns
    ]
    heads = ["code", "indicator", "unit", *map(str, most), "step", "scored by"]
    return table(heads, rows, align="lll" + "r" * len(most) + "r")


def _unit(unit: Unit, scheme: Scheme) -> str:
    return scheme.currency if unit is Unit.MONEY else UNITS[unit]


def _cell(column: Column, points: int) -> str:
    return "; ".join(band.printed for band in column.bands if band.points == points)


def _letters(scheme: Scheme) -> str:
    rows = [
        [code(column.code), *(code(band.published) for band in column.bands)]
        for column in scheme.columns
        if any(band.published for band in column.bands)
    ]
    heads = ["letter by letter", *(str(band.points) for band in scheme.columns[0].bands)]
    return table(heads, rows)


def _corrections(scheme: Scheme) -> str:
    rows = [
        [
            code(column.code),
            str(one.points),
            _cell(column, one.points),
            one.read_as,
            one.reason.en,
        ]
        for column in scheme.columns
        for one in column.corrections
    ]
    return table(["column", "points", "printed", "read as", "why"], rows, align="lr")


def _reading(reading: Reading) -> str:
    facts = []
    if reading.columns:
        facts.append(f"touches {codes(reading.columns)}")
    if reading.value:
        facts.append(f"decided as {code(reading.value)}")
    if reading.alternatives:
        facts.append(f"could be {codes(reading.alternatives)}")
    if reading.standard:
        facts.append(f"the sector's standard is {code(reading.standard)}")
    kind = "explains" if reading.kind is ReadingKind.NOTE else f"decides the {reading.kind}"
    blocks = [
        f"### {reading.code}",
        f"*{'; '.join([kind, *facts])}.*",
        f"{reading.text.en} {reading.reason.en}",
        f"*{reading.text.vi} {reading.reason.vi}*",
    ]
    return "\n\n".join(blocks)


def _findings(scheme: Scheme) -> str:
    indicators = catalogue.indicators()
    as_read = {_key(one): one for one in check(scheme, indicators)}
    rows = []
    for one in check(scheme.as_printed(), indicators):
        said = finding_sentence(one, LOCALE).removeprefix(f"{one.column}: ")
        said = said.rsplit(";", 1)[0].rstrip(".") + "."
        rows.append([code(one.column), said, _closing(scheme, one, as_read)])
    return table(["column", "finding", "closed by"], rows)


def _key(finding: Finding) -> tuple[object, ...]:
    return (finding.fault, finding.column, finding.group, finding.interval, finding.name)


def _closing(scheme: Scheme, finding: Finding, as_read: dict[tuple[object, ...], Finding]) -> str:
    if finding.fault is Fault.NO_DEFINITION:
        supplied = [
            one.code for one in scheme.readings if one.supplies and finding.column in one.columns
        ]
        return "the reading " + codes(supplied)
    found = as_read[_key(finding)]
    if finding.fault is Fault.DEPARTS_FROM_STANDARD:
        return "nothing to close: both figures are shown side by side"
    # Persons are counted: no value of such a column lies between two steps to be rounded.
    counted = scheme.column(finding.column).whole_numbers
    return ", ".join(step for step in found.closed_by if not (counted and step == "rounded"))


def _classes(scheme: Scheme) -> str:
    rows = [[grade.code, grade.printed, f"{grade.fee_vnd:,}"] for grade in scheme.grades]
    return table(["class", "points", "yearly fee (VND)"], rows, align="crr")


def _fees(scheme: Scheme) -> str:
    rows = [
        [code(category), f"{scheme.flat_fees_vnd[category]:,}"]
        for category in Category
        if category in scheme.flat_fees_vnd
    ]
    rates = "\n".join(
        f"- {number(rate.vnd_per_usd, LOCALE)} VND per USD for {rate.year}: {rate.source.en}."
        for rate in scheme.rates
    )
    fees = table(["category", "yearly fee (VND)"], rows, align="lr")
    return f"{fees}\n\n## Exchange rates it names\n\n{rates}"


def _peers(scheme: Scheme) -> list[str]:
    blocks = []
    for axis in scheme.peer_axes:
        rows = [
            [code(group.code), group.name.en, group.name.vi, group.printed] for group in axis.groups
        ]
        heads = ["group", "English name", "Vietnamese name", f"`{axis.figure}`"]
        if not any(group.printed for group in axis.groups):
            rows, heads = [row[:3] for row in rows], heads[:3]
        blocks.append(f"By {axis.name.en.lower()} (`{axis.code}`), from `{axis.figure}`:")
        blocks.append(table(heads, rows))
    return blocks
