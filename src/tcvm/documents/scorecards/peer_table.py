"""The peer groups in the terminal: how many, and the middle of their points and figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rich.text import Text as Styled

from tcvm.documents.pictures.quantities import quantity_text
from tcvm.documents.scorecards.ledger import LedgerColumn, ledger, tight
from tcvm.documents.scorecards.member_table import WIDTH_WIDE, MemberTable
from tcvm.documents.words import label, number
from tcvm.domain.scoring.peers import POINTS

if TYPE_CHECKING:
    from rich.table import Table

    from tcvm.domain.indicators.definitions import Unit
    from tcvm.domain.scoring.round import RoundResult

FILE = "scorecard"
#: What stands where a group is too small for the statistic.
HIDDEN = "–"


def peer_table(result: RoundResult, locale: str, width: int) -> Table:
    """Members, median and quartiles of points by group; with room, the medians of all figures."""
    scored = result.rules.scheme.columns if width >= WIDTH_WIDE else ()
    members = MemberTable(result, [], locale, width)
    columns = [
        LedgerColumn(label(FILE, "head_group", locale), share=1, least=12),
        LedgerColumn(label(FILE, "head_count", locale), "right"),
        LedgerColumn(label(FILE, "head_median_points", locale), "right"),
        LedgerColumn(label(FILE, "head_quartiles", locale), "right"),
        *(LedgerColumn(members.head_of(column), "right") for column in scored),
    ]
    axes = {axis.code: axis for axis in result.rules.scheme.peer_axes}
    last = None
    for code, group in result.peers.groups():
        axis = axes[code]
        if code != last:
            head = [Styled(axis.name.said_in(locale), style="dim")]
            _add(columns, head)
        last = code
        name = next(one.name for one in axis.groups if one.code == group)
        points = result.peers.statistics(code, group, POINTS)
        quartiles = HIDDEN
        if points.lower_quartile is not None and points.upper_quartile is not None:
            low, high = (
                number(value, locale) for value in (points.lower_quartile, points.upper_quartile)
            )
            quartiles = f"{low}–{high}"
        medians = [result.peers.statistics(code, group, column.code) for column in scored]
        shown = [
            _shown(found.median, column.unit, locale)
            for found, column in zip(medians, scored, strict=True)
        ]
        texts = [
            f"  {name.said_in(locale)}",
            number(points.members, locale),
            _shown(points.median, None, locale),
            quartiles,
            *shown,
        ]
        _add(columns, [Styled(text) for text in texts])
    return ledger(columns, width)


def _shown(value: Decimal | None, unit: Unit | None, locale: str) -> str:
    return HIDDEN if value is None else tight(quantity_text(value, unit, locale))


def _add(columns: list[LedgerColumn], row: list[Styled]) -> None:
    for place, column in enumerate(columns):
        column.cells.append(row[place] if place < len(row) else Styled(""))
