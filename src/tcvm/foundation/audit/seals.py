"""Seals on anchors and on the head: only who has the platform's key can make one.

Whoever can write to the database can also work out hashes; without the key it cannot seal them.
"""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum

from django.conf import settings

from tcvm.foundation.audit.chain import Link


class Purpose(StrEnum):
    """What a seal is for: an anchor's must not pass for the head's."""

    ANCHOR = "anchor"
    HEAD = "head"


def seal(purpose: Purpose, link: Link) -> str:
    """HMAC-SHA-256 of a place in the chain under the current SECRET_KEY, in hexadecimal."""
    return _sealed(settings.SECRET_KEY, purpose, link)


def holds(purpose: Purpose, link: Link, given: str) -> bool:
    """Whether `given` seals the place, under the current key or one of SECRET_KEY_FALLBACKS."""
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    offered = given.encode("utf-8", "surrogateescape")
    return any(
        hmac.compare_digest(_sealed(key, purpose, link).encode("ascii"), offered) for key in keys
    )


def _sealed(key: str, purpose: Purpose, link: Link) -> str:
    # A key of its own for this use, so that a seal tells nothing about other uses of the key.
    own = hashlib.sha256(f"tcvm.audit.seal\0{key}".encode()).digest()
    return hmac.new(own, f"{purpose}\0{link.number}\0{link.hash}".encode(), "sha256").hexdigest()
