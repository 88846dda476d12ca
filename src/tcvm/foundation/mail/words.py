"""States and failures of messages in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tcvm.foundation.mail.models import Failure, State

STATES = {
    State.WAITING: pgettext_lazy("message", "Waiting"),
    State.SENDING: pgettext_lazy("message", "Being sent"),
    State.SENT: pgettext_lazy("message", "Sent"),
    State.FAILED: pgettext_lazy("message", "Not sent"),
}

FAILURES = {
    Failure.ADDRESS: _("The address is not an e-mail address. Correct it where it is kept."),
    Failure.UNREACHABLE: _("The mail server was not reached. Send it again later."),
    Failure.REFUSED: _("The mail server refused the message. Check the address."),
    Failure.INTERRUPTED: _(
        "Sending was interrupted: it may have arrived or not. Ask the person before sending again."
    ),
    Failure.UNREADABLE: _("Its link can no longer be read. Have a new one sent."),
}
