"""The scorecard: one member's nine indicators, each with its printed cells, peers and chain."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tcvm.apps.ratings.results import MemberInRound, RatedRound
from tcvm.apps.ratings.web import labels, readings
from tcvm.apps.ratings.web.chain import Chain, Chains
from tcvm.apps.ratings.web.dates import day
from tcvm.apps.ratings.web.distances import Distances, distances
from tcvm.apps.ratings.web.figures import Figure, figure, point_scale
from tcvm.apps.ratings.web.overview import change_text, change_words, share_text
from tcvm.documents.pictures.quantities import shown_value
from tcvm.documents.pictures.results import PeerPlace, bullet, peer_places, strip
from tcvm.documents.words import number, percent
from tcvm.domain.fees.words import in_words_en, in_words_vi
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.scoring.peers import Statistics
from tcvm.domain.scoring.scheme import Column
from tcvm.domain.scoring.score import Score, Status
from tcvm.domain.text import Text
from tcvm.foundation.ui.doors import Door

BULLET_WIDTH, STRIP_WIDTH, SCALE_WIDTH = 360, 200, 320


@dataclass(frozen=True, slots=True)
class Before:
    """The same indicator in the round before."""

    value: str
    points: str
    change: str
    change_words: str
    href: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row of the scorecard."""

    code: str
    name: str
    unit: str
    value: str
    door: Door | None
    bullet: Figure
    points: str
    found_by: str
    found_by_sentence: str
    remarkable: bool
    peers: Figure | None
    rank: str
    before: Before | None
    missing: tuple[str, ...]
    chain: Chain


@dataclass(frozen=True, slots=True)
class Robust:
    """What became of the member over the redraws."""

    sentence: str
    near: bool
    shares: tuple[tuple[str, str, int], ...]
    points: str
    rank: str
    how: str


@dataclass(frozen=True, slots=True)
class ScorecardPage:
    """All that the page shows; parts that a member without a class lacks are None or empty."""

    name: str
    slug: str
    status: str
    status_code: str
    facts: tuple[str, ...]
    grade: str
    grade_place: str
    points: Door | None
    points_max: int
    fee: Door | None
    change: str
    change_words: str
    held: str
    near: bool
    basis: tuple[str, ...]
    missing: tuple[str, ...]
    rows: tuple[IndicatorRow, ...]
    peers_head: str
    peers_note: str
    year_before: int | None
    scale: Figure | None
    distances: Distances | None
    pairs: tuple[readings.Pair, ...]
    used: tuple[readings.ReadingUsed, ...]
    others: tuple[readings.Other, ...]
    robust: Robust | None


def scorecard(
    rated: RatedRound, one: MemberInRound, previous: RatedRound | None, locale: str
) -> ScorecardPage:
    """The scorecard of a member of a round; `previous` is the round before it."""
    return _Builder(rated, one, previous, locale).page()


