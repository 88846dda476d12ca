"""A database of its own for a test that starts processes, on SQLite or on PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[3]
VENDORS = ["sqlite", "postgresql"]


@contextmanager
def fresh_database(vendor: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database, which is gone at the end."""
    if vendor == "sqlite":
        folder = request.getfixturevalue("tmp_path")
        yield f"sqlite:///{folder / 'own.sqlite3'}"
        return
    import psycopg

    server = request.getfixturevalue("postgres_url")
    name = f"tcvm_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def answer(program: str, *arguments: object, url: str) -> Any:
    """What a program of these tests prints, as JSON, with `url` as the platform's database."""
    run = subprocess.run(
        [sys.executable, "-m", program, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
