"""Record what happened to a member, with the source that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.keep_document import Paper, Upload, attach
from tcvm.apps.members.actions.refusals import refuse
from tcvm.apps.members.models import MemberEvent
from tcvm.apps.members.models.papers import DocumentKind
from tcvm.apps.members.models.records import Precision
from tcvm.domain.text import Text

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.foundation.tenancy.viewer import Viewer


def record_event(
    *,
    network: str,
    member: str,
    happened_on: dt.date,
    text: Text,
    source: str,
    actor: Viewer,
    now: dt.datetime,
    precision: Precision = Precision.DAY,
    corrects: int | None = None,
    paper: Upload | None = None,
) -> MemberEvent:
    """Keep the event; `corrects` names the event that it replaces, which stays readable.

    Of a month or a year `happened_on` is any day in it; `paper` is what the source says, as a file.
    Raises Http404, FileRefused, and Refused:
    `source_missing`, `text_missing`, `event_corrected_already`, `event_unknown`.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, member)
    if not source.strip():
        raise refuse("source_missing")
    if not (text.vi.strip() and text.en.strip()):
        raise refuse("text_missing")
    with transaction.atomic():
        before = _replaced(found.pk, corrects)
        event = MemberEvent.objects.create(
            membership=found,
            happened_on=_begins(happened_on, precision),
            precision=precision.value,
            text_vi=text.vi,
            text_en=text.en,
            source=source,
            corrects=before,
            recorded_at=now,
            recorded_by=actor.label,
        )
        if paper is not None:
            kept = Paper(DocumentKind.EVIDENCE, source[:200], event.happened_on, paper)
            attach(about=event, paper=kept, actor=actor, now=now)
        new = {"happened_on": event.happened_on, "precision": event.precision}
        new |= {"text_vi": text.vi, "text_en": text.en, "source": source}
        trail.note(
            verb="membership.event",
            actor=actor,
            now=now,
            kind="membership",
            key=found.pk,
            label=Text(found.code, found.code),
            old={} if before is None else {name: getattr(before, name) for name in new},
            new=new,
            network=found.network_id,
            organisation=found.organisation_id,
        )
    return event


def _begins(day: dt.date, precision: Precision) -> dt.date:
    if precision is Precision.DAY:
        return day
    return day.replace(day=1) if precision is Precision.MONTH else day.replace(month=1, day=1)


def _replaced(membership: int, corrects: int | None) -> MemberEvent | None:
    if corrects is None:
        return None
    before = MemberEvent.objects.filter(membership=membership, pk=corrects).first()
    if before is None:
        raise refuse("event_unknown")
    if MemberEvent.objects.filter(corrects=before).exists():
        raise refuse("event_corrected_already")
    return before
