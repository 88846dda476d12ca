"""The code of conduct of a network: versions, who has signed for which year, and who lacks what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tcvm.apps.members import queries
from tcvm.apps.members.models import CodeOfConduct
from tcvm.apps.members.register import RegisteredMember, registered
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.pages import opened, page_context
from tcvm.apps.members.web.viewers import viewer_of
from tcvm.apps.members.web.wording import sentence
from tcvm.domain.membership.conduct import (
    CodeVersion,
    Signature,
    official_problems,
    version_on,
    years_unsigned,
)
from tcvm.domain.membership.names import folded
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.problems import errors
from tcvm.domain.scoring.scheme import Category

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

#: So many years are shown, the running one first.
YEARS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the code and from when to when it is in force."""

    version: str
    title: str
    since: str
    until: str
    grace_days: int
    source: str
    now: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A member and a year: words, and whether they say that something is missing."""

    text: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class SignerLine:
    """A member with a cell for each year."""

    code: str
    name: str
    category: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class GapLine:
    """An official member that does not qualify, and why."""

    code: str
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConductPage:
    """All that the page shows of one day."""

    versions: tuple[VersionLine, ...]
    years: tuple[int, ...]
    lines: tuple[SignerLine, ...]
    gaps: tuple[GapLine, ...]
    official: int


@require_safe
def conduct(request: HttpRequest, register: str) -> HttpResponse:
    """The code of conduct on any day."""
    network, choices = opened(request, register)
    viewer, today = viewer_of(request), timezone.localdate()
    day = choices.day(today)
    members = registered(queries.visible_to(viewer, today).filter(network=network))
    codes = list(CodeOfConduct.objects.filter(network=network))
    signatures = queries.signatures_in_force(queries.signature_rows(network.pk))
    context = page_context(request, network, choices) | {
        "page": conduct_page(members, codes, signatures, day),
        "day_words": labels.day(day),
        "keeps": queries.networks_editable_by(viewer).filter(pk=network.pk).exists(),
    }
    return render(request, "members/conduct.html", context)


def conduct_page(
    members: Sequence[RegisteredMember],
    codes: Sequence[CodeOfConduct],
    signatures: Mapping[int, Sequence[Signature]],
    day: dt.date,
) -> ConductPage:
    """The page of `members` on `day`."""
    versions = [one.as_version for one in codes]
    signing = sorted((one for one in members if _signs(one, day)), key=lambda one: _name(one, day))
    first = min((one.since.year for one in versions), default=day.year)
    years = tuple(range(day.year, max(first, day.year - YEARS_SHOWN + 1) - 1, -1))
    lines, gaps = [], []
    official = 0
    for one in signing:
        made = [each for each in signatures.get(one.organisation or 0, ()) if each.signed_on <= day]
        state = one.history.on(day)
        assert state is not None, "only members of the day sign"
        cells = _cells(one, versions, made, years, day)
        name = one.profile_on(day).name.said_in(labels.locale())
        lines.append(SignerLine(one.code, name, labels.category(state.category.value), cells))
        if state.category is Category.OFFICIAL:
            official += 1
            problems = errors(official_problems(state, versions, made, day))
            if problems:
                gaps.append(GapLine(one.code, name, tuple(map(sentence, problems))))
    return ConductPage(tuple(_versions(codes, day)), years, tuple(lines), tuple(gaps), official)


def _signs(one: RegisteredMember, day: dt.date) -> bool:
    """An organisation that is a member on the day; individuals have nothing to sign."""
    state = one.history.on(day)
    return one.kind is MemberKind.ORGANISATION and state is not None and state.counts


def _name(one: RegisteredMember, day: dt.date) -> str:
    return folded(one.profile_on(day).name.said_in(labels.locale()))


def _cells(
    one: RegisteredMember,
    versions: Sequence[CodeVersion],
    made: Sequence[Signature],
    years: Sequence[int],
    day: dt.date,
) -> tuple[Cell, ...]:
    by_year = {each.year: each for each in sorted(made, key=lambda each: each.signed_on)}
    unsigned = set(years_unsigned(one.history, versions, made, day))
    found = []
    for year in years:
        signature = by_year.get(year)
        if signature is None:
            missing = year in unsigned
            found.append(Cell(_("not signed") if missing else "–", missing=missing))
        elif not signature.evidence:
            found.append(Cell(_("signed, paper missing"), missing=True))
        else:
            found.append(
                Cell(
                    _("%(day)s, version %(version)s")
                    % {"day": labels.day(signature.signed_on), "version": signature.version}
                )
            )
    return tuple(found)


def _versions(codes: Sequence[CodeOfConduct], day: dt.date) -> list[VersionLine]:
    ordered = sorted(codes, key=lambda one: one.since)
    ends = [one.since for one in ordered[1:]]
    current = version_on([one.as_version for one in ordered], day)
    lines = []
    for number, one in enumerate(ordered):
        lines.append(
            VersionLine(
                version=one.version,
                title=one.title.said_in(labels.locale()),
                since=labels.day(one.since),
                until=labels.day(ends[number]) if number < len(ends) else "",
                grace_days=one.grace_days,
                source=one.source,
                now=current is not None and current.version == one.version,
            )
        )
    return lines[::-1]
