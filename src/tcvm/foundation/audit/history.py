"""A record's history as a page shows it: what was done, when, by whom, and from what to what.

The trail keeps codes. Whoever shows them knows their words: a room gives its own for its verbs and
fields, in the reader's language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tcvm.foundation.audit.canonical import Json, canonical
from tcvm.foundation.audit.models import Entry

#: A verb or a field by its code, in words.
Words = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field by its name, what it was and what it became; None where there was nothing."""

    name: object
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry for the template `audit/_history.html`."""

    number: int
    at: dt.datetime
    actor: str
    done: object
    changes: tuple[FieldChange, ...]
    reason: str


def history_lines(entries: Iterable[Entry], *, verb: Words, field: Words) -> list[HistoryLine]:
    """Entries as lines, in their order; `verb` and `field` give the words for codes.

    Raises ValueError for an entry that was tampered with.
    """
    return [
        HistoryLine(
            number=entry.number,
            at=entry.at,
            actor=entry.actor_label,
            done=verb(entry.verb),
            changes=tuple(
                FieldChange(field(name), _shown(old), _shown(new))
                for name, (old, new) in entry.changed.items()
            ),
            reason=entry.reason,
        )
        for entry in entries
    ]


def _shown(value: Json) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    return canonical(value)
