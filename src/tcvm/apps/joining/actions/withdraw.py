"""Take an application back, at its applicant's wish."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from tcvm.apps.joining import queries, trail
from tcvm.apps.joining.actions.advance import advance, locked, note_step, tell
from tcvm.apps.joining.models import Application, Draft
from tcvm.apps.members.public import refuse
from tcvm.domain.joining.course import Step


def withdraw(*, thread: uuid.UUID, reason: str, site: str, now: dt.datetime) -> Application:
    """From then on nothing more is done to the application; what was being completed is forgotten.

    Raises Http404, and Refused: `not_open_to_change` for a draft, which is discarded instead, or
    `step_not_open`.
    """
    with transaction.atomic():
        reached = queries.reached(thread)
        if reached.application is None:
            raise refuse("not_open_to_change")
        application = locked(reached.application, None)
        actor = trail.applicant(application)
        entry = advance(
            application=application, step=Step.WITHDRAW, actor=actor, now=now, text=reason
        )
        Draft.objects.filter(thread=thread).delete()
        event = str(entry.number)
        tell(application=application, message="withdraw", event=event, site=site, now=now)
        note_step(entry, actor, now)
    return application
