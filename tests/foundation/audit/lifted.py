"""Open the trail for a test: nothing in the product can, and nothing there should."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_entry", "audit_anchor", "audit_head")


@contextmanager
def lifted(connection: BaseDatabaseWrapper, *, tables: str = "audit_%") -> Iterator[None]:
    """Without the guards of the audit trail, which stand again at the end.

    On SQLite those of other tables too, if `tables` names them; PostgreSQL's guard single rows
    there, and let a table be emptied.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(
                "SELECT tgrelid::regclass, tgname FROM pg_trigger "
                "WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'audit_%%'",
                [],
            )
            for table, name in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE %s",
            [tables],
        )
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
    yield
    with connection.cursor() as cursor:
        for _, sql in triggers:
            cursor.execute(sql)


def open_for_flush() -> None:
    """Let Django empty the database after a test that commits, with all that only grows."""
    from django.db import connection
    from django.test import TransactionTestCase

    flush = TransactionTestCase._fixture_teardown

    def fixture_teardown(self: TransactionTestCase) -> None:
        with lifted(connection, tables="%"):
            flush(self)

    TransactionTestCase._fixture_teardown = fixture_teardown
