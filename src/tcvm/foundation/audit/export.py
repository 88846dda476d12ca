"""The trail as files: JSON lines that can be checked again, and CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from tcvm.domain.text import neutral
from tcvm.foundation.audit.canonical import canonical, instant
from tcvm.foundation.audit.chain import document
from tcvm.foundation.audit.models import Entry

_CSV_COLUMNS = (
    "number",
    "at",
    "actor_kind",
    "actor_identifier",
    "actor_label",
    "verb",
    "subject_kind",
    "subject_identifier",
    "subject_label_vi",
    "subject_label_en",
    "field",
    "old",
    "new",
    "reason",
    "ip",
    "user_agent",
    "request_id",
    "organisation",
    "network",
    "hash",
)


def write_json_lines(entries: Iterable[Entry], stream: BinaryIO) -> int:
    """Write a line an entry and return their count.

    A line is `{"entry": …, "hash": …}`: `hash` is the SHA-256 of the canonical JSON (RFC 8785) of
    `entry`, whose `previous` is the hash of the line before, so that anyone can check the file.
    Raises ValueError for an entry that was tampered with.
    """
    count = 0
    for count, entry in enumerate(entries, 1):  # noqa: B007 - counted
        line = canonical({"entry": document(vars(entry)), "hash": entry.hash})
        stream.write(f"{line}\n".encode())
    return count


def write_csv(entries: Iterable[Entry], stream: BinaryIO) -> int:
    """Write a row a changed field (or one for an entry without any); return the entries' count.

    UTF-8 with a mark, so that spreadsheets show Vietnamese; no cell begins a formula. Raises
    ValueError for an entry that was tampered with.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(_CSV_COLUMNS)
    count = 0
    for count, entry in enumerate(entries, 1):  # noqa: B007 - counted
        for name, (old, new) in (entry.changed or {"": (None, None)}).items():
            own = {"at": instant(entry.at), "field": name, "old": _cell(old), "new": _cell(new)}
            row = [str(own.get(column, getattr(entry, column, ""))) for column in _CSV_COLUMNS]
            writer.writerow([neutral(cell) for cell in row])
    text.detach()
    return count


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else canonical(value)
