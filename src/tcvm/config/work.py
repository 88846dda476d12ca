"""`tcvm work`: everything that happens behind the pages, in one process."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable

import click

from tcvm.foundation.audit.command import start_django

#: Seconds between two looks for events, and for the process that started this one.
POLL_S = 1.0


@click.command()
@click.option("--until-empty", is_flag=True, help="End when nothing is due.")
@click.option("--parent", type=int, hidden=True, help="End when this process does.")
def work(until_empty: bool, parent: int | None) -> None:
    """Run jobs, ask for what comes round, and deliver events, until told to end.

    At SIGTERM or Ctrl+C it finishes the running job first. Start as many of these as there is work
    for: each job is run, and each event delivered, by one of them.
    """
    start_django()
    from tcvm.foundation.jobs.command import end_on_signals, new_worker

    worker = new_worker()
    delivering = Loop(deliver_events)
    end_on_signals(worker.stop)
    if until_empty:
        # What an event's handler asks for is done as well.
        while delivering.once() or worker.run_one():
            pass
        return
    loops = [delivering]
    if parent is not None:
        loops.append(Loop(lambda: watch(parent, worker.stop)))
    for one in loops:
        one.start()
    worker.run()
    for one in loops:
        one.stop()


def deliver_events() -> bool:
    """Deliver what is due; whether anything was."""
    from django.db import close_old_connections
    from django.utils import timezone

    from tcvm.foundation.events.actions.deliver import deliver

    close_old_connections()
    report = deliver(now=timezone.now())
    return bool(report.done or report.again or report.dead)


def watch(parent: int, stop: Callable[[], None]) -> bool:
    """Stop when the process that started this one is gone: nobody would end it any more."""
    if os.getppid() != parent:
        stop()
    return False


class Loop(threading.Thread):
    """Does something again and again beside the worker, resting while there is nothing to do."""

    def __init__(self, act: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self._act = act
        self._stopping = threading.Event()

    def once(self) -> bool:
        """Do it once; whether there was something to do. A database that does not answer is not."""
        from django.db import InterfaceError, OperationalError

        try:
            return self._act()
        except (OperationalError, InterfaceError) as error:
            logging.getLogger(__name__).warning("The database did not answer: %s", error)
            return False

    def run(self) -> None:
        """Until told to stop."""
        while not self._stopping.is_set():
            if not self.once():
                self._stopping.wait(POLL_S)

    def stop(self) -> None:
        """End after what is being done, and wait for that."""
        self._stopping.set()
        self.join()
