"""All that rooms need of mail: name a message, send it.

Models load only when something is sent, so that an AppConfig can import this and list its
`messages`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tcvm.foundation.mail.template import MailTemplate

__all__ = ["MailTemplate", "send"]


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
    """Send `message` to the address `to` about `event`: once, whatever is retried.

    See `tcvm.foundation.mail.actions.send`, which this calls.
    """
    from tcvm.foundation.mail.actions import send as action

    action.send(
        message=message,
        to=to,
        locale=locale,
        event=event,
        context=context,
        network=network,
        now=now,
    )
