"""Comments among the staff, questions to the applicant, and answers to them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from tcvm.apps.joining import queries, trail
from tcvm.apps.joining.actions.advance import locked, tell
from tcvm.apps.joining.models import Application, Link, Remark
from tcvm.apps.members.public import refuse
from tcvm.domain.joining.course import FINAL, State
from tcvm.foundation.tenancy.viewer import Viewer


def comment(*, network: str, number: str, text: str, actor: Viewer, now: dt.datetime) -> Remark:
    """Keep a comment that only the staff see. Raises Http404, and Refused: `text_missing`."""
    rows = queries.editable_by(actor) | queries.decidable_by(actor)
    found = queries.found_or_404(rows, network, number)
    return _keep(found, Remark.Kind.COMMENT, text, actor, now)


def ask(
    *, network: str, number: str, text: str, site: str, actor: Viewer, now: dt.datetime
) -> Remark:
    """Ask the applicant, who is told by mail and answers under the link.

    Raises Http404, and Refused: `text_missing`, `decided_already`.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, number)
    return _keep(found, Remark.Kind.QUESTION, text, actor, now, site=site)


def answer(*, thread: uuid.UUID, question: int, text: str, now: dt.datetime) -> Remark:
    """Answer a question, once.

    Raises Http404, and Refused: `text_missing`, `decided_already`, `answered_already`, or
    `question_unknown` for one that was not put to this applicant.
    """
    application = queries.reached(thread).application
    asked = None
    if application is not None:
        asked = application.remarks.filter(kind=Remark.Kind.QUESTION, pk=question).first()
    if application is None or asked is None:
        raise refuse("question_unknown")
    actor = trail.applicant(application)
    return _keep(application, Remark.Kind.ANSWER, text, actor, now, answers=asked)


def renew_link(
    *, network: str, number: str, site: str, actor: Viewer, now: dt.datetime
) -> Application:
    """Send the applicant a new link; those sent before lead nowhere from now on.

    Raises Http404.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, number)
    with transaction.atomic():
        application = locked(found, None)
        Link.objects.filter(thread=application.thread).delete()
        event = f"link:{now.isoformat()}"
        tell(application=application, message="link", event=event, site=site, now=now)
        trail.note(verb="application.link", actor=actor, now=now, application=application, new={})
    return application


def _keep(
    found: Application,
    kind: Remark.Kind,
    text: str,
    actor: Viewer,
    now: dt.datetime,
    *,
    answers: Remark | None = None,
    site: str = "",
) -> Remark:
    if not text.strip():
        raise refuse("text_missing")
    with transaction.atomic():
        application = locked(found, None)
        over = State(queries.last_step(application).state) in FINAL
        if over and kind is not Remark.Kind.COMMENT:
            raise refuse("decided_already")
        if answers is not None and Remark.objects.filter(answers=answers).exists():
            raise refuse("answered_already")
        remark = Remark.objects.create(
            application=application,
            kind=kind,
            text=text.strip(),
            answers=answers,
            recorded_at=now,
            recorded_by=actor.label,
        )
        if kind is Remark.Kind.QUESTION:
            event = f"question:{remark.pk}"
            tell(
                application=application,
                message="question",
                event=event,
                site=site,
                now=now,
                text=remark.text,
            )
        trail.note(
            verb=f"application.{kind.value}",
            actor=actor,
            now=now,
            application=application,
            new={"remark": remark.pk},
        )
    return remark
