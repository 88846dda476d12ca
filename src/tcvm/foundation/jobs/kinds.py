"""How a room declares a kind of job: a function, and what the queue must know about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Concatenate, ParamSpec

import django_tasks
from django_tasks.base import Task

if TYPE_CHECKING:
    from random import Random

    from tcvm.foundation.jobs.run import Run

P = ParamSpec("P")

#: Beyond this many doublings every delay has long met its ceiling.
DOUBLINGS_MAX = 40


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long a job that failed waits: doubled with every failure up to `most`.

    A random half of it is left out, so that jobs which failed together do not come back together.
    """

    first: dt.timedelta = dt.timedelta(seconds=10)
    most: dt.timedelta = dt.timedelta(hours=1)

    def delay(self, attempt: int, random: Random) -> dt.timedelta:
        """The wait after failed attempt number `attempt`, from 1: half to all of first·2^(n-1)."""
        doubled = self.first.total_seconds() * 2 ** min(attempt - 1, DOUBLINGS_MAX)
        ceiling = min(doubled, self.most.total_seconds())
        return dt.timedelta(seconds=ceiling * (1 + random.random()) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind(Task[..., object]):
    """A kind of job: the library's task with the queue's rules for it.

    `title` and the sentences in `messages` are lazy translations; a sentence takes its parameters
    by name (`%(member)s`). `attempts` counts every start, also one that a dying worker cut short.
    """

    title: object = ""
    attempts: int = 5
    backoff: Backoff = Backoff()
    messages: Mapping[str, object] = field(default_factory=dict)


def job(
    *,
    title: object,
    attempts: int = 5,
    backoff: Backoff | None = None,
    messages: Mapping[str, object] | None = None,
    priority: int = 0,
) -> Callable[[Callable[Concatenate[Run, P], object]], JobKind]:
    """Declare a module's function as a kind of job; its first parameter, `context`, is its Run.

    The function may be started more than once: what it writes goes through `context.once`.
    What it returns must be JSON and is kept. Raises InvalidTaskError for another first parameter.
    """

    def declare(function: Callable[Concatenate[Run, P], object]) -> JobKind:
        made = django_tasks.task(
            takes_context=True,
            priority=priority,
            title=title,
            attempts=attempts,
            backoff=backoff or Backoff(),
            messages=dict(messages or {}),
        )(function)  # type: ignore[arg-type] # it knows its own context, not ours
        assert isinstance(made, JobKind)
        return made

    return declare
