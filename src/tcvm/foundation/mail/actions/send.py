"""Put a message into the outbox, once for one event and one addressee."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tcvm.foundation.jobs.public import enqueue
from tcvm.foundation.mail.compose import compose
from tcvm.foundation.mail.deliver import deliver
from tcvm.foundation.mail.models import Failure, Message, State
from tcvm.foundation.mail.registry import template_of
from tcvm.foundation.mail.sealing import sealed

EVENT_LENGTH = 200


def send(
    *,
    message: str,
    to: str,
    locale: str,
    event: str,
    context: Mapping[str, object],
    network: int | None,
    now: dt.datetime,
) -> None:
    """Word the message and put it into the outbox; it goes when the transaction is committed.

    Asked again for the same `message`, `event` and address, whatever the context, nothing happens.
    An address that is none makes a row that has failed, which the network's administrators see: a
    wrong address in a register must not keep a decision from being taken.

    Raises KeyError for a message that no room lists or a context without a value of its sample,
    and ValueError for a locale or an event key that is none.
    """
    if not event or len(event) > EVENT_LENGTH:
        raise ValueError(f"an event key has 1 to {EVENT_LENGTH} characters, not {len(event)}")
    template = template_of(message)
    composed = compose(template, locale=locale, context=context)
    address = to.strip().lower()
    valid = _is_address(address)
    with transaction.atomic():
        row, made = Message.objects.get_or_create(
            message=message,
            event=event,
            recipient=address if valid else _shown(address),
            defaults={
                "locale": locale,
                "network_id": network,
                "subject": composed.subject,
                "body": "" if template.secret else composed.body,
                "sealed": sealed(composed.body) if template.secret and valid else "",
                "secret": template.secret,
                "state": State.WAITING if valid else State.FAILED,
                "failure": "" if valid else Failure.ADDRESS,
                "asked_at": now,
            },
        )
        if made and valid:
            ask(row, now)


def ask(row: Message, now: dt.datetime) -> None:
    """Ask for the job that sends the row; in the transaction that lets it wait."""
    enqueue(
        kind=deliver,
        arguments={"message": row.pk},
        actor=f"mail:{row.pk}",
        now=now,
        key=f"mail:{row.pk}:{row.rounds}",
        network=row.network_id,
    )


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isascii()


def _shown(text: str) -> str:
    """What was given for an address, in a form that can be kept."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in text)
    return plain[:254]
