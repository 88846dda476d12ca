"""The first sheet: a member a row, with points, class and fee as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tcvm.documents.scorecards import sentences
from tcvm.documents.scorecards.names import date_text, legal_form_name
from tcvm.documents.scorecards.workbook.book import address
from tcvm.documents.words import label
from tcvm.domain.scoring.scheme import Category

if TYPE_CHECKING:
    from tcvm.analytics.firmness import Redraws
    from tcvm.documents.scorecards.heading import Heading
    from tcvm.documents.scorecards.workbook.book import Sheet, Value
    from tcvm.documents.scorecards.workbook.scores import ScoresSheet
    from tcvm.domain.scoring.round import MemberResult, RoundResult

FILE = "scorecard"
_CLASS, _POINTS, _FIRST_SCORE = 3, 4, 5


class SummarySheet:
    """Writes the summary; the other sheets must be written before, for their places are needed."""

    def __init__(
        self,
        sheet: Sheet,
        result: RoundResult,
        scores: ScoresSheet,
        locale: str,
    ) -> None:
        """Nothing is written yet; `scores` knows the other sheets."""
        self.sheet = sheet
        self.result = result
        self.figures = scores.figures
        self.scheme = scores.scheme
        self.scores = scores
        self.locale = locale
        self.columns = result.rules.scheme.columns

    def write(self, heading: Heading, redraws: Sequence[Redraws | None] | None) -> None:
        """Write the head of the sheet and all members, in the order of the round."""
        row = self._head(heading)
        heads = ["member", "category", "legal_form", "class", "total"]
        texts = [label(FILE, f"head_{code}", self.locale) for code in heads]
        texts += [column.name.said_in(self.locale) for column in self.columns]
        tail = ["fee", "points_up", "status", "missing"]
        if redraws:
            tail += ["held_share", "near"]
        texts += [label(FILE, f"head_{code}", self.locale) for code in tail]
        self.sheet.head(row, texts)
        self.sheet.sheet.set_row(row, 60)
        self.sheet.sheet.freeze_panes(row + 1, 1)
        self.sheet.sheet.repeat_rows(row)
        last = row + max(len(self.result.members), 1)
        self.sheet.sheet.autofilter(row, 0, last, len(texts) - 1)
        for place, member in enumerate(self.result.members):
            drawn = redraws[place] if redraws else None
            self._member(row + 1 + place, place, member)
            if drawn is not None:
                self._firmness(row + 1 + place, drawn)
        score_last = _FIRST_SCORE + len(self.columns) - 1
        sizes = ((0, 0, 38), (1, 2, 24), (_CLASS, _POINTS, 8), (_FIRST_SCORE, score_last, 10))
        for first, end, width in sizes:
            self.sheet.sheet.set_column(first, end, width)
        self.sheet.sheet.set_column(score_last + 1, len(texts) - 1, 16)

    def _head(self, heading: Heading) -> int:
        """Title, terms and a note; gives the row of the table's head."""
        rules, locale = self.result.rules, self.locale
        scheme = rules.scheme
        self.sheet.title(0, heading.title.said_in(locale), size=14)
        lines = [
            label(
                FILE,
                "scheme",
                locale,
                name=scheme.name,
                scheme_code=scheme.code,
                version=scheme.version,
            )
        ]
        if heading.as_of is not None:
            lines.append(label(FILE, "as_of", locale, date=date_text(heading.as_of, locale)))
        if rules.exchange_rate != 1:
            code = "rate" if heading.rate_source is None else "rate_with_source"
            lines.append(
                label(
                    FILE,
                    code,
                    locale,
                    rate=rules.exchange_rate,
                    currency=heading.currency,
                    scheme_currency=scheme.currency,
                    source=heading.rate_source,
                )
            )
        if heading.sources:
            lines.append(label(FILE, "sources", locale, sources=heading.sources))
        lines += [note.said_in(locale) for note in heading.notes]
        figures = label(FILE, "sheet_figures", locale)
        lines.append(label(FILE, "workbook_note", locale, figures=figures))
        for place, line in enumerate(lines):
            self.sheet.write(1 + place, 0, line, font_color="#59615b")
        return len(lines) + 2

    def _member(self, row: int, place: int, member: MemberResult) -> None:
        card, sheet, locale = member.card, self.sheet, self.locale
        sheet.write(row, 0, card.member.name, bold=True)
        sheet.write(row, 1, label("labels", f"category_{card.member.category}", locale))
        sheet.write(row, 2, legal_form_name(self.result.rules, card, locale) or None)
        total = address(row, _POINTS)
        scored = place in self.scores.first_row
        if scored:
            points = self.scores.points_range(place)
            count = len(self.columns)
            formula = f'IF(COUNT({points})={count},SUM({points}),"")'
            sheet.formula(row, _POINTS, formula, card.points, bold=True)
            looked_up = f"MATCH({total},{self.scheme.grade_start},1)"
            grade = f'IF(ISNUMBER({total}),INDEX({self.scheme.grade_code},{looked_up}),"")'
            code = None if card.grade is None else card.grade.code
            sheet.formula(row, _CLASS, grade, code, bold=True, align="center")
            for column, score in enumerate(card.scores):
                cell = self.scores.points_cell(place, column)
                cached = None if score.match is None else score.match.points
                sheet.formula(row, _FIRST_SCORE + column, f'IF(ISNUMBER({cell}),{cell},"")', cached)
        self._fee(row, place, member)
        tail = _FIRST_SCORE + len(self.columns) + 1
        up = None if member.distance is None else member.distance.up
        status = label("labels", f"status_{card.status}", locale)
        values: list[Value] = [
            None if up is None else up.points,
            status,
            ", ".join(sentences.missing_texts(card, locale)) or None,
        ]
        for offset, value in enumerate(values):
            sheet.write(row, tail + offset, value)

    def _fee(self, row: int, place: int, member: MemberResult) -> None:
        """The fee by class, or the flat fee of the category, as a formula."""
        total = address(row, _POINTS)
        column = _FIRST_SCORE + len(self.columns)
        if member.card.member.category is Category.OFFICIAL:
            looked_up = f"MATCH({total},{self.scheme.grade_start},1)"
            formula = f'IF(ISNUMBER({total}),INDEX({self.scheme.grade_fee},{looked_up}),"")'
        else:
            category = self.figures.category_cell(place)
            looked_up = f"MATCH({category},{self.scheme.category_code},0)"
            formula = f"INDEX({self.scheme.category_fee},{looked_up})"
        self.sheet.formula(row, column, formula, member.card.fee_vnd, num_format="#,##0")

    def _firmness(self, row: int, drawn: Redraws) -> None:
        column = _FIRST_SCORE + len(self.columns) + 4
        self.sheet.write(row, column, drawn.held, num_format="0.0%")
        near = label(FILE, "near", self.locale) if drawn.near_boundary else None
        self.sheet.write(row, column + 1, near, font_color="#8a5a00")
