"""Workers die with kill -9 at any moment, and every effect is there exactly once."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

Databases = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of its own, which processes can share."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'killed.sqlite3'}"
        return
    server = request.getfixturevalue("postgres_url")
    name = f"killed_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(database: str, *, jobs: int, parts: int, kills: int, seed: int) -> dict[str, list]:
    """What the database holds after `killing`."""
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "tests.foundation.jobs.killing"),
            *map(str, (jobs, parts, kills, seed)),
        ],
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def check(found: dict[str, list], jobs: int, parts: int) -> int:
    """Every effect once, every job done with its result; returns how many attempts were cut."""
    expected = sorted([f"job-{number}", part] for number in range(jobs) for part in range(parts))
    assert sorted(found["effects"]) == expected
    assert sorted(one["name"] for one in found["jobs"]) == sorted(f"job-{n}" for n in range(jobs))
    outcomes = {(one["state"], one["result"]) for one in found["jobs"]}
    assert outcomes == {("done", sum(range(parts)))}
    return sum(one["attempts"] for one in found["jobs"]) - jobs


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_or_doubled_when_workers_are_killed(database: str, seed: int) -> None:
    cut = check(run(database, jobs=12, parts=10, kills=10, seed=seed), 12, 10)
    assert cut > 0, "no kill met a running job"


@pytest.mark.soak
def test_nothing_is_lost_or_doubled_in_two_hundred_kills(database: str) -> None:
    cut = check(run(database, jobs=300, parts=10, kills=200, seed=3), 300, 10)
    assert cut > 100


def test_two_workers_share_the_jobs_and_start_each_once(database: str) -> None:
    assert check(run(database, jobs=40, parts=2, kills=0, seed=0), 40, 2) == 0
