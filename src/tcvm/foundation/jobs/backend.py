"""The library's database backend, with our kinds of job and one way in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn
from uuid import UUID

from django_tasks.exceptions import InvalidTaskError
from django_tasks_db.backend import DatabaseBackend

from tcvm.foundation.jobs.kinds import JobKind


class QueueBackend(DatabaseBackend):
    """Keeps jobs in the library's table. Set as TASKS["default"]["BACKEND"]."""

    # The library's types stand for Django 6, in which its Task is Django's own.
    task_class = JobKind  # type: ignore[assignment]

    def enqueue(self, task: object, args: object, kwargs: object) -> NoReturn:
        """Refuses: a job must say who asked for it. Raises InvalidTaskError."""
        del task, args, kwargs
        raise InvalidTaskError("Jobs are asked for through tcvm.foundation.jobs.public.enqueue.")

    async def aenqueue(self, task: object, args: object, kwargs: object) -> NoReturn:
        """Refuses, as `enqueue`."""
        self.enqueue(task, args, kwargs)

    def put(self, kind: JobKind, arguments: Mapping[str, Any]) -> UUID:
        """Write the library's row and return its id; `enqueue.enqueue` adds ours to it."""
        return UUID(super().enqueue(kind, (), dict(arguments)).id)  # type: ignore[arg-type]
