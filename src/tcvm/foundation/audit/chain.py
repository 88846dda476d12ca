"""What an entry's hash covers, and how it names the entry before it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tcvm.foundation.audit.canonical import Json, canonical, instant, parsed

#: What the first entry names as its predecessor.
GENESIS: Final = "0" * 64
#: The form of the hashed document; a later one may cover more columns.
LAYOUT: Final = 1
#: Each entry whose number this divides is anchored. It belongs to the layout: never change it.
ANCHOR_EVERY: Final = 100

#: The columns that are text, in the table's order. `changes` and the numbers stand apart.
TEXTS: Final = (
    "actor_kind",
    "actor_identifier",
    "actor_label",
    "verb",
    "subject_kind",
    "subject_identifier",
    "subject_label_vi",
    "subject_label_en",
    "reason",
    "ip",
    "user_agent",
    "request_id",
    "organisation",
    "network",
    "previous_hash",
)
COLUMNS: Final = ("number", "layout", "at", *TEXTS, "changes", "hash")

#: An entry as a database gives it, column by column. Of a tampered one nothing is sure.
Stored = Mapping[str, object]


class Unreadable(ValueError):
    """A stored entry with a value that no entry is written with."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the chain: an entry's number and its hash. Number 0 is before the first."""

    number: int
    hash: str


def document(stored: Stored, *, number: int | None = None) -> dict[str, Json]:
    """What the hash of an entry covers: everything but the hash itself.

    With `number`, as if the entry had stood there. Raises Unreadable for a value that is not of
    its column's type or not in the form it is written in.
    """
    texts: dict[str, str] = {}
    for name in TEXTS:
        value = stored[name]
        if not isinstance(value, str):
            raise Unreadable(name)
        texts[name] = value
    return {
        "layout": _whole(stored["layout"]),
        "number": _whole(stored["number"]) if number is None else number,
        "previous": texts["previous_hash"],
        "at": _moment(stored["at"]),
        "actor": _part(texts, "actor", ("kind", "identifier", "label")),
        "verb": texts["verb"],
        "subject": _part(texts, "subject", ("kind", "identifier", "label_vi", "label_en")),
        "changes": _changes(stored["changes"]),
        "reason": texts["reason"],
        "origin": {name: texts[name] for name in ("ip", "user_agent", "request_id")},
        "organisation": texts["organisation"],
        "network": texts["network"],
    }


def fingerprint(covered: Mapping[str, Json]) -> str:
    """SHA-256 over the canonical JSON of `document`, as 64 small hexadecimal digits.

    Raises ValueError for text that UTF-8 cannot hold.
    """
    return hashlib.sha256(canonical(covered).encode("utf-8")).hexdigest()


def computed_hash(stored: Stored, *, number: int | None = None) -> str | None:
    """The hash that the entry's columns come to; None where they cannot be read."""
    try:
        return fingerprint(document(stored, number=number))
    except ValueError:
        return None


def _part(texts: Mapping[str, str], prefix: str, names: tuple[str, ...]) -> Json:
    return {name: texts[f"{prefix}_{name}"] for name in names}


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unreadable(repr(value))
    return value


def _changes(value: object) -> Json:
    if not isinstance(value, str):
        raise Unreadable("changes")
    return parsed(value)


def _moment(value: object) -> str:
    """PostgreSQL gives a time; SQLite the text Django wrote, in UTC and without saying so."""
    if isinstance(value, str):
        read = dt.datetime.fromisoformat(value)
        if str(read) != value or read.tzinfo is not None:
            raise Unreadable("at")
        return instant(read.replace(tzinfo=dt.UTC))
    if isinstance(value, dt.datetime):
        return instant(value)
    raise Unreadable("at")
