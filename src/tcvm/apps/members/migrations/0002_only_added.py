"""Make the database itself refuse to change or delete what the register has recorded.

A change of the past is a further row. A later migration that has SQLite rebuild one of these tables
drops its triggers without a word, and must place them anew; a test looks for each.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = (
    "members_codeofconduct",
    "members_codesignature",
    "members_decision",
    "members_memberevent",
    "members_membership",
    "members_membershipentry",
    "members_note",
    "members_organisationprofile",
    "members_person",
    "members_personprofile",
    "members_postentry",
    "members_supportentry",
)
REFUSED = "the register is never changed: it only grows"


def place(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION members_refuse() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN\n"
            f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';\n"
            "END $guard$"
        )
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_no_{event.lower()}"
            does = (
                "FOR EACH ROW EXECUTE FUNCTION members_refuse()"
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
        schema_editor.execute("DROP FUNCTION members_refuse()")


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [migrations.RunPython(place, remove)]
