"""A platform whose workers are killed: run as a program, on the database of DATABASE_URL.

`python -m tests.foundation.jobs.killing JOBS PARTS KILLS SEED` asks for the jobs, keeps two workers
running, kills one of them with SIGKILL at a random moment again and again, lets two workers finish
the rest and prints what the database then holds as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
import time
from random import Random

import django

LEASE = dt.timedelta(seconds=0.4)
PAUSE_S = 0.01
DEADLINE_S = 120


def main(jobs_count: int, parts: int, kills: int, seed: int) -> dict[str, object]:
    """Kill and report."""
    from django.core.management import call_command
    from django.db import connection

    from tests.foundation.jobs import sample

    call_command("migrate", verbosity=0)
    sample.make_effects()
    ask(jobs_count, parts)
    # What forks must not share a connection.
    connection.close()

    random = Random(seed)
    workers = [start(0), start(1)]
    for number in range(kills):
        # Past the lease now and then, so that jobs already taken over are killed too.
        time.sleep(random.uniform(0, 0.25))
        victim = random.randrange(2)
        os.kill(workers[victim], signal.SIGKILL)
        os.waitpid(workers[victim], 0)
        workers[victim] = start(number + 2)
    wait_until_finished()
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    return report()


def ask(count: int, parts: int) -> None:
    """Ask for each job twice: its key lets it in once."""
    from tcvm.foundation.jobs.public import enqueue
    from tests.foundation.jobs import sample

    for number in [*range(count), *range(count)]:
        enqueue(
            kind=sample.parts,
            arguments={"name": f"job-{number}", "count": parts, "pause_s": PAUSE_S},
            actor="person:1",
            now=dt.datetime.now(dt.UTC),
            key=f"key-{number}",
        )


def start(number: int) -> int:
    """A worker in a process of its own; its id."""
    child = os.fork()
    if child:
        return child
    from tcvm.foundation.jobs.worker import Worker

    Worker(
        name=f"worker-{number}",
        random=Random(number),
        lease=LEASE,
        poll=dt.timedelta(seconds=0.02),
    ).run()
    os._exit(1)


def wait_until_finished() -> None:
    """Until no job is left, or the deadline has passed: what is left then shows in the report."""
    from django.db import connection

    from tcvm.foundation.jobs.public import jobs

    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline and not all(one.finished for one in jobs()):
        time.sleep(0.1)
    connection.close()


def report() -> dict[str, object]:
    """What the database holds."""
    from tcvm.foundation.jobs.public import jobs
    from tests.foundation.jobs import sample

    return {
        "effects": sample.effects(),
        "jobs": [
            {
                "name": one.row.args_kwargs["kwargs"]["name"],
                "state": one.state.value,
                "result": one.row.return_value,
                "attempts": one.attempts,
            }
            for one in jobs()
        ],
    }


if __name__ == "__main__":
    django.setup()
    json.dump(main(*map(int, sys.argv[1:])), sys.stdout)
