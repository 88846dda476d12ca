"""The process that runs jobs: one at a time, as many processes as there is work for."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from random import Random

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from tcvm.foundation.jobs import claims
from tcvm.foundation.jobs.heartbeat import Heartbeat
from tcvm.foundation.jobs.kinds import JobKind
from tcvm.foundation.jobs.models import Job
from tcvm.foundation.jobs.recurrence import Scheduled
from tcvm.foundation.jobs.run import JobRefused, Run
from tcvm.foundation.jobs.schedules import enqueue_due

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=60)
POLL = dt.timedelta(seconds=1)


class Worker:
    """Takes jobs and runs them. The clock, chance and the lease are arguments for the tests."""

    def __init__(
        self,
        *,
        name: str,
        random: Random,
        now: Callable[[], dt.datetime] = timezone.now,
        lease: dt.timedelta = LEASE,
        poll: dt.timedelta = POLL,
        scheduled: Iterable[Scheduled] = (),
        beating: Callable[..., AbstractContextManager[None]] = Heartbeat,
    ) -> None:
        self.name = name
        self._random = random
        self._now = now
        self._lease = lease
        self._poll = poll
        self._scheduled = tuple(scheduled)
        self._beating = beating
        self._stopping = threading.Event()

    def stop(self) -> None:
        """End `run` after the job that is running, if one is."""
        self._stopping.set()

    def run(self, *, until_empty: bool = False) -> None:
        """Run jobs until stopped, or until none is due."""
        while not self._stopping.is_set():
            renew_connection()
            try:
                enqueue_due(scheduled=self._scheduled, now=self._now())
                worked = self.run_one()
            except (OperationalError, InterfaceError) as error:
                logger.warning("The database did not answer: %s", error)
                renew_connection()
                self._stopping.wait(self._poll.total_seconds())
                continue
            if not worked:
                if until_empty:
                    return
                self._stopping.wait(self._poll.total_seconds())

    def run_one(self) -> bool:
        """Take one job and run it to its outcome; False where none is due."""
        job = claims.claim(worker=self.name, now=self._now(), lease=self._lease)
        if job is None:
            return False
        logger.info("Job %s (%s), attempt %s", job.pk, job.row.task_path, job.attempts)
        try:
            beating = self._beating(
                job_id=job.pk, attempt=job.attempts, now=self._now, lease=self._lease
            )
            with beating:
                self._attempt(job)
        except claims.LeaseLost:
            logger.warning("Job %s was taken over: its lease had run out", job.pk)
        return True

    def _attempt(self, job: Job) -> None:
        """Call the function and record what came of it. Raises LeaseLost."""
        own = {"job_id": job.pk, "attempt": job.attempts}
        try:
            kind = job.row.task
            assert isinstance(kind, JobKind)
            run = Run(job, now=self._now, lease=self._lease)
            result = kind.call(run, **job.row.args_kwargs["kwargs"])
            claims.succeed(**own, result=result, now=self._now())
        except claims.LeaseLost:
            raise
        except claims.JobCancelled:
            claims.stop(**own, now=self._now())
        except JobRefused as refused:
            claims.fail(
                **own,
                error=refused,
                now=self._now(),
                retry_at=None,
                code=refused.code,
                parameters=refused.parameters,
            )
        except Exception as error:  # noqa: BLE001 - whatever a job does, the worker goes on
            self._failed(job, error)

    def _failed(self, job: Job, error: Exception) -> None:
        # If it was the database that failed, only a new connection can record it; if that fails
        # too, the lease runs out and the job is taken up again.
        renew_connection()
        now = self._now()
        try:
            kind = job.row.task
            assert isinstance(kind, JobKind)
            retry_at = now + kind.backoff.delay(job.attempts, self._random)
        except ImportError:
            # The function is gone: no attempt will find it.
            retry_at = None
        again = claims.fail(
            job_id=job.pk, attempt=job.attempts, error=error, now=now, retry_at=retry_at
        )
        logger.log(
            logging.WARNING if again else logging.ERROR,
            "Job %s failed in attempt %s (%s)",
            job.pk,
            job.attempts,
            f"again after {retry_at}" if again else "for good",
            exc_info=error,
        )


def renew_connection() -> None:
    """Drop a connection that has failed or grown old; the next query opens another.

    Not inside a transaction, which would be lost with it: a worker has none open here, a test has.
    """
    if not connection.in_atomic_block:
        close_old_connections()
