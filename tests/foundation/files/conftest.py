"""A store in a folder of the test's own."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tcvm.foundation.files.public import Kind, Purpose, StoredFile, keep

if TYPE_CHECKING:
    from django.conf import LazySettings

AT = dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)
ANY = Purpose("tests.any", frozenset(Kind), size_max_bytes=1_000_000)
Keep = Callable[..., StoredFile]


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """Where contents lie."""
    place = tmp_path / "files"
    settings.STORAGES = {
        **settings.STORAGES,
        "files": {
            "BACKEND": "tcvm.foundation.files.storage.Folder",
            "OPTIONS": {"location": place},
        },
    }
    return place


@pytest.fixture
def take(folder: Path) -> Keep:
    """Keep bytes for an organisation."""
    del folder

    def take(
        data: bytes, name: str = "a", purpose: Purpose = ANY, owner: str = "tym"
    ) -> StoredFile:
        return keep(
            stream=io.BytesIO(data),
            name=name,
            purpose=purpose,
            owner=owner,
            actor="person:1",
            at=AT,
        )

    return take
