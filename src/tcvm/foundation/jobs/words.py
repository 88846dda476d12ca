"""What a job says of itself in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus

from tcvm.foundation.jobs.kinds import JobKind
from tcvm.foundation.jobs.models import Job, State

STATES = {
    State.WAITING: _("Waiting"),
    State.RUNNING: _("Running"),
    State.CANCELLING: _("Stopping"),
    State.DONE: _("Done"),
    State.FAILED: _("Failed"),
    State.CANCELLED: _("Cancelled"),
}


def kind_of(job: Job) -> JobKind | None:
    """What kind of job it is; None where its code is no longer there."""
    try:
        kind: object = job.row.task
    except ImportError:
        return None
    return kind if isinstance(kind, JobKind) else None


def title(job: Job) -> str:
    """What the job is about."""
    kind = kind_of(job)
    return str(kind.title) if kind is not None else gettext("A job of an older version")


def sentence(job: Job) -> str:
    """What is to be said beside the state: the job's own message, or what the state calls for.

    An error's own text is for the operator (`tcvm jobs list`); a reader is told what to do.
    """
    kind = kind_of(job)
    if kind is not None and job.message_code in kind.messages:
        said: str = str(kind.messages[job.message_code]) % job.message_parameters
        return said
    if job.state is State.FAILED:
        return gettext("The job could not be finished. What it had put into effect stays.")
    if job.state is State.CANCELLED:
        return gettext("What had been put into effect before stays.")
    if job.row.status == TaskResultStatus.READY and job.attempts:
        return gettext("The last attempt failed; the job will be tried again.")
    return ""
