"""What a job's function is given: its progress, its checkpoints, and effects that happen once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django_tasks.utils import normalize_json

from tcvm.foundation.jobs.claims import JobCancelled, LeaseLost, held
from tcvm.foundation.jobs.models import Job, JobStep

#: Progress is written this often at most: a loop may report every row without cost.
PROGRESS_EVERY = dt.timedelta(milliseconds=500)


class JobRefused(Exception):
    """The job cannot be done as asked, and trying again would not help.

    `code` is one of the kind's messages and is shown with `parameters`.
    """

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


class Run:
    """One attempt at a job. Every method raises JobCancelled or LeaseLost when it is over."""

    def __init__(self, job: Job, *, now: Callable[[], dt.datetime], lease: dt.timedelta) -> None:
        self.job_id: UUID = job.pk
        self.attempt = job.attempts
        self.actor = job.asked_by
        self._now = now
        self._lease = lease
        self._reported_at: dt.datetime | None = None
        self._reported_code = ""

    def progress(
        self, done: int, total: int | None = None, code: str = "", **parameters: object
    ) -> None:
        """Say how far the job is: `done` of `total`, and a sentence of the kind's messages.

        Written twice a second at most; always for a new sentence and for the last of `total`.
        """
        now = self._now()
        fresh = self._reported_at is not None and now - self._reported_at < PROGRESS_EVERY
        if fresh and code == self._reported_code and done != total:
            return
        self._reported_at, self._reported_code = now, code
        self._touch(
            done=done,
            total=total,
            message_code=code,
            message_parameters=normalize_json(parameters),
        )

    def checkpoint(self) -> None:
        """Go on only if the job is still wanted and still ours; call it between two pieces."""
        self._touch()

    def once(self, name: str, effect: Callable[[], object]) -> object:
        """Let `effect` write to the database exactly once over all attempts at this job.

        The effect and the mark that it happened are one transaction, so either both are there or
        neither. Returns what the effect returned, also when an earlier attempt had it; it must be
        JSON. Keep the effect short: on SQLite nobody else writes meanwhile.
        """
        with transaction.atomic():
            job = held(self.job_id, self.attempt)
            if job.cancel_asked_at is not None:
                raise JobCancelled
            taken = JobStep.objects.filter(job_id=self.job_id, name=name).first()
            if taken is not None:
                return taken.result
            result = normalize_json(effect())
            now = self._now()
            JobStep.objects.create(job=job, name=name, result=result, taken_at=now)
            Job.objects.filter(pk=self.job_id).update(lease_until=now + self._lease)
        return result

    def _touch(self, **values: object) -> None:
        own = Job.objects.filter(pk=self.job_id, attempts=self.attempt, lease_until__isnull=False)
        if not own.update(lease_until=self._now() + self._lease, **values):
            raise LeaseLost(f"attempt {self.attempt} of {self.job_id} is over")
        if own.filter(cancel_asked_at__isnull=False).exists():
            raise JobCancelled
