"""Nothing in the register is overwritten or deleted: the database refuses it."""

import importlib

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tcvm.apps.members.actions.record_event import record_event
from tcvm.apps.members.actions.write_note import write_note
from tcvm.apps.members.models import Membership, MembershipEntry, OrganisationProfile
from tcvm.domain.text import Text
from tests.apps.members.conftest import NOW, TODAY, World

pytestmark = pytest.mark.django_db
GUARDED = [
    table
    for name in ("0002_only_added", "0004_papers_only_added")
    for table in importlib.import_module(f"tcvm.apps.members.migrations.{name}").TABLES
]


def test_every_table_of_the_room_is_guarded() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("members").get_models()}
    assert tables == set(GUARDED)
    wanted = {f"{table}_no_{event}" for table in GUARDED for event in ("update", "delete")}
    on_postgresql = connection.vendor == "postgresql"
    sql = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'"
        if on_postgresql
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {name for (name,) in cursor.fetchall()}
    assert wanted <= present


def test_rows_are_neither_changed_nor_deleted(world: World) -> None:
    one = world.member("Quỹ Sông Đào")
    given = {"network": world.network.code, "member": one.code, "actor": world.secretariat}
    write_note(text="Gọi lại", now=NOW, **given)
    record_event(happened_on=TODAY, text=Text("a", "b"), source="c", now=NOW, **given)
    for model in apps.get_app_config("members").get_models():
        rows = model._default_manager.all()
        if not rows.exists():
            continue
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            rows._raw_delete(rows.db)
        changed = {f.name for f in model._meta.fields} & {"recorded_by", "code"}
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            rows.update(**dict.fromkeys(changed, "other"))
    assert Membership.objects.count() == MembershipEntry.objects.count() == 1
    assert OrganisationProfile.objects.get().recorded_by == world.secretariat.label
