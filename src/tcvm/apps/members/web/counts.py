"""Counts of members on a day, each as a table that leads to the members counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tcvm.apps.members.web import labels
from tcvm.apps.members.web.listing import Choices
from tcvm.domain.membership.counts import Counts, Point, Tally, count, growth, year_ends
from tcvm.domain.scoring.scheme import Category

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from tcvm.apps.members.register import RegisteredMember


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a count; `href` is the query that lists those counted, if the list can."""

    name: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Table:
    """One count with its heading and its lines, which sum to `total`."""

    code: str
    heading: str
    lines: tuple[Line, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CountsPage:
    """All that the page shows."""

    day: dt.date
    counts: Counts
    tables: tuple[Table, ...]
    points: tuple[Point, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]


def counts_page(
    members: Sequence[RegisteredMember], choices: Choices, today: dt.date
) -> CountsPage:
    """The members on the day that `choices` name, counted, and their growth up to it."""
    day = choices.day(today)
    counts = count(found for one in members if (found := one.counted_on(day)) is not None)
    joined = [
        one.joined_on for one in members if one.joined_on is not None and one.joined_on <= day
    ]
    days = year_ends(min(one.year for one in joined), day) if joined else ()
    points = growth([one.history for one in members], days)
    return CountsPage(
        day=day,
        counts=counts,
        tables=tuple(_tables(counts, choices)),
        points=points,
        columns=tuple(labels.category(one.value) for one in Category),
        rows=tuple(
            (
                labels.day(point.day),
                tuple(point.by_category.of(one.value) for one in Category),
                point.total,
            )
            for point in reversed(points)
        ),
    )


def _tables(counts: Counts, choices: Choices) -> list[Table]:
    on = Choices(on=choices.on)

    def table(code: str, heading: str, tally: Tally, said: Callable[[str], str]) -> Table:
        lines = tuple(
            Line(
                said(key),
                number,
                on.query(**{code: key}) if key and number and code in _LISTED else "",
            )
            for key, number in tally.lines
        )
        return Table(code, heading, lines, tally.total)

    return [
        table("category", _("By category"), counts.by_category, labels.category),
        table("kind", _("Organisations and individuals"), counts.by_kind, labels.kind),
        table("form", _("By legal form (organisations)"), counts.by_legal_form, _form),
        table("province", _("By province"), counts.by_province, labels.province),
        table("joined", _("By year of first admission"), counts.by_joined_year, str),
    ]


_LISTED = {"category", "form", "province"}


def _form(code: str) -> str:
    return labels.legal_form(code) or _("Legal form not known")
