"""Keep what an applicant has filled in and attached, before it is sent."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from tcvm.apps.joining import filing, queries
from tcvm.apps.joining.actions.papers import PAPER
from tcvm.apps.joining.models import Application, Draft, DraftPaper
from tcvm.apps.members.public import refuse
from tcvm.domain.joining.course import State
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.files.keep import Readable
from tcvm.foundation.files.public import look_at


def fill_in(
    *,
    thread: uuid.UUID,
    answers: Mapping[str, str],
    now: dt.datetime,
    category: Category | None = None,
    conduct_accepted: bool | None = None,
) -> Draft:
    """Keep the answers beside those there are; what the network does not ask for is left out.

    Raises Http404, and Refused: `not_open_to_change` for what was sent and not asked back.
    """
    with transaction.atomic():
        draft = open_draft(thread, now)
        asked = filing.asked_of(draft)
        known = {one.code: one for one in asked.facts}
        draft.answers |= {
            code: value.strip()[: known[code].length]
            for code, value in answers.items()
            if code in known
        }
        if category in asked.categories:
            draft.category = category
        if conduct_accepted is not None:
            draft.conduct_accepted = conduct_accepted
        draft.changed_at = now
        draft.save(update_fields=["answers", "category", "conduct_accepted", "changed_at"])
    return draft


def attach(
    *, thread: uuid.UUID, code: str, stream: Readable, name: str, now: dt.datetime
) -> DraftPaper:
    """Attach a paper in place of the one that was there.

    Raises Http404, FileRefused, and Refused: `not_open_to_change`, `paper_not_asked`.
    """
    looked = look_at(stream=stream, name=name, purpose=PAPER)
    with transaction.atomic():
        draft = open_draft(thread, now)
        if code not in {one.code for one in filing.asked_of(draft).papers}:
            raise refuse("paper_not_asked")
        draft.papers.filter(code=code).delete()
        draft.changed_at = now
        draft.save(update_fields=["changed_at"])
        return DraftPaper.objects.create(
            draft=draft,
            code=code,
            name=looked.name,
            size_bytes=len(looked.content),
            sha256=looked.sha256,
            content=looked.content,
        )


def detach(*, thread: uuid.UUID, code: str, now: dt.datetime) -> None:
    """Take a paper off. Raises Http404, and Refused: `not_open_to_change`."""
    with transaction.atomic():
        draft = open_draft(thread, now)
        draft.papers.filter(code=code).delete()
        draft.changed_at = now
        draft.save(update_fields=["changed_at"])


def discard(*, thread: uuid.UUID) -> None:
    """Forget a draft that was never sent, at its applicant's wish.

    Raises Http404, and Refused: `not_open_to_change` for what was sent once.
    """
    with transaction.atomic():
        reached = queries.reached(thread)
        if reached.application is not None or reached.draft is None:
            raise refuse("not_open_to_change")
        reached.draft.delete()


def open_draft(thread: uuid.UUID, now: dt.datetime) -> Draft:
    """The draft of the thread, locked; made from what was sent, where that was asked back.

    Inside the caller's transaction. Raises Http404, and Refused: `not_open_to_change`.
    """
    reached = queries.reached(thread)
    if reached.application is not None:
        # Whoever opens it in two windows waits here.
        Application.objects.select_for_update(of=("self",)).get(pk=reached.application.pk)
        if reached.state is not State.TO_COMPLETE:
            raise refuse("not_open_to_change")
    draft = Draft.objects.select_for_update(of=("self",)).filter(thread=thread).first()
    if draft is not None:
        return draft
    if reached.application is None:
        # Sent or discarded in this very moment.
        raise refuse("not_open_to_change")
    return _from_sent(reached.application, now)


def _from_sent(application: Application, now: dt.datetime) -> Draft:
    sent = queries.last_submission(application)
    draft = Draft.objects.create(
        thread=application.thread,
        network=application.network,
        kind=application.kind,
        category=sent.category,
        requirements=sent.requirements,
        locale=application.locale,
        answers=sent.answers,
        conduct_accepted=sent.conduct_accepted,
        started_at=now,
        changed_at=now,
    )
    for paper in sent.papers.select_related("file__content"):
        DraftPaper.objects.create(
            draft=draft,
            code=paper.code,
            name=paper.file.name,
            size_bytes=paper.file.content.size_bytes,
            sha256=paper.file.content_id,
            kept=paper.file,
        )
    return draft
