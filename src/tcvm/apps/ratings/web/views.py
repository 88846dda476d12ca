"""From an address to a page: find what it asks for, build what it shows, render it once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tcvm.apps.ratings import queries
from tcvm.apps.ratings.results import MemberInRound, RatedRound, results_of, rules_sha256, scheme_of
from tcvm.apps.ratings.web import downloads
from tcvm.apps.ratings.web.chain import Chains
from tcvm.apps.ratings.web.dates import day
from tcvm.apps.ratings.web.figures import figure
from tcvm.apps.ratings.web.indicators import element_lines, indicator_lines, indicator_page
from tcvm.apps.ratings.web.listed import elements_table, indicators_table, schemes_table
from tcvm.apps.ratings.web.overview import Choices, overview
from tcvm.apps.ratings.web.scheme import scheme_page
from tcvm.apps.ratings.web.scorecard import scorecard
from tcvm.documents import catalogue
from tcvm.domain.scoring.score import Status
from tcvm.domain.text import Text
from tcvm.foundation.ui.remembered import remembered

#: Width the picture beside the table is laid out for, in pixels.
PICTURE_WIDTH = 320


def _locale() -> str:
    return get_language() or settings.LANGUAGE_CODE


class _RoundPage:
    """What every page of a round needs: the round, its revisions, the other rounds, the one before.

    One query finds all rounds; their figures are read only when their results are not kept.
    """

    def __init__(self, address: str) -> None:
        self.all = list(queries.visible_to(None))
        self.current = queries.newest(self.all)
        found = queries.at_address(self.all, address)
        if found is None:
            raise Http404
        self.round = found
        self.before = max(
            (one for one in self.current if one.year < found.year),
            key=lambda one: one.year,
            default=None,
        )

    @property
    def content(self) -> tuple[str, ...]:
        """The fingerprint of all that a page of this round shows."""
        shown = [*self.current, self.round]
        rounds = [f"{one}:{one.content_sha256}" for one in shown]
        return (rules_now(self.round.scheme_code), *rounds)

    def results(self) -> tuple[RatedRound, RatedRound | None]:
        """The results of the round and of the one before it."""
        before = results_of(self.before) if self.before is not None else None
        return results_of(self.round), before

    def context(self, rated: RatedRound) -> dict[str, object]:
        """What the templates of a round share."""
        locale, round_ = _locale(), self.round
        revisions = [one for one in self.all if one.code == round_.code]
        newest = next(one for one in self.current if one.code == round_.code)
        return {
            "section": "rounds",
            "round": round_,
            "address": round_.code if round_ == newest else str(round_),
            "title": round_.title.said_in(locale),
            "as_of": day(round_.as_of, locale),
            "rounds": self.current,
            "newest": newest,
            "revisions": sorted(revisions, key=lambda one: one.revision),
            "scheme": rated.result.rules.scheme,
            "scheme_name": rated.result.rules.scheme.name.said_in(locale),
            "rules_changed": rated.rules_changed,
            "attribution": Text(round_.attribution_vi, round_.attribution_en).said_in(locale),
            "notice": Text(round_.notice_vi, round_.notice_en).said_in(locale),
            "rate_source": Text(round_.rate_source_vi, round_.rate_source_en).said_in(locale),
        }


@cache
def rules_now(scheme_code: str) -> str:
    """The fingerprint of a scheme as the catalogue has it in this process."""
    return rules_sha256(scheme_of(scheme_code))


@cache
def _catalogue_sha256() -> str:
    """The fingerprint of the catalogue's schemes, indicators and figures in this process."""
    parts = [rules_now(code) for code in catalogue.scheme_codes()]
    parts += [repr(catalogue.indicators()), repr(catalogue.elements())]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest round in which members can be compared, else the newest; a word where none is."""
    rounds = queries.newest(queries.visible_to(None))[::-1]
    for one in rounds:
        rated = results_of(one)
        classed = sum(m.result.card.status is Status.RATED for m in rated.members)
        if classed >= rated.result.rules.scheme.peer_members_min:
            return redirect("ratings:round", one.code)
    if rounds:
        return redirect("ratings:round", rounds[0].code)
    return render(request, "ratings/empty.html", {"section": "rounds"})


@require_safe
def round_overview(request: HttpRequest, address: str) -> HttpResponse:
    """A round: all members by class or peer group, sorted and filtered as the address says."""
    page = _RoundPage(address)
    choices = Choices.of(request.GET.dict(), scheme_of(page.round.scheme_code))
    # The language links keep the reader's choices (`tcvm.foundation.ui.context`).
    request.chosen_query = choices.query() if choices != Choices() else ""  # type: ignore[attr-defined]

    def made() -> HttpResponse:
        rated, before = page.results()
        shown = overview(rated, before, choices, _locale())
        context = page.context(rated) | {
            "page": shown,
            "picture": figure(shown.picture, _locale(), PICTURE_WIDTH),
        }
        context["downloads"] = downloads.round_downloads(rated, str(context["address"]), _locale())
        return render(request, "ratings/round.html", context)

    return remembered(request, (*page.content, choices.query()), made)


@require_safe
def member_scorecard(request: HttpRequest, address: str, member: str) -> HttpResponse:
    """A member's scorecard."""

    def made(page: _RoundPage, rated: RatedRound, one: MemberInRound) -> HttpResponse:
        before = page.results()[1]
        context = page.context(rated) | {"page": scorecard(rated, one, before, _locale())}
        file = downloads.scorecard_download(str(context["address"]), one.slug, _locale())
        context["downloads"] = [file]
        return render(request, "ratings/scorecard.html", context)

    return _member_page(request, address, member, made)


