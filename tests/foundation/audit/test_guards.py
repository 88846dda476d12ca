"""The database refuses every change of the trail, whoever asks and in whatever words."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tcvm.foundation.audit.chain import GENESIS
from tcvm.foundation.audit.guards import missing_guards
from tcvm.foundation.audit.models import Anchor, Entry, Head
from tests.foundation.audit.entries import recorded, trail
from tests.foundation.audit.lifted import lifted

pytestmark = pytest.mark.django_db
ON_POSTGRES = "postgresql"


def refused(sql: str) -> None:
    before = list(Entry.objects.values()), list(Head.objects.values())
    refusal = pytest.raises(IntegrityError, match="audit trail")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert (list(Entry.objects.values()), list(Head.objects.values())) == before


def test_through_the_orm_nothing_changes() -> None:
    recorded(1)
    entry = Entry.objects.get()
    entry.reason = "Khác"
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(reason="Khác"),
        lambda: Entry.objects.bulk_update([entry], ["reason"]),
        Head.objects.all().delete,
        lambda: Head.objects.update(number=0),
        lambda: Entry.objects.create(number=9, at=entry.at, hash="h", previous_hash="p"),
        lambda: Head.objects.create(number=0, hash=GENESIS, seal=""),
    ):
        with pytest.raises(IntegrityError, match="audit trail"), transaction.atomic():
            attempt()
    assert Entry.objects.get().reason == "Sửa tên"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET reason = 'x' WHERE number = 2",
        "UPDATE audit_entry SET number = number + 10",
        "DELETE FROM audit_entry WHERE number = 3",
        "DELETE FROM audit_entry",
        "UPDATE audit_head SET number = 1",
        "UPDATE audit_head SET number = 4",
        "UPDATE audit_head SET hash = 'x'",
        "UPDATE audit_head SET seal = 'x'",
        "DELETE FROM audit_head",
        "INSERT INTO audit_head (id, number, hash, seal) VALUES (2, 0, 'x', 'x')",
        "INSERT INTO audit_anchor (number, hash, seal) VALUES (2, 'x', 'x')",
    ],
)
def test_in_sql_nothing_changes(sql: str) -> None:
    trail(3)
    refused(sql)


def columns(**replaced: str) -> tuple[str, str]:
    names = [field.column for field in Entry._meta.fields]
    return ", ".join(names), ", ".join(replaced.get(name, name) for name in names)


@pytest.mark.parametrize(
    "replaced",
    [
        {"number": "3"},
        {"number": "5", "hash": "'x'", "previous_hash": "hash"},
        {"number": "0", "hash": "'x'", "previous_hash": "'y'"},
        {"number": "4", "hash": "'x'", "previous_hash": "'y'"},
        {"number": "4", "hash": "hash", "previous_hash": "hash"},
    ],
)
def test_an_entry_out_of_order_is_not_written(replaced: dict[str, str]) -> None:
    trail(3)
    into, values = columns(**replaced)
    refused(f"INSERT INTO audit_entry ({into}) SELECT {values} FROM audit_entry WHERE number = 3")


def test_anchors_stay() -> None:
    trail(100)
    assert Anchor.objects.get().number == 100
    refused("UPDATE audit_anchor SET seal = 'x'")
    refused("DELETE FROM audit_anchor")


def test_sqlite_does_not_replace() -> None:
    """INSERT OR REPLACE deletes what is in its way without asking the triggers on DELETE."""
    if connection.vendor != "sqlite":
        pytest.skip("a form of SQLite's own")
    trail(100)
    for replaced in (
        {"reason": "'x'"},
        {"number": "101", "previous_hash": "hash"},
        {"number": "101", "hash": "'x'"},
        {"number": "101", "hash": "'x'", "previous_hash": "hash"},
    ):
        into, values = columns(**replaced)
        row = f"SELECT {values} FROM audit_entry WHERE number = 100"
        sql = f"INSERT OR REPLACE INTO audit_entry ({into}) {row}"
        if replaced.get("hash") and "previous_hash" in replaced:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
        refused(sql)
    assert Entry.objects.count() == 101
    refused("INSERT OR REPLACE INTO audit_head VALUES (1, 0, 'x', 'x')")
    refused("INSERT OR REPLACE INTO audit_anchor VALUES (100, 'x', 'x')")
    refused("UPDATE OR REPLACE audit_entry SET number = 2 WHERE number = 1")


def test_a_superuser_of_postgresql_changes_nothing() -> None:
    if connection.vendor != ON_POSTGRES:
        pytest.skip("SQLite knows no users")
    trail(3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (True,)
    for table in ("audit_entry", "audit_anchor", "audit_head"):
        refused(f"TRUNCATE {table}")
    refused("TRUNCATE audit_entry, audit_anchor, audit_head CASCADE")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    refused("UPDATE audit_entry SET reason = 'x'")
    refused("DELETE FROM audit_entry")
    refused("TRUNCATE audit_entry")
    into, values = columns(hash="'x'")
    refused(
        f"INSERT INTO audit_entry ({into}) SELECT {values} FROM audit_entry WHERE number = 2 "
        "ON CONFLICT (number) DO UPDATE SET reason = 'x'"
    )


def test_a_guard_that_is_gone_is_missed() -> None:
    assert missing_guards() == []
    on = " ON audit_entry" if connection.vendor == ON_POSTGRES else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_entry_no_update{on}")
    assert missing_guards() == ["audit_entry_no_update"]


def test_a_guard_that_sleeps_is_missed() -> None:
    if connection.vendor == ON_POSTGRES:
        asleep = [
            "ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_delete",
            """CREATE OR REPLACE FUNCTION audit_entry_no_update() RETURNS trigger
            LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'""",
        ]
    else:
        asleep = [
            "DROP TRIGGER audit_entry_no_update",
            "DROP TRIGGER audit_entry_no_delete",
            "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT 1; END",
        ]
    with connection.cursor() as cursor:
        for sql in asleep:
            cursor.execute(sql)
    assert missing_guards() == ["audit_entry_no_update", "audit_entry_no_delete"]


def test_tests_open_the_trail_and_close_it_again() -> None:
    trail(2)
    with lifted(connection):
        Entry.objects.filter(number=2).delete()
    assert missing_guards() == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.all().delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_nothing(turn: int) -> None:
    del turn
    assert Entry.objects.count() == 0
    recorded(1)
