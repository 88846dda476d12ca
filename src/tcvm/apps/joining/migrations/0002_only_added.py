"""Make the database itself refuse to change or delete what was sent, said and decided.

Drafts and links stay free: drafts are forgotten, links replaced. A later migration that has SQLite
rebuild one of these tables drops its triggers without a word, and must place them anew; a test
looks for each.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = (
    "joining_admitted",
    "joining_application",
    "joining_intake",
    "joining_letter",
    "joining_prepared",
    "joining_remark",
    "joining_stepentry",
    "joining_submission",
    "joining_submittedpaper",
)
REFUSED = "what was sent or decided is never changed: it only grows"


def place(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION joining_refuse() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN\n"
            f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';\n"
            "END $guard$"
        )
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_no_{event.lower()}"
            does = (
                "FOR EACH ROW EXECUTE FUNCTION joining_refuse()"
                if schema_editor.connection.vendor == "postgresql"
                else f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} {does}")


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    on = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for event in ("update", "delete"):
            schema_editor.execute(
                f"DROP TRIGGER {table}_no_{event}" + (f" ON {table}" if on else "")
            )
    if on:
        schema_editor.execute("DROP FUNCTION joining_refuse()")


class Migration(migrations.Migration):
    dependencies = [("joining", "0001_initial")]

    operations = [migrations.RunPython(place, remove)]