@require_safe
def member_figures(request: HttpRequest, address: str, member: str) -> HttpResponse:
    """The figures a member reported, each with the cell it was read from."""

    def made(page: _RoundPage, rated: RatedRound, one: MemberInRound) -> HttpResponse:
        chains = Chains(one, page.round, rated.result.rules.scheme, _locale())
        reported = one.result.card.member.figures
        context = page.context(rated) | {
            "member": one.result.card.member.name,
            "slug": one.slug,
            "figures": [chains.line(code) for code in reported],
            "missing": [chains.line(code) for code in one.result.card.missing],
        }
        return render(request, "ratings/figures.html", context)

    return _member_page(request, address, member, made)


@require_safe
def round_file(request: HttpRequest, address: str, format_: str) -> HttpResponse:
    """All results of a round as a workbook, a table, for programs, or on paper."""
    page = _RoundPage(address)

    def made() -> HttpResponse:
        rated = results_of(page.round)
        if not rated.members:
            raise Http404
        return downloads.round_file(rated, format_, _locale())

    return remembered(request, page.content, made)


@require_safe
def scorecard_file(request: HttpRequest, address: str, member: str) -> HttpResponse:
    """A member's scorecard on paper."""

    def made(page: _RoundPage, rated: RatedRound, one: MemberInRound) -> HttpResponse:
        del page
        return downloads.scorecard_file(rated, one, _locale())

    return _member_page(request, address, member, made)


def _member_page(
    request: HttpRequest,
    address: str,
    member: str,
    made: Callable[[_RoundPage, RatedRound, MemberInRound], HttpResponse],
) -> HttpResponse:
    page = _RoundPage(address)

    def rendered() -> HttpResponse:
        rated = results_of(page.round)
        one = rated.member(member)
        if one is None:
            raise Http404
        return made(page, rated, one)

    return remembered(request, page.content, rendered)


@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """The schemes of the catalogue."""

    def made() -> HttpResponse:
        found = [scheme_of(code) for code in catalogue.scheme_codes()]
        lines = [
            (one.code, one.version, one.name.said_in(_locale()), one.resolution.said_in(_locale()))
            for one in found
        ]
        context = {"section": "schemes", "schemes": schemes_table(lines)}
        return render(request, "ratings/schemes.html", context)

    return remembered(request, (_catalogue_sha256(),), made)


@require_safe
def scheme(request: HttpRequest, code: str) -> HttpResponse:
    """A scheme as printed and as read."""
    if code not in catalogue.scheme_codes():
        raise Http404

    def made() -> HttpResponse:
        page = scheme_page(scheme_of(code), _locale())
        return render(request, "ratings/scheme.html", {"section": "schemes", "page": page})

    return remembered(request, (_catalogue_sha256(),), made)


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators and reported figures."""

    def made() -> HttpResponse:
        context = {
            "section": "indicators",
            "indicators": indicators_table(indicator_lines(_locale())),
            "elements": elements_table(element_lines(_locale())),
        }
        return render(request, "ratings/indicators.html", context)

    return remembered(request, (_catalogue_sha256(),), made)


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """An indicator's definition."""
    found = catalogue.indicators().get(code)
    if found is None:
        raise Http404

    def made() -> HttpResponse:
        page = indicator_page(found, _locale())
        return render(request, "ratings/indicator.html", {"section": "indicators", "page": page})

    return remembered(request, (_catalogue_sha256(),), made)
