"""Tables in the terminal with widths worked out beforehand, so that no column is ever cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text as Styled

#: From this width on columns stand two apart; the box's own blank divider is the first of them.
_WIDTH_ROOMY = 110


@dataclass(slots=True)
class LedgerColumn:
    """A column: its head, its cells, and how it shares the room.

    A column with `share` 0 is as wide as its widest cell; others share what is left, none wider
    than its widest cell nor narrower than `least`. A head folds where it is wider than the cells.
    """

    head: str
    justify: str = "left"
    share: int = 0
    least: int = 1
    cells: list[Styled] = field(default_factory=list)

    @property
    def widest(self) -> int:
        """What the cells ask for; of the head, its longest word."""
        words = [cell_len(word) for word in self.head.split()] or [0]
        lines = [line for cell in self.cells for line in cell.plain.split("\n")]
        return max(*words, *map(cell_len, lines), self.least)


def ledger(columns: Sequence[LedgerColumn], width: int, sections: Sequence[int] = ()) -> Table:
    """A table of these columns within `width`; `sections` are the rows after which a line runs."""
    gap = 2 if width >= _WIDTH_ROOMY else 1
    widths = _widths(columns, width, gap)
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, gap - 1, 0, 0),
        header_style="bold",
    )
    for column, wide in zip(columns, widths, strict=True):
        table.add_column(
            Styled(column.head, overflow="fold"),
            width=wide,
            justify="right" if column.justify == "right" else "left",
            overflow="fold",
        )
    for place, row in enumerate(zip(*(column.cells for column in columns), strict=True)):
        table.add_row(*row, end_section=place in sections)
    return table


def _widths(columns: Sequence[LedgerColumn], width: int, gap: int) -> list[int]:
    widths = [0 if column.share else column.widest for column in columns]
    left = width - sum(widths) - gap * (len(columns) - 1)
    flexible = sorted(
        (place for place, column in enumerate(columns) if column.share),
        key=lambda place: columns[place].widest / columns[place].share,
    )
    shares = sum(columns[place].share for place in flexible)
    for place in flexible:
        column = columns[place]
        widths[place] = max(min(column.widest, left * column.share // shares), column.least)
        left -= widths[place]
        shares -= column.share
    return widths


def tight(text: str) -> str:
    """`text` without the spaces at which a terminal would part a number from its sign."""
    return text.replace("\u00a0", "")
