"""The platform's mail in tests: let the worker send what waits in the outbox."""

from __future__ import annotations

from contextlib import nullcontext
from random import Random

from tcvm.foundation.jobs.worker import Worker


def send_all() -> None:
    """Run every job that is due, until none is; what was sent stands in `mail.outbox`."""
    worker = Worker(name="tests", random=Random(1), beating=lambda **_: nullcontext())
    worker.run(until_empty=True)
