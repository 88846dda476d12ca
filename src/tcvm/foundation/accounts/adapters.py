"""Where allauth asks what this platform wants."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.accounts import mail, trail
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.viewers import viewer_for

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """No open sign-up; a sign-in of the last minutes counts as a fresh confirmation."""

    # One sentence whatever was wrong: it tells nobody whether there is such a person.
    _WRONG = _("User name, e-mail or password is not right.")
    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _WRONG,
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or was used already."),
        "invalid_password_reset": _("This link is not open any more."),
        "too_many_login_attempts": _("Too many failed attempts. Wait ten minutes and try again."),
        "rate_limited": _("Too many attempts. Wait a while and try again."),
        "unknown_email": _("Enter an e-mail address."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's messages in our words, in both languages."""
        mail.send_for(template_prefix, email, context, timezone.now())

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell the person by mail when this failure was the one that locks their name."""
        rates = account_settings.RATE_LIMITS["login_failed"].split(",")
        of_the_name = next(one for one in rates if one.endswith("/key"))
        left = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed",
            config={"login_failed": of_the_name},
            key=self._get_login_attempts_cache_key(request, **credentials),
            dry_run=True,
        )
        if not left:
            login = str(credentials.get("email") or credentials.get("username") or "")
            mail.tell_locked(login, trail.origin_of(request), timezone.now())

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves: people are invited."""
        del request
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The person's own page."""
        del request
        return reverse("accounts:home")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the person has to say again that it is them, for `app` of allauth."""
        del app, kwargs
        return not is_recently_confirmed(context.request)


def is_recently_confirmed(request: HttpRequest) -> bool:
    """Whether the person signed in, or confirmed that it is them, within the last minutes."""
    records = get_authentication_records(request, request.user)
    age = account_settings.REAUTHENTICATION_TIMEOUT
    return bool(records) and time.time() - records[-1]["at"] < age


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are kept encrypted; a network's people keep at least one."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "You work for a network: set up another second factor before you remove this one."
        ),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
        "incorrect_code": _("This code is not right, or was used already."),
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002
        """What a passkey is called unless the person calls it something: `Passkey 1`."""
        from allauth.mfa.models import Authenticator

        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def encrypt(self, text: str) -> str:
        """The text under the current key."""
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The text again. Raises cryptography.fernet.InvalidToken for what was not ours."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether one may be taken away: of a network's people not the last."""
        user = authenticator.user
        assert isinstance(user, User)
        if not viewer_for(user, timezone.localdate()).networks:
            return True
        factors = [authenticator.Type.TOTP, authenticator.Type.WEBAUTHN]
        others = type(authenticator).objects.filter(user=user, type__in=factors)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """As allauth makes it, with the name under which the person knows themselves."""
        made: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return made | {"display_name": str(user)}


def _box() -> MultiFernet:
    """The keys for second factors, drawn from SECRET_KEY and, for reading, from its fallbacks."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(key))) for key in keys])


def _key(secret: str) -> bytes:
    # A key of its own for this use, so that it tells nothing about other uses of SECRET_KEY.
    made = hashlib.sha256(f"tcvm.accounts.second-factor\0{secret}".encode()).digest()
    return base64.urlsafe_b64encode(made)
