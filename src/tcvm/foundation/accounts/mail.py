"""Messages of accounts, each in both languages, the person's own first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from tcvm.domain.text import Text
from tcvm.foundation.accounts.models import Invitation
from tcvm.foundation.accounts.roles import label
from tcvm.foundation.tenancy.models import Network


def send_invitation(invitation: Invitation, token: str, site: str) -> None:
    """Send the link to the invited person; `site` is this platform's address, with its scheme."""
    message_of(invitation, token, site).send()


def link_of(invitation: Invitation, token: str, site: str) -> str:
    """The link of an invitation, in the person's language."""
    with override(invitation.locale):
        return site.rstrip("/") + reverse("accounts:invitation", args=[token])


def message_of(invitation: Invitation, token: str, site: str) -> EmailMessage:
    """The message as it will be sent."""

    def made(locale: str) -> tuple[str, str]:
        context = {
            "invitation": invitation,
            "role": label(invitation.role),
            "place": _place(invitation).said_in(locale),
            "link": link_of(invitation, token, site),
        }
        return (
            render_to_string("accounts/mail/invitation_subject.txt", context),
            render_to_string("accounts/mail/invitation.txt", context),
        )

    return _bilingual(made, invitation.locale, invitation.email)


#: allauth's messages that are in use, by its own names: the subject, which is also what happened.
SUBJECTS = {
    "account/email/password_reset_key": _("Reset your password"),
    "account/email/password_changed": _("Your password was changed"),
    "account/email/password_reset": _("Your password was reset"),
    "account/email/password_set": _("Your password was set"),
    "mfa/email/totp_activated": _("An authenticator app was added to your account"),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account"),
    "mfa/email/webauthn_added": _("A passkey was added to your account"),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account"),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account"),
}


def message_for(code: str, email: str, context: Mapping[str, Any]) -> EmailMessage:
    """A message of allauth's. Raises KeyError for one that is not in use here."""
    subject = SUBJECTS[code]
    body = "reset" if "password_reset_url" in context else "what_changed"

    def made(_locale: str) -> tuple[str, str]:
        text = render_to_string(f"accounts/mail/{body}.txt", {**context, "sentence": f"{subject}."})
        return str(subject), text

    return _bilingual(made, get_language() or "vi", email)


def _bilingual(made: Callable[[str], tuple[str, str]], first: str, to: str) -> EmailMessage:
    """A message in both languages, `first` first; `made` gives subject and body in one."""
    subjects, bodies = [], []
    for locale in (first, "en" if first == "vi" else "vi"):
        with override(locale):
            subject, body = made(locale)
        subjects.append(" ".join(subject.split()))
        bodies.append(body.strip())
    return EmailMessage(subject=" · ".join(subjects), body="\n\n——\n\n".join(bodies), to=[to])


def _place(invitation: Invitation) -> Text:
    place = invitation.place
    return place.name if isinstance(place, Network) else Text(place.name, place.name)
