"""What was sent, said and decided is neither changed nor deleted: the database refuses it."""

import importlib

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tcvm.apps.joining.actions.remark import comment
from tests.apps.joining.conftest import Scene

pytestmark = pytest.mark.django_db
GUARDED = importlib.import_module("tcvm.apps.joining.migrations.0002_only_added").TABLES
FREE = {"joining_draft", "joining_draftpaper", "joining_link"}


def test_every_table_is_guarded_but_those_of_drafts() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("joining").get_models()}
    assert tables == set(GUARDED) | FREE
    wanted = {f"{table}_no_{event}" for table in GUARDED for event in ("update", "delete")}
    sql = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert wanted <= {name for (name,) in cursor.fetchall()}


def test_rows_are_neither_changed_nor_deleted(scene: Scene) -> None:
    application = scene.prepared()
    comment(text="Gọi lại.", **scene.where(application, "board"))
    scene.confirm(application)
    for model in apps.get_app_config("joining").get_models():
        if model._meta.db_table in FREE:
            continue
        rows = model._default_manager.all()
        assert rows.exists(), model
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            rows._raw_delete(rows.db)
        field = next(
            one.name
            for one in model._meta.fields
            if one.name in {"recorded_by", "code", "body", "member"}
        )
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            rows.update(**{field: "other"})
