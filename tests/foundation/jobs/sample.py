"""Kinds of job for the tests. Effects go to a table of our own, which keeps doubles if any."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from django.db import connection

from tcvm.foundation.jobs.public import Backoff, JobRefused, Run, job

SENTENCES = {"sample.part": "Part %(part)s of %(parts)s", "sample.refused": "No %(what)s"}


def make_effects() -> None:
    """The table that effects are written to."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS effects (job text, part integer)")


def effects() -> list[tuple[str, int]]:
    """Every effect ever committed, in order of job and part."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT job, part FROM effects ORDER BY job, part")
        return [(one, int(part)) for one, part in cursor.fetchall()]


def write_effect(name: str, part: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effects VALUES (%s, %s)", [name, part])
    return part


@job(title="Parts", attempts=1000, messages=SENTENCES)
def parts(context: Run, name: str, count: int, pause_s: float) -> int:
    """Takes effect in `count` parts, each once, and pauses so as to be killed between an effect and
    its mark, and between two parts."""

    def effect(part: int) -> int:
        write_effect(name, part)
        time.sleep(pause_s)
        return part

    total = 0
    for part in range(count):
        total += int(str(context.once(f"part-{part}", partial(effect, part))))
        time.sleep(pause_s)
        context.progress(part + 1, count, "sample.part", part=part + 1, parts=count)
    return total


@job(title="Nothing")
def nothing(context: Run, answer: object = None) -> object:
    del context
    return answer


@job(title="Fails", attempts=4, backoff=Backoff())
def fails(context: Run) -> None:
    raise RuntimeError(f"attempt {context.attempt}")


@job(title="Refuses", messages=SENTENCES)
def refuses(context: Run) -> None:
    del context
    raise JobRefused("sample.refused", what="figures")


@job(title="Returns what is not JSON", attempts=1)
def not_json(context: Run) -> object:
    del context
    return object()


#: What the next `scripted` job does with its run.
SCRIPT: list[Callable[[Run], object]] = []


@job(title="Follows a script")
def scripted(context: Run) -> list[object]:
    return [act(context) for act in SCRIPT]
