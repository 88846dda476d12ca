"""The text of secret messages under a key of the platform, which the database does not hold."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

__all__ = ["InvalidToken", "sealed", "unsealed"]


def sealed(text: str) -> str:
    """The text, encrypted."""
    return _box().encrypt(text.encode()).decode("ascii")


def unsealed(text: str) -> str:
    """The text again. Raises InvalidToken for what was not sealed with a key that is known."""
    return _box().decrypt(text.encode()).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(key))) for key in keys])


def _key(secret: str) -> bytes:
    # A key of its own for this use, so that it tells nothing about other uses of SECRET_KEY.
    made = hashlib.sha256(f"tcvm.mail.secret\0{secret}".encode()).digest()
    return base64.urlsafe_b64encode(made)
