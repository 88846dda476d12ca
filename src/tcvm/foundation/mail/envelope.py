"""A row of the outbox as it goes over the wire."""

from __future__ import annotations

from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage

if TYPE_CHECKING:
    from tcvm.foundation.mail.models import Message


def envelope(row: Message, body: str) -> EmailMessage:
    """The message. Its Message-ID is the row's own at every attempt: a second copy is known by it.

    `Auto-Submitted` keeps holiday notes from being answered to us.
    """
    return EmailMessage(
        subject=row.subject,
        body=body,
        to=[row.recipient],
        headers={
            "Message-ID": f"<{row.reference}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": "vi, en" if row.locale == "vi" else "en, vi",
        },
    )


def _domain() -> str:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address.rpartition("@")[2] or "localhost"
