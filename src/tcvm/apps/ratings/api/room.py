"""What the room brings to the API. Without `annotations` import, as ninja wants."""

import datetime as dt
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from tcvm.apps.ratings import queries
from tcvm.apps.ratings.models import Round
from tcvm.apps.ratings.results import MemberInRound, results_of
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.scoring.score import Score, Status
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.paging import part_of
from tcvm.foundation.api.rooms import ApiRoom
from tcvm.foundation.api.schemas import Code, Given, Page, Paging, Said, Shown, Whole

router = Router(tags=[_("Ratings")])
ROOM = ApiRoom((router,))


class RoundLine(Shown):
    """A round at one revision."""

    code: str = Field(examples=["mix-2014"])
    revision: int
    year: int
    as_of: dt.date
    title: Said
    scheme: str


class RoundShown(RoundLine):
    """A round with how many members came to which status."""

    points_max: int
    rated: int
    incomplete: int
    not_rated: int
    rules_changed: bool = Field(
        description=_("Whether the scheme or a formula is another than when it was loaded.")
    )


class CardLine(Shown):
    """What a member came to; points, class and fee are null without one."""

    slug: str
    name: str
    category: Category
    legal_form: str
    status: Status
    points: int | None
    grade: str | None = Field(description=_("The class."))
    fee_vnd: int | None


class ScoreShown(Shown):
    """An indicator of the scorecard."""

    indicator: str
    value: str | None = Field(
        description=_("As published, in plain digits; money in the scheme's currency.")
    )
    points: int | None
    band: str | None = Field(description=_("The printed cell that it matched."))


class CardShown(CardLine):
    """A scorecard."""

    round: str
    revision: int
    scores: list[ScoreShown]
    missing: list[str] = Field(description=_("Figures for want of which there is no class."))
    near_boundary: bool | None = Field(
        description=_("Whether fewer than nine in ten redraws keep the class.")
    )


class AtRevision(Given):
    """Which revision of a round."""

    revision: Whole | None = Field(None, ge=1, le=9_999, description=_("Without it, the newest."))


class PagingAtRevision(Paging, AtRevision):
    """A part of the list, of a revision."""


@router.get(
    "/rounds",
    operation_id="ratings.list_rounds",
    summary=_("List the rounds"),
    response=Page[RoundLine],
)
def list_rounds(request: Asked, part: Query[Paging]) -> Page[RoundLine]:
    """Each at its newest revision."""
    rows = queries.newest(queries.visible_to(request.viewer))
    return part_of(
        request, rows, part, key=lambda one: one.code, show=lambda one: RoundLine(**_line(one))
    )


@router.get(
    "/rounds/{slug:code}",
    operation_id="ratings.read_round",
    summary=_("Read a round"),
    response=RoundShown,
)
def read_round(request: Asked, code: Code, asked: Query[AtRevision]) -> RoundShown:
    """With the number of members of each status."""
    one = _round(request, code, asked.revision)
    rated = results_of(one)
    statuses = [member.result.card.status for member in rated.members]
    return RoundShown(
        **_line(one),
        points_max=rated.result.rules.scheme.points_max,
        rated=statuses.count(Status.RATED),
        incomplete=statuses.count(Status.INCOMPLETE),
        not_rated=statuses.count(Status.NOT_RATED),
        rules_changed=rated.rules_changed,
    )


@router.get(
    "/rounds/{slug:code}/scorecards",
    operation_id="ratings.list_scorecards",
    summary=_("List what the members of a round came to"),
    response=Page[CardLine],
)
def list_scorecards(request: Asked, code: Code, asked: Query[PagingAtRevision]) -> Page[CardLine]:
    """In the order of the file."""
    one = _round(request, code, asked.revision)
    return part_of(
        request,
        results_of(one).members,
        asked,
        key=lambda member: member.position,
        show=lambda member: CardLine(**_card(member)),
    )


@router.get(
    "/rounds/{slug:code}/scorecards/{slug:member}",
    operation_id="ratings.read_scorecard",
    summary=_("Read a scorecard"),
    response=CardShown,
)
def read_scorecard(request: Asked, code: Code, member: Code, asked: Query[AtRevision]) -> CardShown:
    """With every indicator's value, points and printed cell."""
    one = _round(request, code, asked.revision)
    found = results_of(one).member(member)
    if found is None:
        raise Http404
    card, redraws = found.result.card, found.redraws
    return CardShown(
        **_card(found),
        round=one.code,
        revision=one.revision,
        scores=[_score(score) for score in card.scores],
        missing=list(card.missing),
        near_boundary=None if redraws is None else redraws.near_boundary,
    )


def _round(request: Asked, code: str, revision: int | None) -> Round:
    address = code if revision is None else f"{code}.{revision}"
    found = queries.at_address(queries.visible_to(request.viewer), address)
    if found is None:
        raise Http404
    return found


def _line(one: Round) -> dict[str, Any]:
    return {
        "code": one.code,
        "revision": one.revision,
        "year": one.year,
        "as_of": one.as_of,
        "title": Said.of(one.title),
        "scheme": one.scheme_code,
    }


def _card(one: MemberInRound) -> dict[str, Any]:
    card = one.result.card
    return {
        "slug": one.slug,
        "name": card.member.name,
        "category": card.member.category,
        "legal_form": card.member.legal_form,
        "status": card.status,
        "points": card.points,
        "grade": None if card.grade is None else card.grade.code,
        "fee_vnd": card.fee_vnd,
    }


def _score(score: Score) -> ScoreShown:
    match = score.match
    return ScoreShown(
        indicator=score.column,
        value=None if match is None else format(score.published, "f"),
        points=None if match is None else match.points,
        band=None if match is None else match.band,
    )
