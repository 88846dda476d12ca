"""The columns of a file for the page on which a person says what each holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tcvm.apps.exchange.fields import Suggestion, fields_of, suggest
from tcvm.apps.exchange.models import Heading, Import
from tcvm.apps.exchange.spreadsheets import LOOKED_AT, as_shown, shown_rows
from tcvm.apps.exchange.web import wording
from tcvm.documents.tables.cells import letters_of
from tcvm.documents.tables.sheets import Value, ValueRow

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it stands, its heading, some cells, and what it is taken to hold."""

    position: int
    letters: str
    heading: str
    samples: tuple[str, ...]
    field: str
    because: str


@dataclass(frozen=True, slots=True)
class Head:
    """A row that may be the one of headings."""

    number: int
    text: str
    chosen: bool


def heads(one: Import, rows: list[ValueRow], shown: int) -> list[Head]:
    """The first rows, to choose the headings among."""
    return [
        Head(number, " · ".join(filter(None, as_shown(cells)))[:120], number == one.header_row)
        for number, cells in rows[:shown]
    ]


def looked_at(one: Import) -> list[ValueRow]:
    """The first rows of the sheet. Raises UnreadableError."""
    return shown_rows(one.file, one.sheet, LOOKED_AT)


def columns(one: Import, rows: list[ValueRow], given: Mapping[int, str] | None) -> list[Column]:
    """The columns with what is `given` for them, what was said before, or what is suggested."""
    header = next((cells for number, cells in rows if number == one.header_row), ())
    below = [cells for number, cells in rows if number > one.header_row]
    width = max([len(header), *(len(cells) for cells in below)], default=0)
    headings = [as_shown([header[at]])[0] if at < len(header) else "" for at in range(width)]
    cells: list[list[Value]] = [[row[at] for row in below if at < len(row)] for at in range(width)]
    said = given if given is not None else (one.fields or None)
    found = (
        suggest(headings, cells, one.member_kind, _remembered(one))
        if said is None
        else [Suggestion(said.get(at, "")) for at in range(width)]
    )
    return [
        Column(
            position=at,
            letters=letters_of(at),
            heading=headings[at],
            samples=tuple([text for text in as_shown(cells[at]) if text][:SAMPLES]),
            field=found[at].field,
            because=str(wording.BECAUSE[why]) if (why := found[at].because) else "",
        )
        for at in range(width)
        if headings[at] or any(as_shown(cells[at]))
    ]


def options(one: Import) -> list[tuple[str, str]]:
    """The fields to choose from."""
    return [
        (code, field.name.said_in(wording.locale()))
        for code, field in fields_of(one.member_kind).items()
    ]


def _remembered(one: Import) -> dict[str, str]:
    rows = Heading.objects.filter(network=one.network, kind=one.kind)
    return dict(rows.values_list("heading", "field"))
