"""What happens behind the pages goes on in a process beside the server, whatever becomes of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tcvm.config import supervision
from tcvm.config.supervision import Supervised
from tests.foundation.audit.databases import answer, fresh_database

ROOT = Path(__file__).parents[2]
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until it is so. Fails when it never is."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_that_is_killed_is_started_again_and_ended_with_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(supervision, "FIRST_S", 0.01)
    with Supervised(SLEEP) as kept:
        first = kept.pid
        os.kill(first, signal.SIGKILL)
        until(lambda: kept.pid != first)
        second = kept.pid
        assert runs(second)
    assert not runs(second)


def test_one_that_does_not_listen_is_made_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "GRACE_S", 0.2)
    with Supervised([sys.executable, "-c", DEAF]) as kept:
        time.sleep(0.3)
    assert not runs(kept.pid)


def test_one_that_lives_long_begins_anew_without_a_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "LONGEST_S", 0.05)
    with Supervised(SLEEP) as kept:
        time.sleep(0.2)
        assert runs(kept.pid)


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_it_runs_jobs_and_delivers_events(vendor: str, request: pytest.FixtureRequest) -> None:
    with fresh_database(vendor, request) as url:
        said = answer("tests.config.working", url=url)
    assert said == {"heard": ["ReturnAccepted"], "jobs": ["done"], "sent": ["sent"]}


def test_it_ends_with_the_process_that_started_it(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Also when that one is killed and can end nothing."""
    starting = (
        "import os, subprocess, sys, time; one = subprocess.Popen([sys.executable, '-m', 'tcvm',"
        " 'work', '--parent', str(os.getpid())]); print(one.pid, flush=True); time.sleep(60)"
    )
    with fresh_database("sqlite", request) as url:
        environment = {**os.environ, "DATABASE_URL": url, "TCVM_HOME": str(tmp_path)}
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True
        )
        server = subprocess.Popen(
            [sys.executable, "-c", starting],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert server.stdout is not None
        with server.stdout:
            worker = int(server.stdout.readline())
        server.kill()
        server.wait()
        until(lambda: not is_at_work(worker))


def is_at_work(pid: int) -> bool:
    """Whether it runs; an ended one that nobody has asked about is a zombie until it is."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
