"""Workers that are killed while they send: run as a program, on the database of DATABASE_URL.

`python -m tests.foundation.mail.killing MESSAGES KILLS SEED` puts messages into the outbox twice,
keeps two workers sending to a slow mail server, kills one of them with SIGKILL at a random moment
again and again, lets two finish the rest, and prints as JSON what the server got and the outbox
says.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
import time
from collections import Counter
from random import Random
from threading import Lock

import django

LEASE = dt.timedelta(seconds=0.4)
DEADLINE_S = 60


def main(count: int, kills: int, seed: int) -> dict[str, object]:
    """Kill and report."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from tests.foundation.mail.server import USUAL, serving

    call_command("migrate", verbosity=0)
    ask(count)
    # What forks must not share a connection.
    connection.close()
    random, pause, lock = Random(seed), Random(seed), Lock()

    def slow(command: str) -> str:
        with lock:
            seconds = pause.uniform(0, 0.04)
        time.sleep(seconds)
        return USUAL[command]

    with serving(slow) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        workers = [start(0), start(1)]
        for number in range(kills):
            time.sleep(random.uniform(0, 0.25))
            victim = random.randrange(2)
            end(workers[victim])
            workers[victim] = start(number + 2)
        wait_until_finished()
        for worker in workers:
            end(worker)
        got = Counter(str(one["Message-ID"]) for one in server.got)
    return report(got)


def ask(count: int) -> None:
    """Put each message into the outbox twice: it goes in once."""
    from tcvm.foundation.mail.public import send

    for number in [*range(count), *range(count)]:
        send(
            message="accounts.password_changed",
            to=f"person-{number}@example.org",
            locale="vi",
            event="killed",
            context={"ip": "127.0.0.1", "user_agent": "tests"},
            network=None,
            now=dt.datetime.now(dt.UTC),
        )


def start(number: int) -> int:
    """A worker in a process of its own; its id."""
    child = os.fork()
    if child:
        return child
    from tcvm.foundation.jobs.worker import Worker

    poll = dt.timedelta(seconds=0.02)
    Worker(name=f"worker-{number}", random=Random(number), lease=LEASE, poll=poll).run()
    os._exit(1)


def end(worker: int) -> None:
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def wait_until_finished() -> None:
    """Until no job is left, or the deadline has passed: what is left then shows in the report."""
    from django.db import connection

    from tcvm.foundation.jobs.public import jobs

    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline and not all(one.finished for one in jobs()):
        time.sleep(0.05)
    connection.close()


def report(got: Counter[str]) -> dict[str, object]:
    """Of each message how often the server got it, and what the outbox says of it."""
    from tcvm.foundation.mail.models import Message

    return {
        "strangers": sum(got.values())
        - sum(got[f"<{one.reference}@localhost>"] for one in Message.objects.all()),
        "messages": [
            [got[f"<{one.reference}@localhost>"], one.state, one.failure, one.attempts]
            for one in Message.objects.all()
        ],
    }


if __name__ == "__main__":
    django.setup()
    json.dump(main(*map(int, sys.argv[1:])), sys.stdout)
