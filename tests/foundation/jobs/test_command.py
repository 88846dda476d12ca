"""`tcvm jobs`, as an operator calls it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tcvm.foundation.jobs.command import jobs as command
from tcvm.foundation.jobs.models import Job
from tcvm.foundation.jobs.public import State
from tcvm.foundation.jobs.worker import Worker
from tests.foundation.jobs import sample
from tests.foundation.jobs.conftest import Clock, now_of

Ask = Callable[..., Job]


def call(*arguments: str) -> str:
    ran = CliRunner().invoke(command, arguments)
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.mark.django_db
def test_jobs_are_listed_with_their_last_error(ask: Ask, worker: Worker, clock: Clock) -> None:
    waiting, failing = ask(sample.nothing), ask(sample.fails)
    for _ in range(5):
        worker.run_one()
        clock.forward(hours=2)
    assert now_of(waiting).state is State.DONE
    shown = call("list", "--locale", "en", "--state", "failed")
    assert f"{failing.pk}  Failed  4/4" in shown
    assert "RuntimeError: attempt 4" in shown
    assert str(waiting.pk) not in shown
    assert "Không thành công" in call("list", "--limit", "2")


@pytest.mark.django_db
def test_an_operator_cancels_and_retries(ask: Ask) -> None:
    job = ask(sample.nothing)
    assert "Cancelled" in call("cancel", str(job.pk), "--locale", "en")
    assert now_of(job).cancel_asked_by.startswith("operator:")
    assert "Đang chờ" in call("retry", str(job.pk))
    assert now_of(job).state is State.WAITING
    refused = CliRunner().invoke(command, ["retry", str(job.pk)])
    assert (refused.exit_code, "waiting" in refused.output) == (1, True)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["retry", "cancel"])
def test_an_unknown_id_is_said_to_be_unknown(verb: str) -> None:
    ran = CliRunner().invoke(command, [verb, str(uuid.uuid4())])
    assert (ran.exit_code, "no job" in ran.output) == (1, True)


def test_a_worker_told_to_end_finishes_its_job_first(tmp_path: Path) -> None:
    prepare = (
        "import django, datetime as dt; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from tests.foundation.jobs import sample; sample.make_effects()\n"
        "from tests.foundation.jobs.killing import ask; ask(2, 30)\n"
    )
    report = (
        "import django; django.setup()\n"
        "from tests.foundation.jobs.killing import report; print(report()['jobs'])\n"
    )
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'ended.sqlite3'}"}
    subprocess.run([sys.executable, "-c", prepare], env=environment, check=True)
    work = "from tcvm.foundation.jobs.command import jobs; jobs()"
    worker = subprocess.Popen(
        [sys.executable, "-c", work, "work"], env=environment, stderr=subprocess.PIPE, text=True
    )
    assert worker.stderr is not None
    assert "attempt 1" in worker.stderr.readline()
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=60)
    assert worker.returncode == 0
    ran = subprocess.run(
        [sys.executable, "-c", report], env=environment, check=True, capture_output=True, text=True
    )
    assert (ran.stdout.count("'done'"), ran.stdout.count("'waiting'")) == (1, 1)
