"""Entries as the database holds them, page by page and column by column, without the ORM.

The ORM turns what it reads into what it expects and stops at what it cannot turn; a check must see
what is there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from tcvm.foundation.audit.chain import ANCHOR_EVERY, COLUMNS, Stored
from tcvm.foundation.audit.verify import SealedLink

PAGE = 1_000
# As text: PostgreSQL holds times that Python does not, and SQLite whatever was written.
_AT_ON_POSTGRESQL = """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')"""
_AT_ON_SQLITE = "CAST(at AS TEXT)"


class StoredTrail:
    """The trail in a database (`verify.Trail`)."""

    def __init__(self, using: str = DEFAULT_DB_ALIAS) -> None:
        self._connection = connections[using]
        self._on_postgresql = self._connection.vendor == "postgresql"
        self._anchors: dict[int, SealedLink] = {}

    def entries(self, after: int | None) -> Iterator[Stored]:
        at = _AT_ON_POSTGRESQL if self._on_postgresql else _AT_ON_SQLITE
        columns = [at if name == "at" else name for name in COLUMNS]
        select = f"SELECT {', '.join(columns)} FROM audit_entry"  # noqa: S608 - names of ours
        last: object = after
        while True:
            where, given = ("", []) if last is None else (" WHERE number > %s", [last])
            page = self._rows(f"{select}{where} ORDER BY number LIMIT {PAGE}", given)
            self._keep_anchors(last, page)
            for row in page:
                yield self._stored(row)
            if len(page) < PAGE:
                return
            last = page[-1][0]

    def anchor(self, number: int) -> SealedLink | None:
        if number in self._anchors:
            return self._anchors[number]
        return self._one("SELECT number, hash, seal FROM audit_anchor WHERE number = %s", [number])

    def stray_anchors(self, after: int) -> Iterator[SealedLink]:
        sql = (
            "SELECT number, hash, seal FROM audit_anchor "
            "WHERE number > %s OR number <= 0 OR number %% %s <> 0 ORDER BY number"
        )
        yield from (SealedLink(*row) for row in self._rows(sql, [after, ANCHOR_EVERY]))

    def head(self) -> SealedLink | None:
        return self._one("SELECT number, hash, seal FROM audit_head WHERE id = 1", [])

    def successor(self, hash_: str) -> int | None:
        sql = "SELECT number FROM audit_entry WHERE previous_hash = %s"
        rows = self._rows(sql, [hash_.encode("utf-8", "replace").decode()])
        if rows:
            return rows[0][0] if isinstance(rows[0][0], int) else None
        head = self.head()
        if head is not None and head.hash == hash_ and isinstance(head.number, int):
            return head.number + 1
        return None

    def _keep_anchors(self, after: object, page: Sequence[Sequence[object]]) -> None:
        """Fetch the anchors of a page of entries at once; those of the page before are done."""
        self._anchors = {}
        first = after if isinstance(after, int) else 0
        last = page[-1][0] if page else None
        if isinstance(last, int):
            sql = "SELECT number, hash, seal FROM audit_anchor WHERE number > %s AND number <= %s"
            self._anchors = {row[0]: SealedLink(*row) for row in self._rows(sql, [first, last])}

    def _stored(self, row: Sequence[object]) -> Stored:
        stored = dict(zip(COLUMNS, row, strict=True))
        at = stored["at"]
        if self._on_postgresql and isinstance(at, str):
            try:
                stored["at"] = dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
            except ValueError:
                stored["at"] = None
        return stored

    def _one(self, sql: str, given: Sequence[Any]) -> SealedLink | None:
        rows = self._rows(sql, given)
        return SealedLink(*rows[0]) if rows else None

    def _rows(self, sql: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor, self._undecoded():
            cursor.execute(sql, given)
            return list(cursor.fetchall())

    @contextmanager
    def _undecoded(self) -> Iterator[None]:
        """Let SQLite give text that is not UTF-8, which it keeps without looking at it."""
        if self._on_postgresql:
            yield
            return
        raw = self._connection.connection
        usual = raw.text_factory
        raw.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        try:
            yield
        finally:
            raw.text_factory = usual
