"""A stored round rated again from its figures, kept in memory as long as it is asked for.

A round's content never changes, so its results are worked out once in a process. What is kept is
keyed by the content, not by the row, and bounded.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cache
from threading import Lock

from tcvm.analytics.firmness import Redraws
from tcvm.apps.ratings.models import RatedMember, Round
from tcvm.documents import catalogue
from tcvm.domain.indicators.formula import source
from tcvm.domain.problems import Place
from tcvm.domain.scoring.round import MemberResult, RoundResult, rate_round
from tcvm.domain.scoring.scheme import Category, Scheme
from tcvm.domain.scoring.score import Member, Rules
from tcvm.domain.text import Text

ROUNDS_KEPT = 32


@dataclass(frozen=True, slots=True)
class FigureSource:
    """Where a figure was read, and how it was derived if it was not published as such."""

    place: Place
    derived: Text | None
    approximate: bool


@dataclass(frozen=True, slots=True)
class MemberInRound:
    """One member's results with the sources of its figures."""

    slug: str
    position: int
    result: MemberResult
    redraws: Redraws | None
    sources: Mapping[str, FigureSource]


@dataclass(frozen=True, slots=True)
class RatedRound:
    """A round with all its results. `rules_changed` says that the catalogue's scheme or formulas
    are no longer those the round was loaded under."""

    round: Round
    result: RoundResult
    members: tuple[MemberInRound, ...]
    rules_changed: bool

    def member(self, slug: str) -> MemberInRound | None:
        """The member of that slug, None where there is none."""
        return next((one for one in self.members if one.slug == slug), None)


@cache
def scheme_of(code: str) -> Scheme:
    """A scheme of the catalogue, read once in a process. Raises CatalogueError."""
    return catalogue.scheme(code)


def rules_sha256(scheme: Scheme) -> str:
    """A fingerprint of everything in a scheme and of the formulas it may score."""
    indicators = catalogue.indicators()
    named = {column.indicator or "" for column in scheme.columns}
    named |= {value for one in scheme.readings for value in (one.value, *one.alternatives)}
    formulas = {
        code: (indicators[code].version, source(indicators[code].formula))
        for code in sorted(code for code in named if code in indicators)
    }
    text = json.dumps([asdict(scheme), formulas], default=str, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


_kept: OrderedDict[tuple[int, str], RatedRound] = OrderedDict()
_lock = Lock()


def results_of(round_: Round) -> RatedRound:
    """The results of a stored round. Raises CatalogueError when its scheme is no longer there."""
    key = (round_.pk, round_.content_sha256)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    rated = _rated(round_)
    with _lock:
        _kept[key] = rated
        while len(_kept) > ROUNDS_KEPT:
            _kept.popitem(last=False)
    return rated


def _rated(round_: Round) -> RatedRound:
    scheme = scheme_of(round_.scheme_code)
    rules = Rules(scheme, catalogue.indicators(), exchange_rate=round_.rate)
    stored = list(round_.members.prefetch_related("figures__derivation"))
    result = rate_round([_member(one) for one in stored], rules)
    members = tuple(
        MemberInRound(
            slug=one.slug,
            position=one.position,
            result=found,
            redraws=None if one.redraws is None else Redraws(**one.redraws),
            sources=_sources(one),
        )
        for one, found in zip(stored, result.members, strict=True)
    )
    return RatedRound(round_, result, members, rules_sha256(scheme) != round_.rules_sha256)


def _member(stored: RatedMember) -> Member:
    figures: dict[str, int | Fraction] = {one.code: one.exact for one in stored.figures.all()}
    return Member(stored.name, Category(stored.category), stored.legal_form, figures)


def _sources(stored: RatedMember) -> dict[str, FigureSource]:
    sources = {}
    for one in stored.figures.all():
        derived = one.derivation
        sources[one.code] = FigureSource(
            Place(one.source_file, one.source_sheet, one.source_row, one.source_column),
            None if derived is None else Text(derived.how_vi, derived.how_en),
            approximate=derived is not None and derived.approximate,
        )
    return sources