class _Builder:
    def __init__(
        self, rated: RatedRound, one: MemberInRound, previous: RatedRound | None, locale: str
    ) -> None:
        self.rated, self.one, self.locale = rated, one, locale
        self.rules = rated.result.rules
        self.scheme = self.rules.scheme
        self.card = one.result.card
        self.previous = previous
        self.before = previous.member(one.slug) if previous is not None else None
        self.chains = Chains(one, rated.round, self.scheme, locale)
        places = peer_places(rated.result, self.card)
        self.place = _comparable(places, self.scheme.peer_quartiles_min)

    def page(self) -> ScorecardPage:
        card, locale, scheme = self.card, self.locale, self.scheme
        rows = tuple(self.row(score) for score in card.scores)
        grades = [grade.code for grade in scheme.grades]
        change = self._change(
            card.points, self.before.result.card.points if self.before is not None else None
        )
        rated = card.status is Status.RATED
        drawn = self.one.redraws
        return ScorecardPage(
            name=card.member.name,
            slug=self.one.slug,
            status=labels.status(card.status),
            status_code=card.status.value,
            facts=self._facts(),
            grade=card.grade.code if card.grade is not None else "",
            grade_place=_place(grades, card.grade.code) if card.grade is not None else "",
            points=self._points_door() if rated else None,
            points_max=scheme.points_max,
            fee=self._fee_door() if card.fee_vnd is not None else None,
            change=change_text(change),
            change_words=change_words(change),
            held=share_text(drawn.held if drawn is not None else None, locale),
            near=drawn is not None and drawn.near_boundary,
            basis=self._basis() if card.scores else (),
            missing=tuple(labels.element(code, locale) for code in card.missing),
            rows=rows,
            peers_head=self._peers_head(),
            peers_note=self._peers_note(),
            year_before=self.previous.round.year if self.before and self.previous else None,
            scale=self._scale() if rated else None,
            distances=self._distances(rows),
            pairs=tuple(readings.pairs(self.rated, self.one.result, locale)) if rows else (),
            used=tuple(readings.used(self.one.result, scheme, locale)),
            others=tuple(readings.others(self.one.result, scheme, locale)),
            robust=self._robust(),
        )

    def _facts(self) -> tuple[str, ...]:
        card, scheme = self.card, self.scheme
        facts = [labels.category(card.member.category)]
        if card.member.legal_form:
            facts.append(labels.legal_form(card.member.legal_form, scheme, self.locale))
        for axis in scheme.peer_axes:
            if axis.figure != "legal_form" and axis.code in card.groups:
                name = labels.group(axis, card.groups[axis.code], self.locale)
                facts.append(f"{axis.name.said_in(self.locale)}: {name.lower()}")
        day_text = day(self.rated.round.as_of, self.locale)
        facts.append(_("figures as of %(day)s") % {"day": day_text})
        return tuple(facts)

    def _basis(self) -> tuple[str, ...]:
        """By which definitions the scheme was read, where it can be read by more than one."""
        return tuple(
            _("%(indicator)s read as %(definition)s")
            % {
                "indicator": labels.reading(reading.code, self.scheme, self.locale),
                "definition": labels.reading_value(
                    reading.code, reading.value, self.scheme, self.locale
                ),
            }
            for reading in self.scheme.readings
            if reading.kind.value == "indicator"
        )

    def row(self, score: Score) -> IndicatorRow:
        locale = self.locale
        column = self.scheme.column(score.column)
        scale = self.rules.scale(score.column, self.card.groups)
        indicator = self.rules.definition(column)
        shown = "" if score.value is None else shown_value(score.value, scale, locale)
        chain = self.chains.of(indicator, score, shown)
        match = score.match
        peers = None
        rank = ""
        if self.place is not None and score.value is not None:
            picture = strip(self.rated.result, score, self.card.groups, self.place)
            if picture.statistics.median is not None:
                peers = figure(picture, locale, STRIP_WIDTH)
                rank = _rank(picture.rank, picture.statistics)
        absent = score.absence
        return IndicatorRow(
            code=score.column,
            name=column.name.said_in(locale),
            # A percentage carries its sign; every other unit stands beside the name.
            unit=(
                ""
                if column.unit is Unit.PERCENT
                else labels.unit(column.unit, self.scheme.currency)
            ),
            value=shown,
            door=None if score.value is None else self._door(column, chain, shown),
            bullet=figure(bullet(self.rules, score, self.card.groups), locale, BULLET_WIDTH),
            points="" if match is None else str(match.points),
            found_by="" if match is None else labels.found_by(match.found_by),
            found_by_sentence=("" if match is None else labels.found_by_sentence(match.found_by)),
            remarkable=match is not None and match.found_by.value != "printed",
            peers=peers,
            rank=rank,
            before=self._before(score),
            missing=(
                ()
                if absent is None
                else tuple(labels.element(code, locale) for code in (*absent.missing, *absent.zero))
            ),
            chain=chain,
        )

    def _door(self, column: Column, chain: Chain, shown: str) -> Door:
        cells = "; ".join(f"{line.name}: {line.source}" for line in chain.figures if line.source)
        return Door(
            key=f"note-{column.code}",
            text=shown,
            title=chain.indicator,
            lines=(
                (_("As of"), day(self.rated.round.as_of, self.locale)),
                (_("Definition"), chain.definition),
                (_("Standard"), chain.standard),
                (_("Read from"), cells),
            ),
            href=f"#chain-{column.code}",
            link=_("Open the calculation"),
        )

    def _points_door(self) -> Door:
        terms = " + ".join(str(one.match.points) for one in self.card.scores if one.match)
        return Door(
            key="note-points",
            text=str(self.card.points),
            title=_("Points"),
            lines=(
                (_("As of"), day(self.rated.round.as_of, self.locale)),
                (_("What it is"), _("The sum of the points of all scored indicators.")),
                (_("With its figures"), f"{terms} = {self.card.points}"),
                (_("Source"), self.scheme.name.said_in(self.locale)),
            ),
            href="#indicators",
            link=_("Indicators and points"),
        )

    def _fee_door(self) -> Door:
        assert self.card.fee_vnd is not None
        if self.card.grade is not None:
            what = _("What the class costs a year.")
        else:
            what = _("The flat fee of the category of membership.")
        words = in_words_en if self.locale.startswith("en") else in_words_vi
        return Door(
            key="note-fee",
            text=number(self.card.fee_vnd, self.locale, 0),
            title=_("Yearly fee"),
            lines=(
                (_("What it is"), what),
                (_("In words"), words(self.card.fee_vnd)),
                (_("Source"), self.scheme.resolution.said_in(self.locale)),
            ),
            href=reverse("ratings:scheme", args=[self.scheme.code]) + "#classes",
            link=_("Classes and fees"),
        )

    def _before(self, score: Score) -> Before | None:
        if self.before is None or self.previous is None:
            return None
        found = next(
            (one for one in self.before.result.card.scores if one.column == score.column), None
        )
        if found is None or found.value is None or found.match is None:
            return None
        scale = self.previous.result.rules.scale(score.column, self.before.result.card.groups)
        now = None if score.match is None else score.match.points
        change = self._change(now, found.match.points)
        return Before(
            value=shown_value(found.value, scale, self.locale),
            points=str(found.match.points),
            change=change_text(change),
            change_words=change_words(change),
            href=self._scorecard_before() + f"#chain-{score.column}",
        )

    def _scorecard_before(self) -> str:
        assert self.previous is not None
        return reverse("ratings:scorecard", args=[self.previous.round.code, self.one.slug])

    @staticmethod
    def _change(now: int | None, before: int | None) -> int | None:
        return None if now is None or before is None else now - before

    def _peers_head(self) -> str:
        return "" if self.place is None else self.place.group.name.said_in(self.locale)

    def _peers_note(self) -> str:
        least = self.scheme.peer_members_min
        if self.place is None or self.place.members < least:
            return _("Peer groups of fewer than %(least)d members: hidden.") % {"least": least}
        text = ngettext(
            "Compared with the group “%(group)s”: %(count)d member with a class.",
            "Compared with the group “%(group)s”: %(count)d members with a class.",
            self.place.members,
        ) % {"group": self._peers_head(), "count": self.place.members}
        if self.place.members < self.scheme.peer_quartiles_min:
            text += " " + _("Quartiles need %(least)d.") % {"least": self.scheme.peer_quartiles_min}
        return text

    def _scale(self) -> Figure:
        title = Text("Vị trí trên thang điểm", "Place on the point scale")
        picture = point_scale(self.rated, title, self.one.slug)
        return figure(picture, self.locale, SCALE_WIDTH)

    def _distances(self, rows: tuple[IndicatorRow, ...]) -> Distances | None:
        found = self.one.result.distance
        if found is None:
            return None
        shown = {row.code: (row.unit, row.value) for row in rows}
        return distances(found, self.scheme, shown, self.locale)

    def _robust(self) -> Robust | None:
        drawn, locale = self.one.redraws, self.locale
        if drawn is None or self.card.grade is None:
            return None
        values = {
            "class": self.card.grade.code,
            "share": share_text(drawn.held, locale),
        }
        if drawn.near_boundary:
            sentence = _("Near a boundary: class %(class)s in only %(share)s of the redraws.")
        else:
            sentence = _("Class %(class)s in %(share)s of the redraws.")
        return Robust(
            sentence=sentence % values,
            near=drawn.near_boundary,
            shares=tuple(
                (code, share_text(share, locale), round(share * 100))
                for code, share in drawn.class_shares.items()
            ),
            points=_span(drawn.points_low, drawn.points_high),
            rank=_span(drawn.rank_low, drawn.rank_high),
            how=_(
                "%(draws)s redraws of the reported figures: amounts within ±%(amounts)s, counts "
                "within ±%(counts)s, each evenly and on its own (seed %(seed)d)."
            )
            % {
                "draws": number(drawn.draws, locale, 0),
                "amounts": percent(_exact(drawn.error_amounts), locale, None),
                "counts": percent(_exact(drawn.error_counts), locale, None),
                "seed": drawn.seed,
            },
        )


def _comparable(places: list[PeerPlace], quartiles_min: int) -> PeerPlace | None:
    """The first peer group large enough for quartiles, else the largest."""
    for place in places:
        if place.members >= quartiles_min:
            return place
    return max(places, key=lambda place: place.members, default=None)


def _rank(rank: int | None, statistics: Statistics) -> str:
    if rank is None:
        return ""
    return _("rank %(rank)d of %(members)d") % {"rank": rank, "members": statistics.members}


def _place(grades: list[str], grade: str) -> str:
    if grade == grades[0]:
        return "first"
    return "last" if grade == grades[-1] else "middle"


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _exact(share: float) -> Decimal:
    """The share as it was written: 0.02, not the nearest binary number to it."""
    return Decimal(repr(share))
