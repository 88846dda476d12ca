"""What was kept is never changed: the database itself refuses it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ["files_content", "files_storedfile"]


def refuse(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in STATEMENTS[editor.connection.vendor]:
            editor.execute(statement.format(table=table))


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    postgres = editor.connection.vendor == "postgresql"
    for table in TABLES:
        editor.execute(f"DROP TRIGGER {table}_unchangeable" + (f" ON {table}" if postgres else ""))
    if postgres:
        editor.execute("DROP FUNCTION files_unchangeable()")


STATEMENTS = {
    "sqlite": [
        """CREATE TRIGGER {table}_unchangeable BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, 'kept files are not changed'); END""",
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION files_unchangeable() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'kept files are not changed' USING ERRCODE = '23514'; END $$""",
        """CREATE TRIGGER {table}_unchangeable BEFORE UPDATE ON {table}
        FOR EACH ROW EXECUTE FUNCTION files_unchangeable()""",
    ],
}


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
