"""A clock that stands still until it is moved, and a worker that follows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from random import Random

import pytest

from tcvm.foundation.jobs.models import Job
from tcvm.foundation.jobs.public import JobKind, enqueue, jobs
from tcvm.foundation.jobs.worker import Worker

NOON = dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)
LEASE = dt.timedelta(seconds=60)


class Clock:
    """Says what it was set to."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> dt.datetime:
        return self.time

    def forward(self, **duration: float) -> None:
        self.time += dt.timedelta(**duration)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker(clock: Clock) -> Worker:
    """A worker whose lease is renewed only by the job itself."""
    return new_worker("first", clock)


def new_worker(name: str, clock: Clock, seed: int = 7) -> Worker:
    return Worker(
        name=name, random=Random(seed), now=clock, lease=LEASE, beating=lambda **_: nullcontext()
    )


@pytest.fixture
def ask(clock: Clock) -> Callable[..., Job]:
    """Ask for a job now, as a clerk."""

    def ask(kind: JobKind, key: str = "", **arguments: object) -> Job:
        return enqueue(kind=kind, arguments=arguments, actor="person:1", now=clock(), key=key)

    return ask


def now_of(job: Job) -> Job:
    """The job as the database has it."""
    return jobs().get(pk=job.pk)
