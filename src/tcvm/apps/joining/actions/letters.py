"""Write the letter about a step: from a record that is kept, so that it can be set again."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from tcvm.apps.joining import filing, queries
from tcvm.apps.joining.actions.papers import LETTER
from tcvm.apps.joining.models import Letter, Prepared, StepEntry
from tcvm.documents.letters import LetterKind, render_letter
from tcvm.domain.joining.course import Step
from tcvm.domain.text import Text
from tcvm.foundation.files.public import keep
from tcvm.foundation.tenancy.viewer import Viewer

_KINDS = {
    Step.ADMIT: LetterKind.ADMISSION,
    Step.REFUSE: LetterKind.REFUSAL,
    Step.SEND_BACK: LetterKind.COMPLETION,
}


def write(
    *,
    entry: StepEntry,
    prepared: Prepared | None,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Letter:
    """The letter about `entry`, inside the caller's transaction."""
    record = record_of(entry, prepared, today)
    application = entry.application
    file = keep(
        stream=io.BytesIO(render_letter(record)),
        name=f"{application.number}-{record['kind']}.pdf",
        purpose=LETTER,
        owner=f"joining:{application.network.code}:{application.number}",
        actor=actor.identifier,
        at=now,
    )
    return Letter.objects.create(
        entry=entry, record=record, file=file, recorded_at=now, recorded_by=actor.label
    )


def record_of(entry: StepEntry, prepared: Prepared | None, today: dt.date) -> dict[str, Any]:
    """All that the letter says, as it stands at this moment."""
    application = entry.application
    sent = queries.last_submission(application)
    intake = queries.intake_of(application.network)
    assert intake is not None, "an application came in by an intake"
    asked = filing.asked_of(sent)
    count = Letter.objects.filter(entry__application__network=application.network).count()
    decision = None
    if prepared is not None:
        decision = {
            "number": prepared.number,
            "date": prepared.decided_on.isoformat(),
            "body": prepared.body,
        }
    return {
        "kind": _KINDS[Step(entry.step)].value,
        "number": f"{count + 1:02}/{today.year}/TB",
        "date": today.isoformat(),
        "locale": application.locale,
        "network": _both(application.network.name),
        "place": {"vi": intake.place_vi, "en": intake.place_en},
        "applicant": _both(filing.applicant_name(sent.answers)),
        "application": {
            "number": application.number,
            "date": filing.day_of(application.recorded_at).isoformat(),
        },
        "category": (prepared.category if prepared is not None else "") or sent.category,
        "since": prepared.since.isoformat() if prepared and prepared.since else "",
        "decision": decision,
        "items": [_both(asked.name_of(code)) for code in entry.items],
        "text": entry.text,
        "signatory": {
            "title": {"vi": intake.signatory_title_vi, "en": intake.signatory_title_en},
            "name": intake.signatory_name,
        },
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}
