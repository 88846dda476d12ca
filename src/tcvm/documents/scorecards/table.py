"""A round in the terminal: members by class, their nine points, and what would move them.

What is shown follows from how wide the console is: at 80 columns points and fees, from 110 on how
firm each class is, from 150 on the smallest change into the next class. Names are printed as plain
text: no markup, no control characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text as Styled

from tcvm.documents.pictures.canvas import readable
from tcvm.documents.scorecards import sentences
from tcvm.documents.scorecards.member_table import MARKS, Line, MemberTable
from tcvm.documents.scorecards.names import date_text
from tcvm.documents.scorecards.peer_table import peer_table
from tcvm.documents.words import label
from tcvm.domain.scoring.score import Status

if TYPE_CHECKING:
    from rich.console import Console

    from tcvm.analytics.firmness import Redraws
    from tcvm.documents.scorecards.heading import Heading
    from tcvm.domain.scoring.round import RoundResult

FILE = "scorecard"
_ORDER = {Status.RATED: 0, Status.INCOMPLETE: 1, Status.NOT_RATED: 2}


def render_table(
    result: RoundResult,
    heading: Heading,
    redraws: Sequence[Redraws | None] | None,
    locale: str,
    console: Console,
) -> None:
    """Print the round: members best first, those that lack figures, peer groups, and a legend.

    `redraws` stand in the order of the members. Colour is the console's to leave out.
    """
    drawn = redraws or [None] * len(result.members)
    lines = [Line(member, one) for member, one in zip(result.members, drawn, strict=True)]
    lines.sort(key=_order)
    console.print()
    console.print(Styled(heading.title.said_in(locale), style="bold"))
    console.print(Styled(_terms(result, heading, locale), style="dim"))
    console.print(Styled(_counts(result, lines, locale)))
    console.print()
    console.print(MemberTable(result, lines, locale, console.width).table())
    console.print()
    _print_incomplete(lines, locale, console)
    if result.peers.groups():
        console.print(peer_table(result, locale, console.width))
        console.print()
    _print_legend(result, lines, locale, console)


def _order(line: Line) -> tuple[int, int]:
    card = line.member.card
    return _ORDER[card.status], -(card.points or 0)


def _terms(result: RoundResult, heading: Heading, locale: str) -> str:
    scheme, rules = result.rules.scheme, result.rules
    parts = [f"{scheme.code} {scheme.version}"]
    if heading.as_of is not None:
        parts.append(label(FILE, "as_of", locale, date=date_text(heading.as_of, locale)))
    if rules.exchange_rate != 1:
        parts.append(
            label(
                FILE,
                "rate" if heading.rate_source is None else "rate_with_source",
                locale,
                rate=rules.exchange_rate,
                currency=heading.currency,
                scheme_currency=scheme.currency,
                source=heading.rate_source,
            )
        )
    return " · ".join(parts)


def _counts(result: RoundResult, lines: list[Line], locale: str) -> str:
    cards = [line.member.card for line in lines]
    states = Counter(card.status for card in cards)
    grades = Counter(card.grade.code for card in cards if card.grade is not None)
    classes = ", ".join(f"{one.code} {grades[one.code]}" for one in result.rules.scheme.grades)
    return label(
        FILE,
        "counts",
        locale,
        members=len(lines),
        rated=states[Status.RATED],
        classes=classes,
        incomplete=states[Status.INCOMPLETE],
        not_rated=states[Status.NOT_RATED],
    )


def _print_incomplete(lines: list[Line], locale: str, console: Console) -> None:
    lacking = [line.member.card for line in lines if line.member.card.status is Status.INCOMPLETE]
    if not lacking:
        return
    console.print(Styled(label(FILE, "heading_missing", locale), style="bold yellow"))
    for card in lacking:
        missing = ", ".join(sentences.missing_texts(card, locale))
        console.print(Styled.assemble((readable(card.member.name), "bold"), f": {missing}"))
    console.print()


def _print_legend(result: RoundResult, lines: list[Line], locale: str, console: Console) -> None:
    scheme = result.rules.scheme
    table = MemberTable(result, lines, locale, console.width)
    names = [
        f"{table.head_of(column)}: {column.name.said_in(locale)}"
        for column in scheme.columns
        if table.head_of(column) not in column.name.said_in(locale)
    ]
    if names:
        console.print(Styled("; ".join(names), style="dim"))
    found = {
        score.match.found_by
        for line in lines
        for score in line.member.card.scores
        if score.match is not None
    }
    parts = [label(FILE, f"mark_{step}", locale) for step in MARKS if step in found]
    if any(line.near for line in lines):
        parts.append(label(FILE, "mark_near", locale))
    if result.peers.groups():
        least, quartiles = scheme.peer_members_min, scheme.peer_quartiles_min
        parts.append(label(FILE, "hidden", locale, members_min=least, quartiles_min=quartiles))
    console.print(Styled("; ".join(parts), style="dim"))
