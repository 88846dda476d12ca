"""The people who can sign in to the demo, and the codes of their second factor."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tcvm.foundation.accounts.invented import DOMAIN

#: Length of a code's life, as the apps have it (RFC 6238).
STEP_S = 30


@dataclass(frozen=True, slots=True)
class DemoRole:
    """A role in an organisation or a network, each by its code; the other is empty."""

    role: str
    organisation: str = ""
    network: str = ""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who can sign in."""

    username: str
    name: str
    locale: str
    roles: tuple[DemoRole, ...]

    @property
    def email(self) -> str:
        """An address to which no mail is ever delivered."""
        return f"{self.username}@{DOMAIN}"

    @property
    def needs_code(self) -> bool:
        """Whether the person works for a network, and so needs a second factor."""
        return any(one.network for one in self.roles)

    @property
    def secret(self) -> str:
        """The secret of the person's second factor. It is no secret: anyone can work it out."""
        digest = hashlib.sha256(f"tcvm demo {self.username}".encode()).digest()
        return base64.b32encode(digest[:20]).decode("ascii")

    def code(self, at: float) -> str:
        """The code that an app shows at a moment, in seconds since 1970 (RFC 6238)."""
        counter = (int(at) // STEP_S).to_bytes(8, "big")
        digest = hmac.digest(base64.b32decode(self.secret), counter, "sha1")
        start = digest[-1] & 0xF
        number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
        return f"{number % 1_000_000:06d}"


@cache
def _listed() -> Mapping[str, Any]:
    path = files("tcvm.demo.networks") / "signins.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def people() -> list[DemoPerson]:
    """Everyone who can sign in, in the order of the file."""
    return [
        DemoPerson(
            username=one["username"],
            name=one["name"],
            locale=one.get("locale", "vi"),
            roles=tuple(DemoRole(**each) for each in one["roles"]),
        )
        for one in _listed()["people"]
    ]


def password() -> str:
    """The one password of all."""
    word: str = _listed()["password"]
    return word


def since() -> dt.date:
    """The day on which the roles were given."""
    day: dt.date = _listed()["since"]
    return day
