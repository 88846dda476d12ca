"""How passwords are kept, and which are refused.

Django's own list of 20,000 common passwords was drawn from published breaches. What it does not
know are the words that people here choose, with or without diacritics, and with the year behind.
Nothing is asked of anybody outside.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from tcvm.foundation.accounts.models import User

#: Longer than this no person's password is; without a limit a request could keep us hashing.
LONGEST = 256


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 46 MiB, one pass and one lane, the first of OWASP's equal choices.

    Django's own asks for 100 MiB and eight lanes, which a small server with four sign-ins at once
    does not have.
    """

    time_cost = 1
    memory_cost = 47_104
    parallelism = 1


class LocalWords:
    """Refuses passwords made of words that are guessed first in Vietnam, and of the product's."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError for one of the words, however it is decorated."""
        del user
        left = core(password)
        # `passwordpassword` is `password`: of what is repeated one is enough.
        parts = (left[:n] for n in range(1, len(left) // 2 + 1))
        repeated = {part for part in parts if part * (len(left) // len(part)) == left}
        if words() & {left, *repeated}:
            raise ValidationError(
                _("This password is among those that are guessed first."), code="password_local"
            )

    def get_help_text(self) -> str:
        """What the rule asks for."""
        return _("It must not be a common Vietnamese word with a number behind it.")


class NotTooLong:
    """Refuses what no person types."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError above LONGEST characters."""
        del user
        if len(password) > LONGEST:
            raise ValidationError(
                _("A password has at most %(longest)d characters."),
                code="password_too_long",
                params={"longest": LONGEST},
            )

    def get_help_text(self) -> str:
        """What the rule asks for."""
        return _("It has at most %(longest)d characters.") % {"longest": LONGEST}


@cache
def words() -> frozenset[str]:
    """The words refused, as `core` leaves them."""
    path = files("tcvm.foundation.accounts") / "guessed_first.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(core(line) for line in lines if line and not line.startswith("#"))


def core(password: str) -> str:
    """What is left of a password without diacritics, case, and signs and digits at its ends.

    Usual swaps of letters for signs are undone first: `M@tKh4u2024!` is `matkhau`.
    """
    bare = unicodedata.normalize("NFD", password.lower().replace("đ", "d"))
    plain = "".join(sign for sign in bare if not unicodedata.combining(sign))
    plain = plain.strip("0123456789!@#$%^&*()_-+=.,?~ ")
    plain = plain.translate(str.maketrans("@013457$", "aoieasts"))
    return "".join(sign for sign in plain if sign.isalnum())
