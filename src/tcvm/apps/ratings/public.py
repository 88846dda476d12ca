"""All that the rest of the house may know of ratings: one action, and frozen summaries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tcvm.apps.ratings import queries
from tcvm.apps.ratings.actions.load_round import (
    FigureDerivation,
    MemberFigures,
    RoundFigures,
    RoundUnusable,
    load_round,
)
from tcvm.apps.ratings.models import Round
from tcvm.apps.ratings.results import MemberInRound, results_of
from tcvm.domain.scoring.score import Status
from tcvm.domain.text import Text

__all__ = [
    "FigureDerivation",
    "MemberFigures",
    "MemberSummary",
    "RoundFigures",
    "RoundSummary",
    "RoundUnusable",
    "load",
    "summaries",
]


@dataclass(frozen=True, slots=True)
class MemberSummary:
    """What one member came to. `points`, `grade` and `near_boundary` are None without a class;
    `missing` are the codes of the figures for want of which it has none."""

    name: str
    status: Status
    points: int | None
    grade: str | None
    fee_vnd: int | None
    near_boundary: bool | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """A round and what its members came to, in the order of the file."""

    code: str
    revision: int
    year: int
    title: Text
    scheme: str
    points_max: int
    members: tuple[MemberSummary, ...]


def load(*, figures: RoundFigures, now: dt.datetime) -> tuple[RoundSummary, bool]:
    """Keep and rate a round (`actions.load_round`); says also whether anything was written."""
    kept, written = load_round(figures=figures, now=now)
    return _summary(kept), written


def summaries() -> list[RoundSummary]:
    """All published rounds at their newest revision, oldest year first."""
    return [_summary(one) for one in queries.newest(queries.visible_to(None))]


def _summary(kept: Round) -> RoundSummary:
    rated = results_of(kept)
    return RoundSummary(
        code=kept.code,
        revision=kept.revision,
        year=kept.year,
        title=kept.title,
        scheme=kept.scheme_code,
        points_max=rated.result.rules.scheme.points_max,
        members=tuple(_member(one) for one in rated.members),
    )


def _member(one: MemberInRound) -> MemberSummary:
    card = one.result.card
    return MemberSummary(
        name=card.member.name,
        status=card.status,
        points=card.points,
        grade=card.grade.code if card.grade is not None else None,
        fee_vnd=card.fee_vnd,
        near_boundary=one.redraws.near_boundary if one.redraws is not None else None,
        missing=card.missing,
    )
