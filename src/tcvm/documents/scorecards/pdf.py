"""Scorecards as PDF: one A4 page a member, in both languages, typeset with Typst.

The document is tagged and meets PDF/UA-1, unless a name has letters that the fonts lack.
Typesetting uses the fonts of the package and those of Typst, never those of the machine, and reads
no clock: the same results give the same bytes everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

import typst

from tcvm.documents.scorecards.page import PageWriter

if TYPE_CHECKING:
    from tcvm.analytics.firmness import Redraws
    from tcvm.documents.scorecards.heading import Heading
    from tcvm.domain.scoring.round import RoundResult

#: Accessible PDF: tagged, titled, every picture with its text.
_STANDARD: Final = "ua-1"


def render_pdf(
    result: RoundResult,
    heading: Heading,
    redraws: Sequence[Redraws | None] | None = None,
    locale: str = "vi",
    only: int | None = None,
) -> bytes:
    """The scorecards of all members of a round, in their order, a page each.

    `only` is the place of the one member whose scorecard is wanted; its peers stay the round's.
    `redraws` stand in the order of the members; without them the page says nothing of how firm
    the class is. `locale` is the language that comes first; the other stands beneath it. Names of
    members are set as text, whatever they contain. Raises ValueError for a round of nobody.
    """
    if not result.members:
        raise ValueError("no members, so no scorecards")
    writer = PageWriter(result, heading, locale)
    drawn: Sequence[Redraws | None] = redraws or [None] * len(result.members)
    wanted = list(zip(result.members, drawn, strict=True))
    if only is not None:
        wanted = [wanted[only]]
    pages = [writer.member(member, one) for member, one in wanted]
    return _typeset({"round": _json(writer.round()), "members": _json(pages)})


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _typeset(inputs: dict[str, str]) -> bytes:
    here = files("tcvm.documents.scorecards")
    with (
        as_file(here / "scorecard.typ") as template,
        as_file(files("tcvm.documents") / "fonts") as fonts,
    ):
        compiler = typst.Compiler(
            template, font_paths=[fonts], ignore_system_fonts=True, sys_inputs=inputs
        )
        try:
            pdf = compiler.compile(format="pdf", pdf_standards=[_STANDARD], timestamp=0)
        except typst.TypstError:
            # The standard refuses a letter that no font has (an emoji, a Chinese name). A box in
            # its place is better than no scorecards at all.
            pdf = compiler.compile(format="pdf", timestamp=0)
    assert isinstance(pdf, bytes), "a PDF is one file"
    return pdf
