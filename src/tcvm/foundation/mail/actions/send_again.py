"""Send a message again that did not go."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from tcvm.domain.text import Text
from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.actor import Actor
from tcvm.foundation.audit.subject import Origin, Subject
from tcvm.foundation.mail import queries
from tcvm.foundation.mail.actions.send import ask
from tcvm.foundation.mail.models import Failure, Message, State
from tcvm.foundation.tenancy.viewer import Viewer


class NotSendable(ValueError):
    """The message did not fail, or there is nothing of it to send."""


def send_again(
    *, key: int, viewer: Viewer, actor: Actor, now: dt.datetime, origin: Origin | None = None
) -> Message:
    """Let the message `key`, which failed, wait to be sent once more, with all its attempts.

    It keeps its Message-ID: where an interrupted one did arrive, mail programs show one of the
    two. Raises Message.DoesNotExist for one that is not the viewer's to see, and NotSendable for
    one that has not failed, was secret, or has no address.
    """
    with transaction.atomic():
        row = queries.editable_by(viewer).select_for_update(of=("self",)).get(pk=key)
        if not is_sendable(row):
            raise NotSendable(str(row))
        failure = row.failure
        row.state, row.failure, row.attempts = State.WAITING, "", 0
        row.rounds += 1
        row.save(update_fields=["state", "failure", "attempts", "rounds"])
        ask(row, now)
        record(
            actor=actor,
            verb="message.sent_again",
            subject=Subject("message", str(row.pk), Text(row.subject, row.subject)),
            changes={"state": (State.FAILED.value, State.WAITING.value), "failure": (failure, "")},
            at=now,
            origin=origin,
            network=None if row.network_id is None else str(row.network_id),
        )
    return row


def is_sendable(row: Message) -> bool:
    """Whether the message failed and there is something to send, to somebody."""
    return row.state == State.FAILED and not row.secret and row.failure != Failure.ADDRESS
