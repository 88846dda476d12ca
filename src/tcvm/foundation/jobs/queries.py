"""Reads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from tcvm.foundation.jobs.models import Job
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet


def jobs() -> QuerySet[Job]:
    """All jobs with the library's rows, newest first."""
    return Job.objects.select_related("row")


def visible_to(viewer: Viewer) -> QuerySet[Job]:
    """The jobs that `viewer` asked for, and those of the networks that they administer."""
    if viewer.is_public:
        return jobs().none()
    administered = viewer.networks_as(NetworkRole.ADMINISTRATOR)
    return jobs().filter(Q(asked_by=viewer.identifier) | Q(network__in=administered))


def editable_by(viewer: Viewer) -> QuerySet[Job]:
    """The jobs that `viewer` may stop, or let run again."""
    return visible_to(viewer)


def locked(job_id: UUID) -> Job:
    """A job held against every other writer until the transaction ends. Raises Job.DoesNotExist."""
    return jobs().select_for_update(of=("self", "row")).get(pk=job_id)
