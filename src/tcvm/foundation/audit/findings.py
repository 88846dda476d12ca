"""What a check of the chain can find, and the sentence for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Kind(StrEnum):
    """What is wrong."""

    ALTERED = "altered"
    MISSING = "missing"
    INSERTED = "inserted"
    MOVED = "moved"
    REPLACED = "replaced"
    TRUNCATED = "truncated"
    HEAD_MISSING = "head_missing"
    HEAD_WRONG = "head_wrong"
    HEAD_FORGED = "head_forged"
    HEAD_UNKNOWN = "head_unknown"
    ANCHOR_MISSING = "anchor_missing"
    ANCHOR_WRONG = "anchor_wrong"
    ANCHOR_FORGED = "anchor_forged"
    GUARD_MISSING = "guard_missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: its kind and the entries it concerns, `first` to `last` (None: unknown).

    `detail` is the number an entry had (`moved`), the hash that was asked for (`head_unknown`) or
    the trigger (`guard_missing`).
    """

    kind: Kind
    first: int | None = None
    last: int | None = None
    detail: str = ""

    def as_json(self) -> dict[str, str | int | None]:
        """The finding in the terms of JSON; `last` is `first` where one entry is meant."""
        return {
            "kind": self.kind.value,
            "first": self.first,
            "last": self.first if self.last is None else self.last,
            "detail": self.detail,
        }


def sentence(finding: Finding) -> str:
    """The finding in the active language."""
    several = finding.last is not None and finding.last != finding.first
    # Looked up at each call: the language may change between two.
    words = {
        Kind.ALTERED: _("Entry %(first)s was altered: it no longer matches its hash."),
        Kind.MISSING: _("Entries %(first)s to %(last)s are missing.")
        if several
        else _("Entry %(first)s is missing."),
        Kind.INSERTED: _("Entries %(first)s to %(last)s were inserted: nothing recorded them.")
        if several
        else _("Entry %(first)s was inserted: nothing recorded it."),
        Kind.MOVED: _("Entry %(first)s was moved: it was entry %(detail)s."),
        Kind.REPLACED: _("Entry %(first)s was replaced: the next one follows another."),
        Kind.TRUNCATED: _("The end was cut off: entries %(first)s to %(last)s are missing.")
        if several
        else _("The end was cut off: entry %(first)s is missing."),
        Kind.HEAD_MISSING: _("The end of the chain is not recorded any more."),
        Kind.HEAD_WRONG: _("The recorded end of the chain is not that of entry %(first)s."),
        Kind.HEAD_FORGED: _("The end of the chain is not sealed with a key of this platform."),
        Kind.HEAD_UNKNOWN: _("No entry has the hash %(detail)s: it was there when noted."),
        Kind.ANCHOR_MISSING: _("The anchor of entry %(first)s is missing."),
        Kind.ANCHOR_WRONG: _("Entry %(first)s is not the one that was anchored."),
        Kind.ANCHOR_FORGED: _("The anchor %(first)s is not sealed with a key of this platform."),
        Kind.GUARD_MISSING: _("The database no longer refuses changes: %(detail)s is not active."),
    }
    return words[finding.kind] % {
        "first": "?" if finding.first is None else finding.first,
        "last": finding.last,
        "detail": finding.detail,
    }
