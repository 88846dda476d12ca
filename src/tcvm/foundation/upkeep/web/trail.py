"""The audit trail on pages: of a network, of one record, and as a file."""

from __future__ import annotations

import datetime as dt
import tempfile
from typing import TYPE_CHECKING, BinaryIO, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tcvm.domain.text import Text
from tcvm.foundation.accounts import trail as accounts_trail
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.accounts.web.lines import place_name
from tcvm.foundation.accounts.web.own import signed_in
from tcvm.foundation.audit import vocabulary
from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.export import write_csv, write_json_lines
from tcvm.foundation.audit.history import history_lines
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.audit.subject import Subject
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.upkeep import queries
from tcvm.foundation.upkeep.web.paging import paged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import QuerySet
    from django.http.response import HttpResponseBase

#: How the file may be written, by its ending.
WRITERS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "jsonl": (write_json_lines, "application/jsonl"),
}
#: A file up to this size is made in memory, in bytes.
_IN_MEMORY = 1_000_000
_PIECE = 65_536


@require_safe
def trail(request: HttpRequest, network: str) -> HttpResponse:
    """What was done in a network, newest first; by what was done, and from a day on or up to it."""
    place = get_object_or_404(Network, code=network)
    verbs = vocabulary.verbs()
    chosen = {
        "verb": request.GET.get("verb", "") if request.GET.get("verb") in verbs else "",
        "since": _day(request.GET.get("since", "")),
        "until": _day(request.GET.get("until", "")),
    }
    rows = queries.trail_of(place, timezone.localdate())
    if chosen["verb"]:
        rows = rows.filter(verb=chosen["verb"])
    if chosen["since"]:
        rows = rows.filter(at__gte=_midnight(chosen["since"]))
    if chosen["until"]:
        rows = rows.filter(at__lt=_midnight(chosen["until"]) + dt.timedelta(days=1))
    page = paged(request, rows, chosen)
    context = {
        "tab": "upkeep",
        "network": place,
        "name": place_name(place),
        "verbs": sorted(verbs.items(), key=lambda one: one[1]),
        "chosen": chosen,
        "filtered": any(chosen.values()),
        "page": page,
        "lines": _lines(page.rows),
    }
    return render(request, "upkeep/trail.html", context)


@require_safe
def history(request: HttpRequest, kind: str, identifier: str) -> HttpResponse:
    """What was done to one record, whatever it was called at the time."""
    entries = queries.history_visible_to(viewer_of(request), timezone.localdate()).filter(
        subject_kind=kind, subject_identifier=identifier
    )
    newest = entries.first()
    if newest is None:
        raise Http404
    page = paged(request, entries, {})
    context = {
        "tab": "",
        "kind": vocabulary.kind(kind),
        "label": _label(newest),
        "page": page,
        "history": history_lines(
            page.rows, verb=vocabulary.verb, field=vocabulary.field_name, value=vocabulary.value
        ),
    }
    return render(request, "upkeep/history.html", context)


@require_safe
def file(request: HttpRequest, network: str, format: str) -> HttpResponseBase:  # noqa: A002
    """The network's trail as a file, oldest first. That it was taken out is recorded."""
    place = get_object_or_404(Network, code=network)
    if format not in WRITERS:
        raise Http404
    now = timezone.now()
    entries = queries.trail_of(place, timezone.localdate())
    newest, count = entries.first(), entries.count()
    up_to = 0 if newest is None else newest.number
    with transaction.atomic():
        record(
            actor=accounts_trail.actor_of(signed_in(request)),
            verb="trail.exported",
            subject=Subject("trail", str(place.pk), place.name),
            changes={"entries": (None, count), "format": (None, format)},
            at=now,
            origin=accounts_trail.origin_of(request),
            network=str(place.pk),
        )
    write, media_type = WRITERS[format]
    chosen = entries.filter(number__lte=up_to).order_by("number")
    answer = StreamingHttpResponse(_written(chosen, write), content_type=media_type)
    name = f"trail-{place.code}-{timezone.localtime(now):%Y-%m-%d}.{format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _written(
    entries: QuerySet[Entry], write: Callable[[Iterable[Entry], BinaryIO], int]
) -> Iterator[bytes]:
    """The file in pieces. It is made whole before the first goes out, on disk where it is large."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as stream:
        write(entries.iterator(chunk_size=1_000), cast("BinaryIO", stream))
        stream.seek(0)
        while piece := stream.read(_PIECE):
            yield piece


def _lines(entries: list[Entry]) -> list[dict[str, object]]:
    lines = history_lines(
        entries, verb=vocabulary.verb, field=vocabulary.field_name, value=vocabulary.value
    )
    return [
        {
            "line": line,
            "kind": vocabulary.kind(entry.subject_kind),
            "subject": _label(entry),
            "entry": entry,
        }
        for line, entry in zip(lines, entries, strict=True)
    ]


def _label(entry: Entry) -> str:
    """What the record was called at that moment, in the reader's language."""
    label = Text(entry.subject_label_vi, entry.subject_label_en)
    return label.said_in(get_language() or "vi")


def _day(text: str) -> str:
    """A day as the address writes it; nothing for what is none."""
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _midnight(day: str) -> dt.datetime:
    """Where a day begins, in the platform's time zone."""
    return timezone.make_aware(dt.datetime.fromisoformat(day))
