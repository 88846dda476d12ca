"""The standing actors, and what went wrong in network A."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from tcvm.domain.text import Text
from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.actor import Actor, ActorKind
from tcvm.foundation.audit.subject import Subject
from tcvm.foundation.events import subscribers
from tcvm.foundation.events.actions.announce import announce
from tcvm.foundation.events.models import Delivery, State
from tcvm.foundation.jobs.public import Job, JobRefused, Run, enqueue, job
from tcvm.foundation.mail.models import Failure, Message
from tests.actors import Actors, actors  # noqa: F401 - the fixture
from tests.foundation.events.listeners import listener

NOW = dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)


@job(title="An import", messages={"no_file": "The file is not there."})
def refuse(context: Run) -> None:
    """Fails for good until `ready` says otherwise."""
    del context
    if not ready:
        raise JobRefused("no_file")


ready: list[bool] = []


def a_job(asked_by: str, network: int | None = None) -> Job:
    return enqueue(kind=refuse, arguments={}, actor=asked_by, now=NOW, network=network)


def a_failed_message(network: int | None, **other: object) -> Message:
    usual = {
        "message": "accounts.password_changed",
        "event": "tests",
        "recipient": "hanh@example.org",
        "locale": "vi",
        "network_id": network,
        "subject": "Mật khẩu của bạn đã được đổi",
        "body": "…",
        "state": "failed",
        "failure": Failure.REFUSED,
        "answer": "550 unknown",
        "asked_at": NOW,
    }
    return Message.objects.create(**(usual | other))  # type: ignore[arg-type]


@pytest.fixture
def dead(actors: Actors) -> Delivery:  # noqa: F811
    """A dead letter about network A; another about network B, and one about none."""
    about = (actors.network_a.pk, actors.network_b.pk, None)
    with subscribers.only(listener("tests.hear")), transaction.atomic():
        numbers = [
            announce(
                name="ReturnAccepted",
                payload={"network": one, "said": f'"network":{actors.network_a.pk},'},
                key=f"member:{place}",
                at=NOW,
            )
            for place, one in enumerate(about)
        ]
    Delivery.objects.update(state=State.DEAD, attempts=8, error="Traceback\nValueError: no rate")
    return Delivery.objects.get(event_id=numbers[0])


def entry(
    verb: str, subject: Subject, *, network: int | None = None, organisation: int | None = None
) -> None:
    """An entry of the trail."""
    with transaction.atomic():
        record(
            actor=Actor(ActorKind.PERSON, "user:1", "Vũ Minh Châu"),
            verb=verb,
            subject=subject,
            changes={"category": ("observer", "=1+1")},
            at=NOW,
            network=None if network is None else str(network),
            organisation=None if organisation is None else str(organisation),
        )


MEMBER = Subject("membership", "7", Text("Quỹ Hoa Sen", "Hoa Sen Fund"))
