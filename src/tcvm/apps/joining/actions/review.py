"""What the secretariat does with an application before it is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from tcvm.apps.joining import filing, queries
from tcvm.apps.joining.actions import letters
from tcvm.apps.joining.actions.advance import advance, locked, note_step, tell
from tcvm.apps.joining.models import StepEntry
from tcvm.apps.members.public import refuse
from tcvm.domain.joining.course import Step
from tcvm.foundation.tenancy.viewer import Viewer


def take_up(
    *, network: str, number: str, actor: Viewer, now: dt.datetime, seen: str | None = None
) -> StepEntry:
    """Begin to review. Raises Http404, and Refused: `changed_meanwhile`, `step_not_open`."""
    found = queries.found_or_404(queries.editable_by(actor), network, number)
    with transaction.atomic():
        application = locked(found, seen)
        entry = advance(application=application, step=Step.TAKE_UP, actor=actor, now=now)
        note_step(entry, actor, now)
    return entry


def send_back(
    *,
    network: str,
    number: str,
    items: Sequence[str],
    text: str,
    site: str,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
    seen: str | None = None,
) -> StepEntry:
    """Ask the applicant to put `items` (codes of facts and papers) right; a letter says so.

    Raises Http404, and Refused: `changed_meanwhile`, `step_not_open`, `nothing_asked` where
    neither an item nor a word says what is wrong, `item_unknown` (item).
    """
    found = queries.found_or_404(queries.editable_by(actor), network, number)
    if not text.strip() and not items:
        raise refuse("nothing_asked")
    with transaction.atomic():
        application = locked(found, seen)
        asked = filing.asked_of(queries.last_submission(application))
        if unknown := [one for one in items if one not in asked.names]:
            raise refuse("item_unknown", item=unknown[0])
        entry = advance(
            application=application,
            step=Step.SEND_BACK,
            actor=actor,
            now=now,
            text=text,
            items=items,
        )
        letters.write(entry=entry, prepared=None, actor=actor, now=now, today=today)
        tell(
            application=application,
            message="send_back",
            event=str(entry.number),
            site=site,
            now=now,
            text=entry.text,
        )
        note_step(entry, actor, now, items=list(items))
    return entry


def forward(
    *,
    network: str,
    number: str,
    text: str,
    actor: Viewer,
    now: dt.datetime,
    seen: str | None = None,
) -> StepEntry:
    """Lay the application before the board, with what the secretariat thinks of it.

    Raises Http404, and Refused: `changed_meanwhile`, `step_not_open`.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, number)
    with transaction.atomic():
        application = locked(found, seen)
        entry = advance(application=application, step=Step.FORWARD, actor=actor, now=now, text=text)
        note_step(entry, actor, now)
    return entry
