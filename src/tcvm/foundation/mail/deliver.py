"""The job that sends a message, and sends it at most once.

No system can commit its own database and another's post in one step. Between the two evils, a
message that does not go is seen on a page and can be sent again; one that goes twice cannot be
called back. So before anything is sent the row is committed as `sending`; whoever finds it so
later, after a killed process, does not know whether it went, and does not try. The same holds
where the connection ends in the middle. It is tried again by itself only where it certainly did
not go: the server was not reached, or answered that it cannot take it now.
"""

from __future__ import annotations

import datetime as dt
import smtplib
from typing import TYPE_CHECKING

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.jobs.public import Backoff, JobRefused, Run, job
from tcvm.foundation.mail import words
from tcvm.foundation.mail.envelope import envelope
from tcvm.foundation.mail.models import Failure, Message, State
from tcvm.foundation.mail.sealing import InvalidToken, unsealed

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

#: After so many attempts a message is given up, about seven hours after the first.
ATTEMPTS_MAX = 10
#: What is kept of a server's answer, in characters.
_ANSWER_LENGTH = 1_000


class NotSent(Exception):
    """It certainly did not go, and may go later. `answer` is what the server said, if it did."""


@job(
    title=_("Sending of a message"),
    attempts=ATTEMPTS_MAX,
    backoff=Backoff(first=dt.timedelta(seconds=30), most=dt.timedelta(hours=2)),
    messages={str(code): said for code, said in words.FAILURES.items()},
)
def deliver(context: Run, message: int) -> None:
    """Send the row `message`, if it still waits."""
    row = _begun(context, message)
    if row is None:
        return
    if row.state == State.FAILED:
        raise JobRefused(row.failure)
    try:
        body = unsealed(row.sealed) if row.secret else row.body
    except InvalidToken:
        _failed(row, Failure.UNREADABLE, "")
        raise JobRefused(Failure.UNREADABLE) from None
    try:
        _send(envelope(row, body))
    except NotSent as error:
        if row.attempts >= ATTEMPTS_MAX:
            _failed(row, Failure.UNREACHABLE, str(error))
            raise JobRefused(Failure.UNREACHABLE) from error
        _ended(row, state=State.WAITING, answer=_kept(error))
        raise
    except smtplib.SMTPResponseException as error:
        _failed(row, Failure.REFUSED, str(error))
        raise JobRefused(Failure.REFUSED) from error
    except Exception as error:
        _failed(row, Failure.INTERRUPTED, str(error))
        raise JobRefused(Failure.INTERRUPTED) from error
    _ended(row, state=State.SENT, failure="", answer="", sent_at=timezone.now(), sealed="")


def _begun(context: Run, key: int) -> Message | None:
    """The row, marked as being sent; failed where an earlier attempt began and did not end.

    None where there is nothing to do.
    """
    context.checkpoint()
    with transaction.atomic():
        row = Message.objects.select_for_update().get(pk=key)
        if row.state == State.SENDING:
            _failed(row, Failure.INTERRUPTED, "")
            row.state, row.failure = State.FAILED, Failure.INTERRUPTED
            return row
        if row.state != State.WAITING:
            return None
        row.state, row.begun_at = State.SENDING, timezone.now()
        row.attempts += 1
        row.save(update_fields=["state", "begun_at", "attempts"])
        return row


def _send(message: EmailMessage) -> None:
    """Send it. Raises NotSent where it did not go and may later, SMTPResponseException where it
    was refused for good; after anything else nobody knows."""
    try:
        connection = get_connection()
        connection.open()
    except Exception as error:
        raise NotSent(str(error)) from error
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        ((code, answer),) = error.recipients.values()
        refused = smtplib.SMTPResponseException(code, answer)
        if _is_passing(code):
            raise NotSent(str(refused)) from error
        raise refused from error
    except smtplib.SMTPResponseException as error:
        if _is_passing(error.smtp_code):
            raise NotSent(str(error)) from error
        raise
    finally:
        connection.close()


def _is_passing(code: int) -> bool:
    """Whether a server's answer asks to try again later: 4yz (RFC 5321, 4.2.1)."""
    return 400 <= code < 500


def _failed(row: Message, failure: Failure, answer: str) -> None:
    _ended(row, state=State.FAILED, failure=failure, answer=answer[:_ANSWER_LENGTH], sealed="")


def _kept(error: Exception) -> str:
    return str(error)[:_ANSWER_LENGTH]


def _ended(row: Message, **values: object) -> None:
    """Write what came of an attempt.

    One that was frozen meanwhile, and found the row given up, still says that it was sent.
    """
    began = Message.objects.filter(pk=row.pk, rounds=row.rounds, sent_at__isnull=True)
    if values["state"] != State.SENT:
        began = began.filter(state=State.SENDING)
    began.update(**values)
