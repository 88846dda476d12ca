"""The invented people of the demo, whose passwords everybody may read: nobody outside of it.

They are known by their addresses, under a name that RFC 2606 keeps from ever being given to
anybody. A database that once held the demo and is started as anything else lets none of them in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from tcvm.foundation.accounts.models import User

DOMAIN = "demo.example.org"


def is_invented(email: str) -> bool:
    """Whether an address is that of a person of the demo."""
    return email.lower().endswith(f"@{DOMAIN}")


def is_shut_out(user: User) -> bool:
    """Whether `user` is somebody only in the demo, and this is not the demo."""
    return not settings.DEMO and is_invented(user.email)
