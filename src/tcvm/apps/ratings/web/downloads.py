"""A round's results as files, and a member's scorecard on paper: what `tcvm rate` writes too."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tcvm.apps.ratings.results import MemberInRound, RatedRound
from tcvm.documents.results.rating import Results, Terms, origin_text
from tcvm.documents.results.stream import document
from tcvm.documents.results.table import write_csv
from tcvm.documents.scorecards.heading import Heading
from tcvm.documents.scorecards.pdf import render_pdf
from tcvm.documents.scorecards.xlsx import render_xlsx
from tcvm.documents.words import number
from tcvm.domain.text import Text

#: What a file weighs in kilobytes: what it always holds (fonts, the scheme), and each member.
WEIGHTS_KB = {"pdf": (40, 60), "xlsx": (20, 1.7), "csv": (0.6, 0.25), "json": (2, 3.7)}


@dataclass(frozen=True, slots=True)
class Download:
    """A file on offer: where it is had, its kind, what is in it and about how large it is."""

    href: str
    format: str
    what: str
    size: str


@dataclass(frozen=True, slots=True)
class _Kind:
    content_type: str
    what: object
    write: Callable[[RatedRound, str], bytes]


def round_file(rated: RatedRound, format_: str, locale: str) -> HttpResponse:
    """All results of a round as a file of that format, one of `FORMATS`."""
    kind = _KINDS[format_]
    return _answer(kind, kind.write(rated, locale), f"{rated.round}-{locale}.{format_}")


def scorecard_file(rated: RatedRound, one: MemberInRound, locale: str) -> HttpResponse:
    """One member's scorecard as a PDF of one page."""
    content = _pdf(rated, locale, one)
    return _answer(_KINDS["pdf"], content, f"{rated.round}-{one.slug}-{locale}.pdf")


def round_downloads(rated: RatedRound, address: str, locale: str) -> tuple[Download, ...]:
    """The files of a round."""
    members = len(rated.members)
    return tuple(
        Download(
            reverse("ratings:round-file", args=[address, format_]),
            format_.upper(),
            str(kind.what),
            _size(format_, members, locale),
        )
        for format_, kind in _KINDS.items()
        if members
    )


def scorecard_download(address: str, slug: str, locale: str) -> Download:
    """A member's scorecard on paper."""
    href = reverse("ratings:scorecard-file", args=[address, slug])
    return Download(href, "PDF", _("This scorecard on one page"), _size("pdf", 1, locale))


def _size(format_: str, members: int, locale: str) -> str:
    """About how much is to be loaded, so that a reader on a slow line can decide."""
    always, each = WEIGHTS_KB[format_]
    kilobytes = max(1, round(always + each * members))
    about = _("about %(size)s KB") % {"size": number(kilobytes, locale, 0)}
    if format_ != "pdf":
        return about
    pages = ngettext("%(count)d page A4", "%(count)d pages A4", members) % {"count": members}
    return f"{pages}, {about}"


def _answer(kind: _Kind, content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _heading(rated: RatedRound) -> Heading:
    round_ = rated.round
    notes = (
        Text(round_.attribution_vi, round_.attribution_en),
        Text(round_.notice_vi, round_.notice_en),
    )
    return Heading(
        title=round_.title,
        as_of=round_.as_of,
        currency=round_.currency,
        rate_source=_rate_source(rated),
        notes=tuple(note for note in notes if note.vi),
    )


def _rate_source(rated: RatedRound) -> Text | None:
    round_ = rated.round
    return Text(round_.rate_source_vi, round_.rate_source_en) if round_.rate_source_vi else None


def _origins(rated: RatedRound) -> tuple[str, ...]:
    return tuple(
        origin_text(*(source.place for source in one.sources.values())) for one in rated.members
    )


def _results(rated: RatedRound) -> Results:
    round_, scheme = rated.round, rated.result.rules.scheme
    converted = round_.currency != scheme.currency
    terms = Terms(
        scheme=scheme,
        year=round_.year,
        currency=round_.currency,
        vnd_per_usd=round_.rate if converted else None,
        rate_source=_rate_source(rated),
    )
    redraws = tuple(one.redraws for one in rated.members)
    return Results(terms, round_.title, rated.result, redraws, _origins(rated), ())


def _xlsx(rated: RatedRound, locale: str) -> bytes:
    redraws = [one.redraws for one in rated.members]
    return render_xlsx(rated.result, _heading(rated), redraws, locale, _origins(rated))


def _pdf(rated: RatedRound, locale: str, only: MemberInRound | None = None) -> bytes:
    redraws = [one.redraws for one in rated.members]
    place = None if only is None else rated.members.index(only)
    return render_pdf(rated.result, _heading(rated), redraws, locale, place)


def _csv(rated: RatedRound, locale: str) -> bytes:
    del locale  # its columns are codes
    stream = io.BytesIO()
    write_csv(_results(rated), stream)
    return stream.getvalue()


def _json(rated: RatedRound, locale: str) -> bytes:
    return "".join(document(_results(rated), locale)).encode()


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS: Mapping[str, _Kind] = {
    "pdf": _Kind("application/pdf", gettext_lazy("All scorecards, a page a member"), _pdf),
    "xlsx": _Kind(_SHEET, gettext_lazy("Workbook that calculates the points itself"), _xlsx),
    "csv": _Kind("text/csv; charset=utf-8", gettext_lazy("Table, a row a member"), _csv),
    "json": _Kind("application/json", gettext_lazy("All results for programs"), _json),
}
FORMATS = tuple(_KINDS)
