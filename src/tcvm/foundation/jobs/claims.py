"""Who holds a job, and what becomes of it: every change of state that a worker makes.

A worker holds a job under a lease and a number, the attempt. Whoever takes a job over, because the
lease ran out, counts the attempt on; with the old number nothing can be written any more. That is
the fence: a worker that was frozen and wakes up does no harm.
"""

from __future__ import annotations

import datetime as dt
from traceback import format_exception
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks.utils import get_module_path, normalize_json
from django_tasks_db.models import get_date_max

from tcvm.foundation.jobs.models import Job
from tcvm.foundation.jobs.queries import jobs


class JobCancelled(Exception):
    """Somebody asked to cancel the job: let it pass through; the worker records it."""


class LeaseLost(Exception):
    """The job is in other hands: let it pass through; nothing more may be written."""


class WorkerLost(Exception):
    """Workers died over this job as often as it may be started."""


def claim(*, worker: str, now: dt.datetime, lease: dt.timedelta) -> Job | None:
    """Take the next job that waits, or whose holder let its lease run out; None where none is.

    Of several workers exactly one gets a job: PostgreSQL passes over rows that another holds,
    SQLite lets one write at a time.
    """
    waiting = Q(row__status=TaskResultStatus.READY) & (
        Q(row__run_after=get_date_max()) | Q(row__run_after__lte=now)
    )
    abandoned = Q(row__status=TaskResultStatus.RUNNING, lease_until__lte=now)
    found = (
        jobs()
        .filter(waiting | abandoned, row__backend_name=DEFAULT_TASK_BACKEND_ALIAS)
        .order_by("-row__priority", "row__run_after", "row__enqueued_at")
    )
    # An idle worker only reads: on SQLite a write would hold up everybody's.
    while found.exists():
        with transaction.atomic():
            job = found.select_for_update(skip_locked=True, of=("self", "row")).first()
            if job is None:
                return None
            if job.cancel_asked_at is not None:
                settle_cancelled(job, now)
            elif job.attempts >= job.attempts_max:
                lost = WorkerLost(f"no worker survived {job.attempts} attempts")
                _settle(job, TaskResultStatus.FAILED, now, error=lost)
            else:
                _hold(job, worker, now, lease)
                return job
    return None


def _hold(job: Job, worker: str, now: dt.datetime, lease: dt.timedelta) -> None:
    job.attempts += 1
    job.lease_until = now + lease
    job.save(update_fields=["attempts", "lease_until"])
    row = job.row
    row.status, row.started_at = TaskResultStatus.RUNNING, now
    row.worker_ids = [*row.worker_ids, worker]
    row.save(update_fields=["status", "started_at", "worker_ids"])


def held(job_id: UUID, attempt: int) -> Job:
    """The job, locked until the transaction ends, if that attempt still holds it.

    Raises LeaseLost.
    """
    own = jobs().filter(pk=job_id, attempts=attempt, lease_until__isnull=False)
    job = own.select_for_update(of=("self", "row")).first()
    if job is None:
        raise LeaseLost(f"attempt {attempt} of {job_id} is over")
    return job


def renew(*, job_id: UUID, attempt: int, until: dt.datetime) -> None:
    """Hold the job until `until`. Raises LeaseLost."""
    own = Job.objects.filter(pk=job_id, attempts=attempt, lease_until__isnull=False)
    if not own.update(lease_until=until):
        raise LeaseLost(f"attempt {attempt} of {job_id} is over")


def succeed(*, job_id: UUID, attempt: int, result: object, now: dt.datetime) -> None:
    """Record what the job returned. Raises LeaseLost, and TypeError for what is not JSON."""
    kept = normalize_json(result)
    with transaction.atomic():
        _settle(held(job_id, attempt), TaskResultStatus.SUCCESSFUL, now, result=kept)


def stop(*, job_id: UUID, attempt: int, now: dt.datetime) -> None:
    """Record that a running job stopped because it was asked to. Raises LeaseLost."""
    with transaction.atomic():
        settle_cancelled(held(job_id, attempt), now)


def fail(
    *,
    job_id: UUID,
    attempt: int,
    error: Exception,
    now: dt.datetime,
    retry_at: dt.datetime | None,
    code: str = "",
    parameters: object = None,
) -> bool:
    """Record a failure: the job waits until `retry_at`, or it has failed for good.

    Returns whether it will be tried again: not after its last attempt. `code` and `parameters`
    are the sentence shown. Raises LeaseLost.
    """
    with transaction.atomic():
        job = held(job_id, attempt)
        if code:
            job.message_code, job.message_parameters = code, normalize_json(parameters or {})
            job.save(update_fields=["message_code", "message_parameters"])
        if job.cancel_asked_at is not None:
            settle_cancelled(job, now)
            return False
        again = retry_at is not None and job.attempts < job.attempts_max
        if again:
            assert retry_at is not None
            job.row.run_after = retry_at
        status = TaskResultStatus.READY if again else TaskResultStatus.FAILED
        _settle(job, status, now, error=error)
        return again


def settle_cancelled(job: Job, now: dt.datetime) -> None:
    """Record on a locked job that it was cancelled."""
    job.cancelled_at = now
    job.save(update_fields=["cancelled_at"])
    _settle(job, TaskResultStatus.FAILED, now, error=JobCancelled())


def _settle(
    job: Job,
    status: TaskResultStatus,
    now: dt.datetime,
    *,
    result: object = None,
    error: Exception | None = None,
) -> None:
    """Give the job out of hand with its outcome."""
    job.lease_until = None
    job.save(update_fields=["lease_until"])
    row = job.row
    row.status = status
    row.finished_at = None if status == TaskResultStatus.READY else now
    row.return_value = result
    row.exception_class_path = get_module_path(type(error)) if error is not None else ""
    row.traceback = "".join(format_exception(error)) if error is not None else ""
    row.save()
