"""A round as a workbook: summary, figures, scorecards and scheme, its points recomputable.

Values, points, classes and fees are formulas over the sheet of figures and the scheme's pieces,
each with the value it has written beside it. Text is written as text: what a user wrote can never
become a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tcvm.documents.scorecards.workbook.book import Book
from tcvm.documents.scorecards.workbook.figures import FiguresSheet
from tcvm.documents.scorecards.workbook.scheme import SchemeSheet
from tcvm.documents.scorecards.workbook.scores import ScoresSheet
from tcvm.documents.scorecards.workbook.summary import SummarySheet
from tcvm.documents.words import label

if TYPE_CHECKING:
    from tcvm.analytics.firmness import Redraws
    from tcvm.documents.scorecards.heading import Heading
    from tcvm.domain.scoring.round import RoundResult

_SHEETS = ("summary", "figures", "scores", "scheme")


def render_xlsx(
    result: RoundResult,
    heading: Heading,
    redraws: Sequence[Redraws | None] | None = None,
    locale: str = "vi",
    origins: Sequence[str] = (),
) -> bytes:
    """The workbook of a round, members in its order, words in `locale`.

    `redraws` stand in the order of the members, and so do `origins`, which say where the figures of
    each were read. The same results give the same bytes: the file
    says it was made on the date its figures stand at.
    """
    book = Book(heading.title.said_in(locale), heading.as_of)
    summary, figures, scores, scheme = (
        book.sheet(label("scorecard", f"sheet_{code}", locale)) for code in _SHEETS
    )
    figures_sheet = FiguresSheet(figures, result, locale, origins)
    scheme_sheet = SchemeSheet(book, scheme, result.rules, heading, locale)
    scores_sheet = ScoresSheet(scores, result, figures_sheet, scheme_sheet, locale)
    summary_sheet = SummarySheet(summary, result, scores_sheet, locale)
    figures_sheet.write()
    scheme_sheet.write()
    scores_sheet.write()
    summary_sheet.write(heading, redraws)
    return book.content()
