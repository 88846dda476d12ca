"""The messages that accounts send, for `AccountsConfig.messages`. Knows no table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tcvm.domain.text import Text
from tcvm.foundation.mail.template import MailTemplate

_LINK = "https://tcvm.example.org/vi/…"

INVITATION = MailTemplate(
    code="accounts.invitation",
    name=_("Invitation to sign in"),
    subject_template="accounts/mail/invitation_subject.txt",
    body_template="accounts/mail/invitation.txt",
    sample={
        "who": "Nguyễn Thị Hạnh",
        "role": pgettext_lazy("role", "Data clerk"),
        "place": Text("Quỹ Hoa Sen", "Hoa Sen Fund"),
        "link": _LINK,
        "until": dt.datetime(2026, 3, 9, 2, 30, tzinfo=dt.UTC),
    },
    secret=True,
)
PASSWORD_RESET = MailTemplate(
    code="accounts.password_reset",
    name=_("Link to a new password"),
    subject_template="accounts/mail/sentence_subject.txt",
    body_template="accounts/mail/reset.txt",
    sample={"username": "hanh", "password_reset_url": _LINK},
    fixed={"sentence": _("Reset your password")},
    secret=True,
)
_SEEN: Mapping[str, object] = {"ip": "203.0.113.7", "user_agent": "Mozilla/5.0 (Windows NT 10.0)"}


def _changed(code: str, sentence: object) -> MailTemplate:
    """A message that something about a person's sign-in has changed: the sentence says what."""
    return MailTemplate(
        code=f"accounts.{code}",
        name=sentence,
        subject_template="accounts/mail/sentence_subject.txt",
        body_template="accounts/mail/what_changed.txt",
        sample=_SEEN,
        fixed={"sentence": sentence},
    )


#: allauth's messages that are in use, by its own names.
OF_ALLAUTH = {
    "account/email/password_reset_key": PASSWORD_RESET,
    "account/email/password_changed": _changed("password_changed", _("Your password was changed")),
    "account/email/password_reset": _changed("password_was_reset", _("Your password was reset")),
    "account/email/password_set": _changed("password_set", _("Your password was set")),
    "mfa/email/totp_activated": _changed(
        "app_added", _("An authenticator app was added to your account")
    ),
    "mfa/email/totp_deactivated": _changed(
        "app_removed", _("The authenticator app was removed from your account")
    ),
    "mfa/email/webauthn_added": _changed("passkey_added", _("A passkey was added to your account")),
    "mfa/email/webauthn_removed": _changed(
        "passkey_removed", _("A passkey was removed from your account")
    ),
    "mfa/email/recovery_codes_generated": _changed(
        "codes_renewed", _("New recovery codes were made for your account")
    ),
}
LOCKED = MailTemplate(
    code="accounts.locked",
    name=_("Sign-in stopped after failed attempts"),
    subject_template="accounts/mail/sentence_subject.txt",
    body_template="accounts/mail/locked.txt",
    sample={**_SEEN, "at": dt.datetime(2026, 3, 9, 2, 30, tzinfo=dt.UTC)},
    fixed={"sentence": _("Somebody tried to sign in as you")},
)

MESSAGES = (INVITATION, *OF_ALLAUTH.values(), LOCKED)
