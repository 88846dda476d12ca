"""`tcvm jobs`: run the queue, and look after it."""

from __future__ import annotations

import datetime as dt
import getpass
import logging
import os
import secrets
import signal
import socket
from collections.abc import Callable
from random import SystemRandom
from typing import TYPE_CHECKING
from uuid import UUID

import click

if TYPE_CHECKING:
    from tcvm.foundation.jobs.models import Job
    from tcvm.foundation.jobs.worker import Worker

LOCALE = click.option(
    "--locale", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language."
)


@click.group()
def jobs() -> None:
    """Run the queue of jobs, and look after it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tcvm.config.settings")
    import django

    django.setup()


@jobs.command()
@click.option("--until-empty", is_flag=True, help="End when no job is due.")
@click.option(
    "--lease",
    "lease_s",
    type=click.FloatRange(0.1, 3600),
    default=60,
    show_default=True,
    help="Seconds after which the jobs of a worker that died are taken up by another.",
)
@click.option(
    "--poll",
    "poll_s",
    type=click.FloatRange(0.01, 3600),
    default=1,
    show_default=True,
    help="Seconds between two looks into an empty queue.",
)
def work(until_empty: bool, lease_s: float, poll_s: float) -> None:
    """Run jobs, one at a time, until told to end (SIGTERM, Ctrl+C: after the running job).

    Start as many of these as there is work for; each job is run by one of them. `tcvm work` does
    this and delivers events as well.
    """
    worker = new_worker(lease_s=lease_s, poll_s=poll_s)
    end_on_signals(worker.stop)
    worker.run(until_empty=until_empty)


def new_worker(*, lease_s: float = 60, poll_s: float = 1) -> Worker:
    """A worker of this process, with what the rooms schedule. Django must be set up."""
    from tcvm.foundation.jobs.schedules import all_scheduled
    from tcvm.foundation.jobs.worker import Worker

    logging.getLogger("tcvm.foundation.jobs").setLevel(logging.INFO)
    return Worker(
        name=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}",
        random=SystemRandom(),
        lease=dt.timedelta(seconds=lease_s),
        poll=dt.timedelta(seconds=poll_s),
        scheduled=all_scheduled(),
    )


def end_on_signals(stop: Callable[[], None]) -> None:
    """Call `stop` at the first SIGTERM or Ctrl+C; the second ends the process at once.

    A job that is cut off so is taken up when its lease has run out.
    """

    def end(number: int, frame: object) -> None:
        del frame
        stop()
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)


@jobs.command("list")
@click.option(
    "--state",
    type=click.Choice(["waiting", "running", "cancelling", "done", "failed", "cancelled"]),
    help="Only jobs that stand so.",
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@LOCALE
def list_jobs(state: str | None, limit: int, locale: str) -> None:
    """The newest jobs: id, state, attempts, what it is, who asked; under it the last error."""
    from itertools import islice

    from django.utils.translation import override

    from tcvm.foundation.jobs.queries import jobs as all_jobs

    found = (one for one in all_jobs().iterator() if state is None or one.state == state)
    with override(locale):
        for one in islice(found, limit):
            click.echo(_line(one))
            if one.row.traceback and one.cancelled_at is None:
                click.echo(f"    {one.row.traceback.strip().splitlines()[-1]}")


@jobs.command()
@click.argument("job_id", metavar="ID", type=click.UUID)
@LOCALE
def retry(job_id: UUID, locale: str) -> None:
    """Put a failed or cancelled job back into the queue."""
    from tcvm.foundation.jobs import retry as action

    now = dt.datetime.now(dt.UTC)
    try:
        job = _found(lambda: action.retry(job_id=job_id, now=now))
    except action.NotRetriable as error:
        raise click.ClickException(str(error)) from error
    _show(job, locale)


@jobs.command()
@click.argument("job_id", metavar="ID", type=click.UUID)
@LOCALE
def cancel(job_id: UUID, locale: str) -> None:
    """Stop a job: at once where it waits, at its next checkpoint where it runs."""
    from tcvm.foundation.jobs import cancel as action

    now, actor = dt.datetime.now(dt.UTC), f"operator:{getpass.getuser()}"
    _show(_found(lambda: action.cancel(job_id=job_id, actor=actor, now=now)), locale)


def _found(act: Callable[[], Job]) -> Job:
    from tcvm.foundation.jobs.models import Job

    try:
        return act()
    except Job.DoesNotExist as error:
        raise click.ClickException("There is no job of that id.") from error


def _show(job: Job, locale: str) -> None:
    from django.utils.translation import override

    with override(locale):
        click.echo(_line(job))


def _line(job: Job) -> str:
    from tcvm.foundation.jobs import words

    state, title = words.STATES[job.state], words.title(job)
    attempts = f"{job.attempts}/{job.attempts_max}"
    asked = job.asked_at.isoformat(timespec="seconds")
    return f"{job.pk}  {state}  {attempts}  {asked}  {title}  ({job.asked_by})"
