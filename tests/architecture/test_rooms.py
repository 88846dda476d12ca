"""Rooms by rank: who may know whom, in imports and in the database.

The order stands once, in pyproject.toml. import-linter holds the imports to it; it cannot see a
foreign key, which names its target in a string.
"""

import tomllib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.source import PACKAGE, ROOT, imports, modules

ROOMS = "tcvm.apps."


def order() -> list[str]:
    """The rooms from the top down, as the import contract has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {each.get("id"): each for each in project["tool"]["importlinter"]["contracts"]}
    return [layer.strip("()") for layer in contracts["rooms"]["layers"]]


def room(module: str) -> str | None:
    """The room a module belongs to; None for one that is below the rooms, or not ours."""
    return module.removeprefix(ROOMS).split(".")[0] if module.startswith(ROOMS) else None


def climbs(source: str, target: str) -> bool:
    """Whether a model of module `source` may not point to one of module `target`."""
    upper, lower = room(source), room(target)
    if lower is None or upper == lower:
        return False
    return upper is None or order().index(upper) > order().index(lower)


def relations() -> Iterator[tuple[type[Model], str, type[Model]]]:
    """Every foreign key, one-to-one and many-to-many of our models, also those Django adds."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("tcvm."):
            continue
        for field in model._meta.get_fields(include_hidden=True):
            backward = field.auto_created and not field.concrete
            if field.is_relation and not backward and field.related_model:
                yield model, field.name, field.related_model


def test_every_room_has_its_rank() -> None:
    rooms = {path.name for path in (PACKAGE / "apps").iterdir() if (path / "__init__.py").is_file()}
    assert rooms <= set(order())


def test_foreign_keys_point_downward() -> None:
    climbing = [
        f"{model._meta.label}.{name} → {target._meta.label}"
        for model, name, target in relations()
        if climbs(model.__module__, target.__module__)
    ]
    assert climbing == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("tcvm.apps.ratings.models", "tcvm.apps.ratings.models", False),
        ("tcvm.apps.ratings.models", "tcvm.apps.returns.models", False),
        ("tcvm.apps.ratings.models", "tcvm.foundation.tenancy.models", False),
        ("tcvm.apps.ratings.models", "django.contrib.auth.models", False),
        ("tcvm.apps.returns.models", "tcvm.apps.ratings.models", True),
        ("tcvm.apps.members.models", "tcvm.apps.fees.models", True),
        ("tcvm.foundation.tenancy.models", "tcvm.apps.members.models", True),
    ],
)
def test_a_climbing_relation_is_seen(source: str, target: str, *, expected: bool) -> None:
    assert climbs(source, target) is expected


def intrudes(importer: str, imported: str) -> bool:
    """Whether an import reaches into a room past its public face.

    The house is put together in `config`, which may also name a room's addresses.
    """
    target = room(imported)
    if target is None or room(importer) == target:
        return False
    inside = imported.removeprefix(f"{ROOMS}{target}").removeprefix(".")
    faces = ["public", *(["web.urls", "api"] if importer.startswith("tcvm.config") else [])]
    return not any(inside == face or inside.startswith(f"{face}.") for face in faces)


def test_only_the_public_face_of_a_room_is_visible() -> None:
    found = []
    for path in modules(PACKAGE):
        importer = ".".join(("tcvm", *path.relative_to(PACKAGE).with_suffix("").parts))
        found += [f"{importer}: {name}" for name in imports(path) if intrudes(importer, name)]
    assert found == []


@pytest.mark.parametrize(
    ("importer", "imported", "expected"),
    [
        ("tcvm.apps.ratings.queries", "tcvm.apps.ratings.models.Round", False),
        ("tcvm.apps.ratings.actions.rate", "tcvm.apps.members.public.visible_to", False),
        ("tcvm.apps.ratings.actions.rate", "tcvm.apps.members.public", False),
        ("tcvm.config.urls", "tcvm.apps.ratings.web.urls", False),
        ("tcvm.apps.ratings.actions.rate", "tcvm.apps.members.models.Member", True),
        ("tcvm.apps.ratings.actions.rate", "tcvm.apps.members.publicity", True),
        ("tcvm.cli", "tcvm.apps.ratings.actions", True),
        ("tcvm.config.urls", "tcvm.apps.ratings.models", True),
    ],
)
def test_a_look_behind_the_public_face_is_seen(
    importer: str, imported: str, *, expected: bool
) -> None:
    assert intrudes(importer, imported) is expected
