"""Who can be signed in at all, whatever they know."""

from __future__ import annotations

from typing import Any

from allauth.account import auth_backends

from tcvm.foundation.accounts.invented import is_shut_out
from tcvm.foundation.accounts.models import User


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """By user name or e-mail address; the demo's people in the demo alone."""

    def _check_password(self, user: Any, password: str) -> Any:
        """The user, if the password is right: allauth would let in whom only Django refuses."""
        found = super()._check_password(user, password)
        if isinstance(user, User) and is_shut_out(user):
            self.unstash_authenticated_user()
            return None
        return found

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the person may stay signed in: asked for every request with a session."""
        may = bool(super().user_can_authenticate(user))
        return may and not (isinstance(user, User) and is_shut_out(user))
