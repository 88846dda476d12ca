"""Ask that a job be stopped."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django_tasks import TaskResultStatus

from tcvm.foundation.jobs.claims import settle_cancelled
from tcvm.foundation.jobs.models import Job
from tcvm.foundation.jobs.queries import locked


def cancel(*, job_id: UUID, actor: str, now: dt.datetime) -> Job:
    """Stop a job: at once where it waits, at its next checkpoint where it runs.

    A finished job stays as it is. What a running job has already put into effect stays.
    Raises Job.DoesNotExist.
    """
    with transaction.atomic():
        job = locked(job_id)
        if job.finished or job.cancel_asked_at is not None:
            return job
        job.cancel_asked_at, job.cancel_asked_by = now, actor
        job.save(update_fields=["cancel_asked_at", "cancel_asked_by"])
        if job.row.status == TaskResultStatus.READY:
            settle_cancelled(job, now)
        return job
