"""Take one step of an application: what sending, reviewing and deciding have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from tcvm.apps.joining import links, queries, trail
from tcvm.apps.joining.filing import applicant_name
from tcvm.apps.joining.models import Application, StepEntry
from tcvm.apps.members.public import Refused, refuse_unseen
from tcvm.domain.joining.course import State, Step, after
from tcvm.foundation.mail.public import send
from tcvm.foundation.tenancy.viewer import Viewer


def locked(application: Application, seen: str | None) -> Application:
    """The application, held until the transaction ends: of two steps at once the second waits.

    `seen` is the version (`queries.version`) that the actor looked at. Raises Refused:
    `changed_meanwhile`.
    """
    found = (
        Application.objects.select_for_update(of=("self",))
        .select_related("network")
        .get(pk=application.pk)
    )
    refuse_unseen(seen, queries.version(found))
    return found


def advance(
    *,
    application: Application,
    step: Step,
    actor: Viewer,
    now: dt.datetime,
    text: str = "",
    items: Sequence[str] = (),
) -> StepEntry:
    """Keep the step of a locked application. Raises Refused: `step_not_open` (step, state)."""
    last = application.steps.order_by("number").last()
    state, problems = after(State.DRAFT if last is None else State(last.state), step)
    if state is None:
        raise Refused(problems)
    return StepEntry.objects.create(
        application=application,
        number=1 if last is None else last.number + 1,
        step=step.value,
        state=state.value,
        text=text.strip(),
        items=list(items),
        by=actor.identifier,
        recorded_at=now,
        recorded_by=actor.label,
    )


def note_step(entry: StepEntry, actor: Viewer, now: dt.datetime, **more: object) -> None:
    """Record and announce the step. Must be the last statement of its transaction."""
    before = entry.application.steps.filter(number__lt=entry.number).last()
    trail.note(
        verb=f"application.{entry.step}",
        actor=actor,
        now=now,
        application=entry.application,
        old={"state": before.state if before else State.DRAFT.value},
        new={"state": entry.state, **more},
        reason=entry.text,
    )


def tell(
    *,
    application: Application,
    message: str,
    event: str,
    site: str,
    now: dt.datetime,
    text: str = "",
) -> None:
    """Write to the applicant, with a link that opens the application. Once for one event."""
    sent = queries.last_submission(application)
    answers: Mapping[str, str] = sent.answers
    secret = links.issue(application.thread, now)
    send(
        message=f"joining.{message}",
        to=answers.get("contact_email", ""),
        locale=application.locale,
        event=f"joining:{application.pk}:{event}",
        context={
            "network": application.network.name,
            "number": application.number,
            "name": applicant_name(answers),
            "text": text,
            "link": links.address(secret, site, application.locale),
        },
        network=application.network_id,
        now=now,
    )
