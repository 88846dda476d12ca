"""allauth's forms in this platform's words. allauth itself speaks no Vietnamese."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

_CODE = {"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "none"}
#: What `AUTH_PASSWORD_VALIDATORS` of the settings refuse, in a sentence instead of six.
PASSWORD_HELP = _(
    "At least twelve characters. Several words are best; not your name, not digits alone, "
    "not a password that many people have."
)


class InOurWords:
    """Gives the fields of a form their labels and help, and takes the placeholders away."""

    labels: ClassVar[dict[str, Any]] = {}
    helps: ClassVar[dict[str, Any]] = {}
    attributes: ClassVar[dict[str, dict[str, str]]] = {}

    fields: dict[str, Any]

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.update(self.attributes.get(name, {}))


class Login(InOurWords, account.LoginForm):
    """User name or e-mail, and the password."""

    labels: ClassVar = {"login": _("User name or e-mail"), "password": _("Password")}
    attributes: ClassVar = {
        "login": {"autocomplete": "username webauthn", "autocapitalize": "none"}
    }


class ResetPassword(InOurWords, account.ResetPasswordForm):
    """The address to which the link goes."""

    labels: ClassVar = {"email": _("E-mail")}


class NewPassword(InOurWords, account.ResetPasswordKeyForm):
    """A new password behind a link."""

    labels: ClassVar = {"password1": _("New password"), "password2": _("New password once more")}
    helps: ClassVar = {"password1": PASSWORD_HELP}


class ChangePassword(InOurWords, account.ChangePasswordForm):
    """The old password and a new one."""

    labels: ClassVar = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    helps: ClassVar = {"password1": PASSWORD_HELP}


class Reauthenticate(InOurWords, account.ReauthenticateForm):
    """The password once more."""

    labels: ClassVar = {"password": _("Password")}


class EnterCode(InOurWords, mfa.AuthenticateForm):
    """A code of the second factor."""

    labels: ClassVar = {"code": _("Code")}
    attributes: ClassVar = {"code": _CODE}


class EnterCodeAgain(InOurWords, mfa.ReauthenticateForm):
    """A code of the second factor, to confirm that it is oneself."""

    labels: ClassVar = {"code": _("Code")}
    attributes: ClassVar = {"code": _CODE}


class SetUpApp(InOurWords, totp.ActivateTOTPForm):
    """The first code of an authenticator app."""

    labels: ClassVar = {"code": _("Code")}
    attributes: ClassVar = {"code": _CODE | {"inputmode": "numeric"}}


class AddPasskey(InOurWords, webauthn.AddWebAuthnForm):
    """A name for the passkey, and whether it signs in by itself."""

    labels: ClassVar = {"name": _("Name"), "passwordless": _("Sign in with it alone")}
    helps: ClassVar = {
        "name": _("By which you know the device again."),
        "passwordless": _("Without a password. The device asks for a fingerprint, face or PIN."),
    }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        # Nearly every device can; whoever has a bare security key takes it away.
        self.fields["passwordless"].initial = True


class RenamePasskey(InOurWords, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels: ClassVar = {"name": _("Name")}
