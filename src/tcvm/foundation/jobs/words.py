"""What a job says of itself in the reader's language."""

from __future__ import annotations

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django_tasks.utils import get_module_path

from tcvm.foundation.jobs.kinds import JobKind
from tcvm.foundation.jobs.models import Job, State
from tcvm.foundation.jobs.run import JobRefused

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
    if job.state is State.CANCELLED:
        return gettext("What had been put into effect before stays.")
    if job.state is State.WAITING:
        again = gettext("The last attempt failed; the job will be tried again.")
        return again if job.attempts else ""
    if job.state is State.FAILED and job.row.exception_class_path != get_module_path(JobRefused):
        return gettext("The job could not be finished. What it had put into effect stays.")
    kind = kind_of(job)
    if kind is None or job.message_code not in kind.messages:
        return ""
    said: str = str(kind.messages[job.message_code]) % job.message_parameters
    return said


def counted(job: Job) -> str:
    """How far the job is, in its own unit; nothing where it does not count, or is finished."""
    if job.done is None or job.total is None or job.finished:
        return ""
    count = {"done": _grouped(job.done), "total": _grouped(job.total)}
    return gettext("%(done)s of %(total)s") % count


def _grouped(count: int) -> str:
    separator = "," if (get_language() or "").startswith("en") else "."
    return f"{count:,}".replace(",", separator)
