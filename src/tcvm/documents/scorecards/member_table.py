"""The table of members in the terminal: class, points, and what leads to the next class."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rich.text import Text as Styled

from tcvm.documents.pictures.canvas import readable
from tcvm.documents.scorecards import sentences
from tcvm.documents.scorecards.ledger import LedgerColumn, ledger, tight
from tcvm.documents.words import entries, label, number, percent
from tcvm.domain.scoring.match import FoundBy
from tcvm.domain.scoring.score import Status

if TYPE_CHECKING:
    from rich.table import Table

    from tcvm.analytics.firmness import Redraws
    from tcvm.domain.scoring.distance import Move
    from tcvm.domain.scoring.round import MemberResult, RoundResult
    from tcvm.domain.scoring.scheme import Column
    from tcvm.domain.scoring.score import Score

FILE = "scorecard"
#: From these widths on there is room for longer heads and firmness, and for the smallest change.
WIDTH_MEDIUM, WIDTH_WIDE = 116, 150
#: A name takes at most this many lines.
_NAME_LINES = 3
#: With colour and without: points that are many stand out, points that are few step back.
_MANY, _FEW = 5, 2
MARKS = {FoundBy.ROUNDED: "~", FoundBy.CORRECTED: "*", FoundBy.FLOOR: "_"}


@dataclass(frozen=True, slots=True)
class Line:
    """One member with what was drawn for it."""

    member: MemberResult
    redraws: Redraws | None

    @property
    def near(self) -> bool:
        """Whether the member stands near a class boundary."""
        return self.redraws is not None and self.redraws.near_boundary


class MemberTable:
    """The members of a round as rows, in the order given, with the columns there is room for."""

    def __init__(self, result: RoundResult, lines: list[Line], locale: str, width: int) -> None:
        """Decide which columns there are."""
        self.result = result
        self.lines = lines
        self.locale = locale
        self.width = width
        self.medium = width >= WIDTH_MEDIUM
        self.wide = width >= WIDTH_WIDE
        self.near = any(line.near for line in lines)
        self.firm = self.medium and any(line.redraws is not None for line in lines)
        fees = [line.member.card.fee_vnd or 0 for line in lines]
        self.thousands = not self.medium and all(fee % 1000 == 0 for fee in fees)

    def head_of(self, column: Column) -> str:
        """The head of a scored indicator; its code, shortened, where the words have none."""
        for size in ("medium", "short") if self.medium else ("short",):
            code = f"{size}_{column.code}"
            if code in entries(FILE):
                return label(FILE, code, self.locale)
        return column.code[:4]

    def table(self) -> Table:
        """The table, not wider than the console."""
        scored = self.result.rules.scheme.columns
        up = "head_up" if self.medium else "head_up_short"
        columns = [
            LedgerColumn(self._label("head_member"), share=3, least=12),
            LedgerColumn(self._label("head_class")),
            LedgerColumn(self._label("head_total"), "right"),
            *(LedgerColumn(self.head_of(column), "right", least=2) for column in scored),
            LedgerColumn(self._label(up)),
        ]
        if self.near:
            columns.append(LedgerColumn("!"))
        if self.firm:
            columns.append(LedgerColumn(self._label("head_held"), "right"))
        if self.wide:
            columns.append(LedgerColumn(self._label("head_step"), share=2, least=12))
        fee = "head_fee_thousands" if self.thousands else "head_fee"
        columns.append(LedgerColumn(self._label(fee), "right"))
        sections = []
        last = None
        rows = 0
        for line in self.lines:
            card = line.member.card
            group = (card.status, card.grade)
            if group != last:
                if rows:
                    sections.append(rows - 1)
                if card.status is not Status.RATED:
                    state = label("labels", f"status_{card.status}", self.locale)
                    _add(columns, [Styled(state, style="yellow")])
                    rows += 1
            last = group
            _add(columns, self._row(line))
            rows += 1
        name = columns[0]
        table = ledger(columns, self.width, sections)
        room = _NAME_LINES * (table.columns[0].width or name.least)
        for cell in name.cells:
            cell.truncate(room, overflow="ellipsis")
        return table

    def _label(self, code: str) -> str:
        return label(FILE, code, self.locale)

    def _row(self, line: Line) -> list[Styled]:
        card = line.member.card
        scores = {score.column: score for score in card.scores}
        row = [
            Styled(readable(card.member.name)),
            Styled("" if card.grade is None else card.grade.code, style="bold green"),
            Styled("" if card.points is None else str(card.points), style="bold"),
            *(self._points(scores.get(one.code)) for one in self.result.rules.scheme.columns),
            Styled(self._up(line)),
        ]
        if self.near:
            row.append(Styled("!" if line.near else "", style="bold yellow"))
        if self.firm:
            row.append(Styled(self._held(line), style="bold yellow" if line.near else ""))
        if self.wide:
            row.append(Styled(self._step(line), style="dim"))
        row.append(Styled(self._fee(card.fee_vnd)))
        return row

    @staticmethod
    def _points(score: Score | None) -> Styled:
        if score is None:
            return Styled("")
        if score.match is None:
            return Styled("?", style="bold yellow")
        points = score.match.points
        style = "bold" if points >= _MANY else "dim" if points <= _FEW else ""
        return Styled.assemble((MARKS.get(score.match.found_by, ""), "dim"), (str(points), style))

    def _up(self, line: Line) -> str:
        distance = line.member.distance
        if distance is None or distance.up is None:
            return ""
        points, grade = distance.up.points, distance.up.grade.code
        return (
            f"+{points}"
            if not self.medium
            else label(FILE, "up", self.locale, points=points, grade=grade)
        )

    def _held(self, line: Line) -> str:
        if line.redraws is None:
            return ""
        return tight(percent(Fraction(round(line.redraws.held * 100), 100), self.locale, 0))

    def _step(self, line: Line) -> str:
        distance = line.member.distance
        if distance is None or distance.up is None:
            return ""
        if distance.single is not None:
            return self._target(distance.single)
        if distance.double is None:
            return ""
        first, second = (self._target(move) for move in distance.double)
        return label(FILE, "two_steps", self.locale, first=first, second=second)

    def _target(self, move: Move) -> str:
        column = self.result.rules.scheme.column(move.column)
        target = tight(sentences.target_text(move, column, self.locale))
        return f"{self.head_of(column)} {target}"

    def _fee(self, fee_vnd: int | None) -> str:
        if fee_vnd is None:
            return ""
        return number(fee_vnd // 1000 if self.thousands else fee_vnd, self.locale)


def _add(columns: list[LedgerColumn], row: list[Styled]) -> None:
    """Add a row; columns it does not reach stay blank."""
    for place, column in enumerate(columns):
        column.cells.append(row[place] if place < len(row) else Styled(""))
