"""One member's scorecard as a page: every text in both languages, every picture drawn.

The page is plain data for the typesetter. What users wrote (names) stands in it as text only.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tcvm.documents.pictures import PRINT, Picture, description, results, svg
from tcvm.documents.pictures.canvas import readable
from tcvm.documents.pictures.quantities import shown_value
from tcvm.documents.scorecards import sentences
from tcvm.documents.scorecards.heading import Heading
from tcvm.documents.scorecards.names import date_text, formula_text, legal_form_name, unit_name
from tcvm.documents.words import label, number
from tcvm.domain.fees.words import AMOUNT_MAX_VND, in_words_en, in_words_vi
from tcvm.domain.indicators.formula import Figure, Node
from tcvm.domain.scoring.peers import POINTS, scaled
from tcvm.domain.scoring.round import MemberResult, RoundResult
from tcvm.domain.scoring.score import Score, Status
from tcvm.domain.text import Text

if TYPE_CHECKING:
    from tcvm.analytics.firmness import Redraws

FILE = "scorecard"
#: Widths for which pictures are laid out, in pixels; the template gives them their millimetres.
BANDS_WIDTH = 330
PEERS_WIDTH = 118
#: A name longer than this is cut: an A4 page has room for a very long one, not for a novel.
NAME_MAX = 160
#: Without a break a run of letters this long would leave its column.
_RUN_MAX = 24
_ZERO_WIDTH_SPACE = "\u200b"

Both = list[str]
Data = dict[str, Any]


class PageWriter:
    """Writes the pages of one round; `locale` is the language that comes first."""

    def __init__(self, result: RoundResult, heading: Heading, locale: str) -> None:
        """Prepare what all pages share."""
        self.result = result
        self.rules = result.rules
        self.scheme = result.rules.scheme
        self.heading = heading
        self.locales = ("en", "vi") if locale.startswith("en") else ("vi", "en")

    def both(self, say: Callable[[str], str]) -> Both:
        """A text in the first language and in the second."""
        return [say(locale) for locale in self.locales]

    def label(self, code: str, **parameters: object) -> Both:
        """A label of the scorecard in both languages."""
        return self.both(lambda locale: label(FILE, code, locale, **parameters))

    def text(self, text: Text) -> Both:
        """A catalogue's text in both languages."""
        return self.both(text.said_in)

    def round(self) -> Data:
        """What stands on every page."""
        heading = self.heading
        facts = []
        if heading.as_of is not None:
            as_of = heading.as_of
            facts.append(
                self.both(lambda loc: label(FILE, "as_of", loc, date=date_text(as_of, loc)))
            )
        if self.rules.exchange_rate != 1:
            code = "rate" if heading.rate_source is None else "rate_with_source"
            facts.append(
                self.label(
                    code,
                    rate=self.rules.exchange_rate,
                    currency=heading.currency,
                    scheme_currency=self.scheme.currency,
                    source=heading.rate_source,
                )
            )
        scheme = self.scheme
        facts.append(
            self.label("scheme", name=scheme.name, scheme_code=scheme.code, version=scheme.version)
        )
        facts.append(self.label("resolution", resolution=scheme.resolution))
        # Of members that are not rated, only these: the rest tells of figures and points.
        decisions = facts[-2:]
        if heading.sources:
            facts.append(self.label("sources", sources=heading.sources))
        notes = [self.text(note) for note in heading.notes]
        facts += notes
        decisions += notes
        labels = ("scorecard", "class", "points", "total", "fee", "status", "formulas")
        heads = ("indicator", "value", "bands", "points", "steps", "rank")
        return {
            "locales": list(self.locales),
            "title": self.text(heading.title),
            "document_title": self.label("document_title", title=heading.title),
            "facts": facts,
            "decisions": decisions,
            "labels": {code: self.label(code) for code in labels},
            "heads": {code: self.label(f"head_{code}") for code in heads},
            "legend": self.label("legend", members_min=scheme.peer_members_min),
            "formulas": self._formulas(),
        }

    def _formulas(self) -> list[Both]:
        lines = []
        for column in self.scheme.columns:
            formula = self.rules.definition(column).formula
            if isinstance(formula, Figure):
                continue  # a figure that is scored as it is reported

            def say(locale: str, name: Text = column.name, formula: Node = formula) -> str:
                return f"{name.said_in(locale)} = {formula_text(formula, locale)}"

            lines.append(self.both(say))
        return lines

    def member(self, member: MemberResult, redraws: Redraws | None) -> Data:
        """One member's page."""
        card = member.card
        category = self.both(lambda loc: label("labels", f"category_{card.member.category}", loc))
        form = self.both(lambda loc: breakable(legal_form_name(self.rules, card, loc)))
        place = results.shown_place(self.result, card)
        data: Data = {
            "name": breakable(card.member.name),
            "status": str(card.status),
            "status_name": self.both(lambda loc: label("labels", f"status_{card.status}", loc)),
            "about": [
                " · ".join(part for part in parts if part)
                for parts in zip(category, form, strict=True)
            ],
            "fee": self._fee(card.fee_vnd),
            "rows": [self._row(member, score, place) for score in card.scores],
            "peers": self._head_of_peers(place),
            "blocks": self._blocks(member, redraws),
        }
        if card.status is Status.RATED:
            assert card.grade is not None
            data["grade"] = card.grade.code
            data["points"] = str(card.points)
            data["points_of"] = self.label("points_of", points_max=self.scheme.points_max)
            data["total"] = self._total(member, place)
        return data

    def _fee(self, fee_vnd: int | None) -> Data | None:
        if fee_vnd is None:
            return None
        data: Data = {
            "figures": self.label("fee_amount", amount=fee_vnd),
            "words": ["", ""],
        }
        if fee_vnd <= AMOUNT_MAX_VND:
            words = {"vi": in_words_vi(fee_vnd), "en": in_words_en(fee_vnd)}
            data["words"] = [words[locale] for locale in self.locales]
        return data

    def _picture(self, picture: Picture, width: int) -> Data:
        first = self.locales[0]
        return {
            "svg": svg(picture, first, palette=PRINT, width=width),
            "alt": description(picture, first),
        }

    def _row(self, member: MemberResult, score: Score, place: results.PeerPlace | None) -> Data:
        card, first = member.card, self.locales[0]
        scale = self.rules.scale(score.column, card.groups)
        column = scale.column
        row: Data = {
            "name": self.text(column.name),
            "unit": self.both(lambda loc: unit_name(column.unit, self.scheme.currency, loc)),
            "bands": self._picture(results.bullet(self.rules, score, card.groups), BANDS_WIDTH),
        }
        if place is not None:
            strip = results.strip(self.result, score, card.groups, place)
            row["strip"] = self._picture(strip, PEERS_WIDTH)
            if strip.rank is not None:
                row["rank"] = label(
                    FILE, "rank_of", first, rank=strip.rank, members=strip.statistics.members
                )
        if score.value is None or score.match is None:
            row["missing"] = self.label("missing")
            return row
        row["value"] = shown_value(score.value, scale, first)
        row["points"] = str(score.match.points)
        found_by = score.match.found_by
        row["found_by"] = self.both(lambda loc: label("labels", f"found_by_{found_by}", loc))
        row["printed"] = found_by == "printed"
        if member.distance is not None:
            for way, moves in (("gain", member.distance.gains), ("loss", member.distance.losses)):
                if score.column in moves:
                    move = moves[score.column]
                    row[way] = sentences.target_text(move, column, first)
        return row

    def _head_of_peers(self, place: results.PeerPlace | None) -> Both:
        if place is None:
            return self.label("head_peers_none")
        return self.label("head_peers", group=place.group.name)

    def _total(self, member: MemberResult, place: results.PeerPlace | None) -> Data:
        card, first = member.card, self.locales[0]
        name = Text(label(FILE, "total", "vi"), label(FILE, "total", "en"))
        total: Data = {
            "bands": self._picture(results.class_bullet(self.rules, card, name), BANDS_WIDTH)
        }
        if place is not None:
            strip = results.points_strip(self.result, card, place, name)
            total["strip"] = self._picture(strip, PEERS_WIDTH)
            if strip.rank is not None:
                members = strip.statistics.members
                total["rank"] = label(FILE, "rank_of", first, rank=strip.rank, members=members)
        if member.distance is not None:
            up, down = member.distance.up, member.distance.down
            assert card.points is not None
            if up is not None:
                total["gain"] = f"≥\u00a0{number(card.points + up.points, first)}"
            if down is not None:
                total["loss"] = f"≤\u00a0{number(card.points + down.points, first)}"
        return total

    def _blocks(self, member: MemberResult, redraws: Redraws | None) -> list[Data]:
        """The texts below the table: a heading and its lines, in both languages side by side."""
        card = member.card
        if card.status is Status.NOT_RATED:
            return [{"lines": [self.label("not_rated")]}]
        definitions = self._lines(
            lambda loc: sentences.definition_texts(self.rules, card, loc)
        ) + self._lines(lambda loc: sentences.matching_texts(self.rules, card, loc))
        if card.status is Status.INCOMPLETE:
            return [
                {"lines": [self.label("incomplete"), self.label("incomplete_next")]},
                {
                    "heading": self.label("heading_missing"),
                    "lines": self._lines(lambda loc: sentences.missing_texts(card, loc)),
                    "listed": True,
                },
                {"heading": self.label("heading_readings"), "lines": definitions},
            ]
        blocks = [
            {
                "heading": self.label("heading_distance"),
                "lines": self._lines(lambda loc: self._distance_texts(member, loc)),
            },
            {
                "heading": self.label("heading_readings"),
                "lines": definitions + self._lines(lambda loc: self._reading_texts(member, loc)),
            },
        ]
        firm = self._lines(lambda loc: self._standing_texts(member, loc))
        if redraws is not None:
            firm += self._lines(lambda loc: sentences.redraw_texts(redraws, loc))
        if firm:
            blocks.append({"heading": self.label("heading_robustness"), "lines": firm})
        return blocks

    def _lines(self, say: Callable[[str], list[str]]) -> list[Both]:
        first, second = (say(locale) for locale in self.locales)
        return [list(pair) for pair in zip(first, second, strict=True)]

    def _distance_texts(self, member: MemberResult, locale: str) -> list[str]:
        assert member.distance is not None
        return [
            *sentences.class_texts(member.distance, locale),
            *sentences.cheapest_texts(self.rules, member.card, member.distance, locale),
        ]

    def _reading_texts(self, member: MemberResult, locale: str) -> list[str]:
        if not member.others:
            return []  # other readings were not asked for
        classes, points = sentences.reading_texts(self.rules, member, locale)
        texts = []
        if classes:
            joined = "; ".join(classes)
            texts.append(label(FILE, "readings_change_class", locale, readings=joined))
        if points:
            joined = "; ".join(points)
            texts.append(label(FILE, "readings_change_points", locale, readings=joined))
        return texts or [label(FILE, "readings_change_nothing", locale)]

    def _standing_texts(self, member: MemberResult, locale: str) -> list[str]:
        """The rank by total points in every peer group."""
        texts = []
        points = member.card.points
        assert points is not None, "only rated members have a rank"
        for place in results.peer_places(self.result, member.card):
            axis, group = place.axis.code, place.group.code
            standing = self.result.peers.standing(axis, group, POINTS, scaled(Decimal(points)))
            code = "peer_rank" if standing.rank is not None else "peer_rank_hidden"
            texts.append(
                label(
                    FILE,
                    code,
                    locale,
                    axis=place.axis.name,
                    group=place.group.name,
                    members=place.members,
                    members_min=self.scheme.peer_members_min,
                    rank=standing.rank,
                )
            )
        return texts


def breakable(text: str) -> str:
    """A text of users as one line that can be broken: no control characters, no endless word."""
    text = " ".join(readable(text).split())
    if len(text) > NAME_MAX:
        text = f"{text[:NAME_MAX].rstrip()}…"
    return " ".join(_broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    return _ZERO_WIDTH_SPACE.join(
        word[start : start + _RUN_MAX] for start in range(0, len(word), _RUN_MAX)
    )
