"""Every catalogue indicator that a member's figures allow."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from tcvm.documents import catalogue
from tcvm.documents.results.rating import usable
from tcvm.documents.tables import read_members
from tcvm.documents.words import label, number
from tcvm.domain.indicators.definitions import Indicator, Unit
from tcvm.domain.indicators.evaluate import Absence, Exact, absence, evaluator
from tcvm.domain.problems import Problem
from tcvm.domain.rounding import decimal_text
from tcvm.domain.text import neutral

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Calculated:
    """One indicator of one member: its exact value, or why there is none."""

    member: str
    indicator: Indicator
    value: Exact | None
    absence: Absence | None


def calculate(
    file: str, *, decimal: str = ".", warn: Callable[[Problem], None]
) -> list[Calculated]:
    """All indicators of all members of `file`, in catalogue order; money as reported.

    Warnings go to `warn`. Raises UnusableError with every problem of the file.
    """
    reader = read_members(file, catalogue.elements(), decimal=decimal)
    rows = list(reader)
    for problem in usable(reader.problems):
        warn(problem)
    evaluators = {code: evaluator(one.formula) for code, one in catalogue.indicators().items()}
    found = []
    for row in rows:
        for code, indicator in catalogue.indicators().items():
            figures = row.member.figures
            value = evaluators[code](figures)
            why = absence(indicator.formula, figures) if value is None else None
            found.append(Calculated(row.member.name, indicator, value, why))
    return found


def print_table(found: Sequence[Calculated], currency: str, locale: str, console: Console) -> None:
    """A table a member on the console; indicators without a value say which figure is missing."""
    from rich.text import Text as Styled

    from tcvm.documents.scorecards.ledger import LedgerColumn, ledger

    for member in dict.fromkeys(one.member for one in found):
        own = [one for one in found if one.member == member]
        cells = [_cells(one, currency, locale) for one in own]
        columns = [
            LedgerColumn(label("indicators", "indicator", locale)),
            LedgerColumn(label("indicators", "value", locale), justify="right"),
            LedgerColumn(label("indicators", "unit", locale)),
            LedgerColumn(label("indicators", "missing", locale), share=1),
        ]
        for column, texts in zip(columns, zip(*cells, strict=True), strict=True):
            column.cells = [Styled(text) for text in texts]
        console.print()
        console.print(Styled(member, style="bold"))
        console.print(ledger(columns, console.width))


def _cells(one: Calculated, currency: str, locale: str) -> tuple[str, str, str, str]:
    from tcvm.documents.scorecards.names import figure_name

    unit = one.indicator.unit
    missing = () if one.absence is None else (*one.absence.missing, *one.absence.zero)
    return (
        one.indicator.name.said_in(locale),
        "–" if one.value is None else _shown(one.value, unit, locale),
        label("indicators", f"unit_{unit}", locale, currency=currency),
        ", ".join(figure_name(code, locale) for code in missing),
    )


def _shown(value: Exact, unit: Unit, locale: str) -> str:
    match unit:
        case Unit.PERCENT:
            return number(value * 100, locale, 2)
        case Unit.PERSONS_PER_PERSON:
            return number(value, locale, 1)
        case _:
            return number(value, locale, 0)


def write_json(found: Sequence[Calculated], currency: str, stream: BinaryIO) -> None:
    """Members with their indicators; values as decimal strings, per cents as fractions."""
    members: dict[str, dict[str, object]] = {}
    for one in found:
        record: dict[str, object] = {
            "value": None if one.value is None else decimal_text(one.value),
            "unit": one.indicator.unit,
            "version": one.indicator.version,
        }
        if one.absence is not None:
            record["missing"] = [*one.absence.missing, *one.absence.zero]
        members.setdefault(one.member, {})[one.indicator.code] = record
    document = {
        "currency": currency,
        "members": [{"member": name, "indicators": members[name]} for name in members],
    }
    stream.write((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def write_csv(found: Sequence[Calculated], currency: str, stream: BinaryIO) -> None:
    """One row a member and indicator."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(["member", "indicator", "version", "value", "unit", "currency", "missing"])
    for one in found:
        codes = () if one.absence is None else (*one.absence.missing, *one.absence.zero)
        writer.writerow(
            [
                neutral(one.member),
                one.indicator.code,
                one.indicator.version,
                "" if one.value is None else decimal_text(one.value),
                one.indicator.unit,
                currency if one.indicator.unit in (Unit.MONEY, Unit.MONEY_PER_PERSON) else "",
                " ".join(codes),
            ]
        )
    text.detach()


WRITERS = {"json": write_json, "csv": write_csv}
