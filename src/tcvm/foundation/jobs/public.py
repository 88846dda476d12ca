"""All that rooms need of jobs: declare a kind, ask for one, show it, stop it, schedule it."""

from __future__ import annotations

from tcvm.foundation.jobs.cancel import cancel
from tcvm.foundation.jobs.claims import JobCancelled, LeaseLost
from tcvm.foundation.jobs.enqueue import KeyTaken, enqueue
from tcvm.foundation.jobs.kinds import Backoff, JobKind, job
from tcvm.foundation.jobs.models import Job, State
from tcvm.foundation.jobs.queries import jobs
from tcvm.foundation.jobs.recurrence import Daily, Every, Monthly, Scheduled
from tcvm.foundation.jobs.retry import NotRetriable, retry
from tcvm.foundation.jobs.run import JobRefused, Run
from tcvm.foundation.jobs.screen import progress_response

__all__ = [
    "Backoff",
    "Daily",
    "Every",
    "Job",
    "JobCancelled",
    "JobKind",
    "JobRefused",
    "KeyTaken",
    "LeaseLost",
    "Monthly",
    "NotRetriable",
    "Run",
    "Scheduled",
    "State",
    "cancel",
    "enqueue",
    "job",
    "jobs",
    "progress_response",
    "retry",
]
