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
#: What a field held, in words: from the field's code and the value kept; None for nothing.
Values = Callable[[str, Json], "str | None"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field by its name, what it was and what it became; None where there was nothing."""

    name: object
    old: str | None
    new: str | None
    #: The language of both where the field keeps one: `vi` or `en`.
    lang: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry for the template `audit/_history.html`."""

    number: int
    at: dt.datetime
    actor: str
    done: object
    changes: tuple[FieldChange, ...]
    reason: str


def shown(field: str, value: Json) -> str | None:
    """A value as it is kept; None where there is nothing."""
    del field
    if value is None or isinstance(value, str):
        return value or None
    return canonical(value)


def history_lines(
    entries: Iterable[Entry], *, verb: Words, field: Words, value: Values = shown
) -> list[HistoryLine]:
    """Entries as lines, in their order; `verb` and `field` give the words for codes, `value` those
    for what a field held.

    Raises ValueError for an entry that was tampered with.
    """
    return [
        HistoryLine(
            number=entry.number,
            at=entry.at,
            actor=entry.actor_label,
            done=verb(entry.verb),
            changes=tuple(
                FieldChange(field(name), value(name, old), value(name, new), _language(name))
                for name, (old, new) in entry.changed.items()
            ),
            reason=entry.reason,
        )
        for entry in entries
    ]


def _language(field: str) -> str:
    """The language that the field's code ends with; empty for a field of none."""
    ending = field.rpartition("_")[2]
    return ending if ending in ("vi", "en") else ""
