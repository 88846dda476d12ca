"""Reads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tcvm.foundation.jobs.models import Job

if TYPE_CHECKING:
    from django.db.models import QuerySet


def jobs() -> QuerySet[Job]:
    """All jobs with the library's rows, newest first."""
    return Job.objects.select_related("row")


def locked(job_id: UUID) -> Job:
    """A job held against every other writer until the transaction ends. Raises Job.DoesNotExist."""
    return jobs().select_for_update(of=("self", "row")).get(pk=job_id)
