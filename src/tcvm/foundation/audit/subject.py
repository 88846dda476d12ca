"""What is acted upon, and from where: the parts of an entry that callers put together."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from tcvm.domain.text import Text
from tcvm.foundation.audit.text import IDENTIFIER_LENGTH, code, identifier, storable

#: A browser's name for itself is cut here, in characters: it may be as long as the sender likes.
USER_AGENT_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Subject:
    """The record that an entry is about: its kind, what identifies it, its name at that moment.

    Raises ValueError for a kind that is no code or an identifier that cannot be kept.
    """

    kind: str
    identifier: str
    label: Text

    def __post_init__(self) -> None:
        code(self.kind, what="subject kind")
        identifier(self.identifier, what="subject")
        storable(self.label.vi, what="subject name")
        storable(self.label.en, what="subject name")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, as the sender says: build it with `Origin.seen`.

    Raises ValueError for what cannot be kept.
    """

    ip: str = ""
    user_agent: str = ""
    request_id: str = ""

    def __post_init__(self) -> None:
        if self.ip and str(ipaddress.ip_address(self.ip)) != self.ip:
            raise ValueError(f"{self.ip} is not how that address is written")
        storable(self.user_agent, what="user agent")
        if len(storable(self.request_id, what="request id")) > IDENTIFIER_LENGTH:
            raise ValueError(f"a request id has at most {IDENTIFIER_LENGTH} characters")

    @classmethod
    def seen(cls, *, ip: str = "", user_agent: str = "", request_id: str = "") -> Origin:
        """An origin from what a request says, made storable instead of refused.

        Nothing that a sender writes in a header may keep an action from being recorded: an address
        that is none becomes empty, signs that cannot be kept become `?`, long text is cut.
        """
        return cls(
            ip=_address(ip),
            user_agent=_printable(user_agent)[:USER_AGENT_LENGTH],
            request_id=_printable(request_id)[:IDENTIFIER_LENGTH],
        )


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return ""


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)
