"""Send an application, for the first time or completed: what is sent is frozen."""

from __future__ import annotations

import datetime as dt
import io
import uuid

from django.db import transaction

from tcvm.apps.joining import filing, queries, trail
from tcvm.apps.joining.actions.advance import advance, note_step, tell
from tcvm.apps.joining.actions.fill_in import open_draft
from tcvm.apps.joining.actions.papers import PAPER
from tcvm.apps.joining.models import Application, Draft, Submission, SubmittedPaper
from tcvm.apps.members.public import Refused, refuse
from tcvm.domain.joining.course import State, Step
from tcvm.domain.problems import errors
from tcvm.foundation.files.public import keep
from tcvm.foundation.tenancy.models import Network


def send(*, thread: uuid.UUID, site: str, now: dt.datetime, today: dt.date) -> Application:
    """The application as it was sent; sent twice, the same one comes back.

    Raises Http404, and Refused: `intake_closed` for a first sending to a network that takes no
    applications any more, or all that `filing.problems_of` finds.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).filter(thread=thread).first()
        reached = queries.reached(thread)
        application = reached.application
        if draft is None:
            if application is not None and reached.state is State.SENT:
                return application
            # Sent again as it was: nothing but a word was asked for.
            draft = open_draft(thread, now)
        if problems := errors(filing.problems_of(draft, application, today)):
            raise Refused(problems)
        if application is None:
            application = _numbered(draft, now, today)
        submission = _frozen(draft, application, now, today)
        actor = trail.applicant(application)
        entry = advance(application=application, step=Step.SEND, actor=actor, now=now)
        draft.delete()
        tell(application=application, message="send", event=str(entry.number), site=site, now=now)
        papers = {one.code: one.file.content_id for one in submission.papers.all()}
        note_step(
            entry,
            actor,
            now,
            revision=submission.revision,
            category=submission.category,
            conduct_version=submission.conduct_version,
            papers=papers,
        )
    return application


def _numbered(draft: Draft, now: dt.datetime, today: dt.date) -> Application:
    # Numbers follow each other: whoever else sends to this network waits.
    network = Network.objects.select_for_update().get(pk=draft.network_id)
    intake = queries.intake_of(network)
    if intake is None or not intake.open:
        raise refuse("intake_closed")
    head = f"GN-{today.year}-"
    count = Application.objects.filter(network=network, number__startswith=head).count()
    return Application.objects.create(
        network=network,
        number=f"{head}{count + 1:04}",
        thread=draft.thread,
        kind=draft.kind,
        locale=draft.locale,
        recorded_at=now,
        recorded_by=filing.applicant_name(draft.answers).vi[:200],
    )


def _frozen(draft: Draft, application: Application, now: dt.datetime, today: dt.date) -> Submission:
    conduct = filing.conduct_of(draft, today)
    submission = Submission.objects.create(
        application=application,
        revision=application.submissions.count() + 1,
        category=draft.category,
        requirements=draft.requirements,
        answers=draft.answers,
        conduct_accepted=draft.conduct_accepted,
        conduct_version=conduct[0] if conduct is not None and draft.conduct_accepted else "",
        recorded_at=now,
        recorded_by=application.recorded_by,
    )
    asked = {one.code for one in filing.asked_of(draft).papers}
    for paper in draft.papers.select_related("kept"):
        if paper.code not in asked:
            continue
        file = paper.kept or keep(
            stream=io.BytesIO(bytes(paper.content or b"")),
            name=paper.name,
            purpose=PAPER,
            owner=owner_of(application),
            actor=f"applicant:{application.number}",
            at=now,
        )
        SubmittedPaper.objects.create(submission=submission, code=paper.code, file=file)
    return submission


def owner_of(application: Application) -> str:
    """Whose the files of an application are, as the store names it."""
    return f"joining:{application.network.code}:{application.number}"
