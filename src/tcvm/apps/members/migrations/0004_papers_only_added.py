"""Papers and bank accounts only grow too: see 0002, whose refusal stands on these tables as well."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("members_bankaccount", "members_document")
REFUSED = "the register is never changed: it only grows"


def place(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            does = (
                "FOR EACH ROW EXECUTE FUNCTION members_refuse()"
                if schema_editor.connection.vendor == "postgresql"
                else f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} {does}"
            )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    on = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for event in ("update", "delete"):
            schema_editor.execute(
                f"DROP TRIGGER {table}_no_{event}" + (f" ON {table}" if on else "")
            )


class Migration(migrations.Migration):
    dependencies = [("members", "0003_papers_and_bank_accounts")]

    operations = [migrations.RunPython(place, remove)]
