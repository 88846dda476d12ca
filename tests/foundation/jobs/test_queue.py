"""Asking for jobs, running them, and what is known of them afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django_tasks.exceptions import InvalidTaskError

from tcvm.foundation.jobs import claims
from tcvm.foundation.jobs.models import Job
from tcvm.foundation.jobs.public import KeyTaken, State, enqueue, jobs
from tcvm.foundation.jobs.worker import Worker
from tests.foundation.jobs import sample
from tests.foundation.jobs.conftest import LEASE, NOON, Clock, now_of

pytestmark = pytest.mark.django_db
Ask = Callable[..., Job]


def test_a_job_runs_and_its_result_is_kept(ask: Ask, worker: Worker) -> None:
    job = ask(sample.nothing, answer={"members": [1, 2], "name": "Quỹ"})
    assert (now_of(job).state, now_of(job).asked_by) == (State.WAITING, "person:1")
    assert worker.run_one()
    done = now_of(job)
    assert (done.state, done.row.return_value) == (State.DONE, {"members": [1, 2], "name": "Quỹ"})
    assert (done.attempts, done.row.worker_ids, done.lease_until) == (1, ["first"], None)
    assert done.row.finished_at == NOON
    assert not worker.run_one()


def test_jobs_run_by_priority_and_then_in_turn(ask: Ask, clock: Clock) -> None:
    for answer in (1, 2):
        ask(sample.nothing, answer=answer)
    enqueue(
        kind=sample.nothing.using(priority=5),
        arguments={"answer": 3},
        actor="person:1",
        now=clock(),
    )
    order = []
    while job := claims.claim(worker="w", now=clock(), lease=LEASE):
        order.append(job.row.args_kwargs["kwargs"]["answer"])
    assert order == [3, 1, 2]


def test_a_job_waits_for_its_time(worker: Worker, clock: Clock) -> None:
    later = NOON + dt.timedelta(hours=2)
    enqueue(kind=sample.nothing, arguments={}, actor="person:1", now=NOON, run_after=later)
    clock.forward(minutes=119)
    assert not worker.run_one()
    clock.forward(minutes=1)
    assert worker.run_one()


def test_asked_twice_under_one_key_it_is_done_once(ask: Ask, worker: Worker) -> None:
    first = ask(sample.nothing, key="letter-7", answer=7)
    assert ask(sample.nothing, key="letter-7", answer=7) == first
    worker.run(until_empty=True)
    assert ask(sample.nothing, key="letter-7", answer=7).state is State.DONE
    assert jobs().count() == 1


def test_without_a_key_each_asking_is_a_job(ask: Ask) -> None:
    assert ask(sample.nothing) != ask(sample.nothing)


def test_a_key_stands_for_one_thing(ask: Ask) -> None:
    ask(sample.nothing, key="letter-7", answer=7)
    with pytest.raises(KeyTaken):
        ask(sample.nothing, key="letter-7", answer=8)
    with pytest.raises(KeyTaken):
        ask(sample.refuses, key="letter-7")
    assert jobs().count() == 1


def test_a_rival_under_the_same_key_wins_or_loses_whole(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other transaction commits between our look and our write."""
    rival = ask(sample.nothing, key="letter-7", answer=7)
    from tcvm.foundation.jobs import enqueue as module

    under, looks = module._under, []

    def blind_at_first(key: str) -> Job | None:
        looks.append(key)
        return under(key) if len(looks) > 1 else None

    monkeypatch.setattr(module, "_under", blind_at_first)
    assert ask(sample.nothing, key="letter-7", answer=7) == rival
    assert jobs().count() == 1
    assert type(rival.row).objects.count() == 1, "the loser's library row is gone too"


def test_a_job_asked_for_in_a_transaction_that_fails_never_was(ask: Ask) -> None:
    with transaction.atomic():
        ask(sample.nothing)
        transaction.set_rollback(True)
    assert not jobs().exists()


def test_wrong_arguments_are_refused_when_asked(ask: Ask) -> None:
    with pytest.raises(TypeError):
        ask(sample.nothing, question=1)
    with pytest.raises(TypeError):
        ask(sample.nothing, answer=object())
    assert not jobs().exists()


def test_nobody_asks_without_a_name(clock: Clock) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        enqueue(kind=sample.nothing, arguments={}, actor="", now=clock())


def test_the_way_round_the_queue_is_closed() -> None:
    with pytest.raises(InvalidTaskError):
        sample.nothing.enqueue()
    with pytest.raises(CommandError, match="tcvm jobs work"):
        call_command("db_worker")


def test_what_is_not_json_is_a_failure(ask: Ask, worker: Worker) -> None:
    job = ask(sample.not_json)
    worker.run_one()
    assert now_of(job).state is State.FAILED
    assert now_of(job).row.exception_class_path == "builtins.TypeError"


def test_a_job_whose_code_is_gone_fails_for_good(ask: Ask, worker: Worker) -> None:
    job = ask(sample.nothing)
    job.row.task_path = "tests.foundation.jobs.sample.gone"
    job.row.save()
    worker.run_one()
    assert (now_of(job).state, now_of(job).attempts) == (State.FAILED, 1)
