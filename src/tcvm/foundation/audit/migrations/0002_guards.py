"""Make the database itself refuse every change of the trail.

An entry, once there, is neither updated nor deleted; a new one must follow the head; the head moves
by one, to an entry that is there. Inserting is guarded as well because SQLite's INSERT OR REPLACE
deletes what is in its way without asking the triggers on DELETE.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

# When a write is refused: each condition names NEW, the row to be written.
NO_ENTRY = """
    NEW.number <> COALESCE((SELECT number FROM audit_head WHERE id = 1), 0) + 1
    OR NEW.previous_hash <> COALESCE((SELECT hash FROM audit_head WHERE id = 1), '{genesis}')
    OR EXISTS (SELECT 1 FROM audit_entry WHERE number = NEW.number OR hash = NEW.hash
               OR previous_hash = NEW.previous_hash)""".replace("{genesis}", "0" * 64)
NO_ANCHOR = """
    EXISTS (SELECT 1 FROM audit_anchor WHERE number = NEW.number)
    OR NOT EXISTS (SELECT 1 FROM audit_entry WHERE number = NEW.number AND hash = NEW.hash)"""
NO_HEAD = """
    EXISTS (SELECT 1 FROM audit_head) OR EXISTS (SELECT 1 FROM audit_entry)
    OR NEW.id <> 1 OR NEW.number <> 0 OR NEW.hash <> '{genesis}'""".replace("{genesis}", "0" * 64)
NO_STEP = """
    NEW.id <> OLD.id OR NEW.number <> OLD.number + 1
    OR NOT EXISTS (SELECT 1 FROM audit_entry WHERE number = NEW.number AND hash = NEW.hash)"""

REFUSED = "the audit trail is never changed: it only grows"

# Trigger: its table, its event, and the condition under which it refuses.
GUARDS = {
    "audit_entry_no_update": ("audit_entry", "UPDATE", "1 = 1"),
    "audit_entry_no_delete": ("audit_entry", "DELETE", "1 = 1"),
    "audit_entry_in_order": ("audit_entry", "INSERT", NO_ENTRY),
    "audit_anchor_no_update": ("audit_anchor", "UPDATE", "1 = 1"),
    "audit_anchor_no_delete": ("audit_anchor", "DELETE", "1 = 1"),
    "audit_anchor_of_entry": ("audit_anchor", "INSERT", NO_ANCHOR),
    "audit_head_forward": ("audit_head", "UPDATE", NO_STEP),
    "audit_head_no_delete": ("audit_head", "DELETE", "1 = 1"),
    "audit_head_once": ("audit_head", "INSERT", NO_HEAD),
}
TABLES = ("audit_entry", "audit_anchor", "audit_head")


def place(apps: Any, schema_editor: Any) -> None:
    del apps
    vendor = schema_editor.connection.vendor
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[vendor]
    for statement in statements():
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    del apps
    on = schema_editor.connection.vendor == "postgresql"
    for name, (table, _, _) in GUARDS.items():
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if on else ""))
        if on:
            schema_editor.execute(f"DROP FUNCTION {name}()")
    if on:
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        schema_editor.execute("DROP FUNCTION audit_refuse()")


def on_sqlite() -> Iterator[str]:
    for name, (table, event, condition) in GUARDS.items():
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}\n"
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


def on_postgresql() -> Iterator[str]:
    raising = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';"
    for name, (table, event, condition) in GUARDS.items():
        kept = "OLD" if event == "DELETE" else "NEW"
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN\n"
            f"IF {condition} THEN {raising} END IF; RETURN {kept}; END $guard$"
        )
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        # Also where a session plays the part of a replica, in which ordinary triggers sleep.
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
    yield (
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN\n"
        f"{raising} END $guard$"
    )
    for table in TABLES:
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(place, remove)]
