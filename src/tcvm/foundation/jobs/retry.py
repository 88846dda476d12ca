"""Let a job that failed or was cancelled run again."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django_tasks import TaskResultStatus

from tcvm.foundation.jobs.kinds import JobKind
from tcvm.foundation.jobs.models import Job, State
from tcvm.foundation.jobs.queries import locked


class NotRetriable(ValueError):
    """The job is not one that failed or was cancelled."""


def retry(*, job_id: UUID, now: dt.datetime) -> Job:
    """Put a failed or cancelled job back into the queue with its attempts allowed anew.

    Steps that took effect before are not taken again. Raises Job.DoesNotExist and NotRetriable.
    """
    with transaction.atomic():
        job = locked(job_id)
        if job.state not in (State.FAILED, State.CANCELLED):
            raise NotRetriable(f"{job.pk} is {job.state.value}")
        kind = job.row.task
        assert isinstance(kind, JobKind)
        # The count of attempts is the fence: it only ever grows.
        job.attempts_max = job.attempts + kind.attempts
        job.cancel_asked_at = job.cancelled_at = None
        job.cancel_asked_by = job.message_code = ""
        job.message_parameters = {}
        job.save()
        row = job.row
        row.status, row.run_after, row.finished_at = TaskResultStatus.READY, now, None
        row.exception_class_path = row.traceback = ""
        row.save()
        return job
