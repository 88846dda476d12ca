"""What allauth does with a person's sign-in, written into the audit trail and the log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.models import User

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest

#: Attempts go to the log, not to the trail: strangers make them, as many as they like.
log = logging.getLogger("tcvm.security")


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """A person signed in."""
    _note("session.began", request, user)


@receiver(auth.user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """A person signed out, or their session was over."""
    if user is not None:
        _note("session.ended", request, user)


@receiver(account.password_changed)
@receiver(account.password_set)
def password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    """A person changed their password."""
    _note("password.changed", request, user)


@receiver(account.password_reset)
def password_reset(request: HttpRequest, user: User, **_: Any) -> None:
    """A person set a new password by a link sent to them. All their sessions end."""
    from allauth.usersessions.models import UserSession

    for one in UserSession.objects.filter(user=user):
        one.end()
    _note("password.reset", request, user)


@receiver(mfa.authenticator_added)
def factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """A second factor was added."""
    _note("second_factor.added", request, user, {"factor": (None, authenticator.type)})


@receiver(mfa.authenticator_removed)
def factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """A second factor was taken away."""
    _note("second_factor.removed", request, user, {"factor": (authenticator.type, None)})


@receiver(mfa.authenticator_reset)
def factor_renewed(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """Recovery codes were made anew."""
    _note("second_factor.renewed", request, user, {"factor": (None, authenticator.type)})


@receiver(auth.user_login_failed)
def attempt_failed(
    credentials: dict[str, object], request: HttpRequest | None = None, **_: Any
) -> None:
    """Somebody tried to sign in and did not. The name tried may be a password: it is left out."""
    del credentials
    where = trail.origin_of(request).ip if request is not None else ""
    log.warning("sign-in failed from %s", where)


@receiver(mfa.authentication_failed)
def factor_failed(request: HttpRequest, user: User, **_: Any) -> None:
    """A right password was followed by a wrong code."""
    log.warning("second factor failed for user %s from %s", user.pk, trail.origin_of(request).ip)


def _note(
    verb: str,
    request: HttpRequest,
    user: User,
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    with transaction.atomic():
        trail.note(
            verb=verb,
            actor=user,
            subject=user,
            changes=changes,
            now=timezone.now(),
            origin=trail.origin_of(request),
        )
