"""Failures: waits that grow, refusals, leases that run out, and hands that hold on too long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

import pytest
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from tcvm.foundation.jobs import claims
from tcvm.foundation.jobs.models import Job, JobStep
from tcvm.foundation.jobs.public import Backoff, LeaseLost, NotRetriable, Run, State, retry
from tcvm.foundation.jobs.worker import Worker
from tests.foundation.jobs import sample
from tests.foundation.jobs.conftest import LEASE, Clock, new_worker, now_of

database = pytest.mark.django_db
Ask = Callable[..., Job]


@given(st.integers(1, 10_000), st.integers())
def test_a_wait_doubles_up_to_its_ceiling_less_a_random_half(attempt: int, seed: int) -> None:
    backoff = Backoff(first=dt.timedelta(seconds=3), most=dt.timedelta(minutes=10))
    ceiling = min(3 * 2 ** min(attempt - 1, 50), 600)
    assert ceiling / 2 <= backoff.delay(attempt, Random(seed)).total_seconds() <= ceiling


def test_waits_differ_so_that_jobs_do_not_come_back_together() -> None:
    random = Random(1)
    assert len({Backoff().delay(3, random) for _ in range(20)}) == 20


@database
def test_a_failing_job_is_tried_at_growing_distances_and_then_no_more(
    ask: Ask, clock: Clock
) -> None:
    worker, foreseen = new_worker("first", clock, seed=11), Random(11)
    job = ask(sample.fails)
    for attempt in (1, 2, 3):
        assert worker.run_one()
        waiting = now_of(job)
        delay = sample.fails.backoff.delay(attempt, foreseen)
        assert (waiting.state, waiting.row.run_after) == (State.WAITING, clock() + delay)
        assert f"attempt {attempt}" in waiting.row.traceback
        clock.time += delay - dt.timedelta(microseconds=1)
        assert not worker.run_one()
        clock.time += dt.timedelta(microseconds=1)
    assert worker.run_one()
    failed = now_of(job)
    assert (failed.state, failed.attempts, failed.row.finished_at) == (State.FAILED, 4, clock())
    clock.forward(days=1)
    assert not worker.run_one()


@database
def test_a_refusal_is_not_tried_again(ask: Ask, worker: Worker) -> None:
    job = ask(sample.refuses)
    worker.run_one()
    refused = now_of(job)
    assert (refused.state, refused.attempts) == (State.FAILED, 1)
    assert (refused.message_code, refused.message_parameters) == (
        "sample.refused",
        {"what": "figures"},
    )


@database
def test_a_failed_job_can_be_retried_by_hand_with_its_steps_kept(
    ask: Ask, worker: Worker, clock: Clock
) -> None:
    calls: list[str] = []

    def break_off(run: Run) -> None:
        if run.attempt <= 5:
            raise RuntimeError("not yet")

    sample.SCRIPT[:] = [lambda run: run.once("letter", lambda: calls.append("sent")), break_off]
    job = ask(sample.scripted)
    for _ in range(5):
        assert worker.run_one()
        clock.forward(hours=2)
    assert now_of(job).state is State.FAILED
    retry(job_id=job.pk, now=clock())
    assert now_of(job).state is State.WAITING
    assert worker.run_one()
    assert (now_of(job).state, calls) == (State.DONE, ["sent"])
    with pytest.raises(NotRetriable):
        retry(job_id=job.pk, now=clock())


@database
def test_a_dead_workers_job_is_taken_up_when_its_lease_is_out_not_before(
    ask: Ask, clock: Clock
) -> None:
    job = ask(sample.nothing)
    assert claims.claim(worker="dead", now=clock(), lease=LEASE) == job
    worker = new_worker("second", clock)
    clock.time += LEASE - dt.timedelta(microseconds=1)
    assert not worker.run_one()
    clock.time += dt.timedelta(microseconds=1)
    assert worker.run_one()
    done = now_of(job)
    assert (done.state, done.attempts, done.row.worker_ids) == (
        State.DONE,
        2,
        ["dead", "second"],
    )


@database
def test_a_job_over_which_workers_die_is_given_up(ask: Ask, clock: Clock) -> None:
    job = ask(sample.fails)
    for _ in range(4):
        assert claims.claim(worker="dead", now=clock(), lease=LEASE)
        clock.time += LEASE
    assert claims.claim(worker="careful", now=clock(), lease=LEASE) is None
    assert now_of(job).state is State.FAILED
    assert now_of(job).row.exception_class_path.endswith(".WorkerLost")


@database
@pytest.mark.parametrize(
    "act",
    [
        lambda run: run.progress(1, 2),
        lambda run: run.checkpoint(),
        lambda run: run.once("late", lambda: pytest.fail("an effect of a lost attempt")),
    ],
)
def test_a_frozen_worker_that_wakes_up_can_do_nothing(
    ask: Ask, clock: Clock, act: Callable[[Run], object]
) -> None:
    job = ask(sample.nothing)
    frozen = claims.claim(worker="frozen", now=clock(), lease=LEASE)
    assert frozen is not None
    clock.time += LEASE
    assert claims.claim(worker="second", now=clock(), lease=LEASE) == job
    with pytest.raises(LeaseLost):
        act(Run(frozen, now=clock, lease=LEASE))
    with pytest.raises(LeaseLost):
        claims.succeed(job_id=job.pk, attempt=1, result=None, now=clock())
    with pytest.raises(LeaseLost):
        claims.renew(job_id=job.pk, attempt=1, until=clock() + LEASE)
    assert (now_of(job).state, JobStep.objects.count()) == (State.RUNNING, 0)


@database
def test_a_worker_that_lost_its_job_goes_on_to_the_next(ask: Ask, clock: Clock) -> None:
    first = ask(sample.scripted)
    worker = new_worker("slow", clock)

    def overtaken(run: Run) -> None:
        clock.time += LEASE
        assert claims.claim(worker="fast", now=clock(), lease=LEASE) == first
        run.checkpoint()

    sample.SCRIPT[:] = [overtaken]
    assert worker.run_one()
    assert (now_of(first).state, now_of(first).row.worker_ids[-1]) == (State.RUNNING, "fast")
    second = ask(sample.nothing)
    assert worker.run_one()
    assert now_of(second).state is State.DONE


@database
def test_every_word_of_progress_renews_the_lease(ask: Ask, worker: Worker, clock: Clock) -> None:
    job = ask(sample.scripted)

    def work_long(run: Run) -> None:
        for done in range(10):
            clock.time += LEASE / 2
            run.progress(done, 10)
            assert now_of(job).lease_until == clock() + LEASE

    sample.SCRIPT[:] = [work_long]
    worker.run_one()
    assert (now_of(job).state, now_of(job).attempts) == (State.DONE, 1)


@database
def test_an_effect_that_fails_leaves_neither_itself_nor_its_mark(
    ask: Ask, worker: Worker, clock: Clock
) -> None:
    other = ask(sample.refuses)

    def half(run: Run) -> None:
        def effect() -> None:
            Job.objects.filter(pk=other.pk).update(message_code="half")
            if run.attempt == 1:
                raise RuntimeError("in the middle")

        run.once("half", effect)

    sample.SCRIPT[:] = [half]
    Job.objects.filter(pk=other.pk).update(cancel_asked_at=clock())
    ask(sample.scripted)
    worker.run(until_empty=True)
    assert (now_of(other).message_code, JobStep.objects.count()) == ("", 0)
    clock.forward(minutes=1)
    worker.run(until_empty=True)
    assert (now_of(other).message_code, JobStep.objects.count()) == ("half", 1)


@database
def test_a_database_that_is_away_for_a_moment_does_not_end_the_worker(
    ask: Ask, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, claim, times = ask(sample.nothing), claims.claim, []

    def away_at_first(**arguments: object) -> Job | None:
        times.append(1)
        if len(times) == 1:
            raise OperationalError("the database system is shutting down")
        return claim(**arguments)

    monkeypatch.setattr(claims, "claim", away_at_first)
    monkeypatch.setattr(worker, "_poll", dt.timedelta(0))
    worker.run(until_empty=True)
    assert now_of(job).state is State.DONE
