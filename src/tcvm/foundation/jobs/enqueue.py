"""Ask for a job."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Mapping
from typing import cast

from django.db import IntegrityError, transaction
from django_tasks.utils import normalize_json

from tcvm.foundation.jobs.backend import QueueBackend
from tcvm.foundation.jobs.kinds import JobKind
from tcvm.foundation.jobs.models import Job


class KeyTaken(ValueError):
    """The key belongs to a job of another kind or with other arguments."""


def enqueue(
    *,
    kind: JobKind,
    arguments: Mapping[str, object],
    actor: str,
    now: dt.datetime,
    key: str = "",
    network: int | None = None,
    run_after: dt.datetime | None = None,
) -> Job:
    """Ask for a job of `kind`; it starts after the surrounding transaction is committed.

    Asked again under the same `key`, the job that is there comes back, whatever became of it.
    `arguments` must be JSON; `actor` is who asks, as a Viewer's `identifier`, and sees it among
    their jobs; the administrators of `network` see it too. Raises TypeError for
    arguments the function does not take and KeyTaken for a key used for something else.
    """
    inspect.signature(kind.func).bind(None, **arguments)
    wanted = cast("Mapping[str, object]", normalize_json(arguments))
    if key and (there := _under(key)) is not None:
        return _same(there, kind, wanted)
    try:
        with transaction.atomic():
            backend = cast("QueueBackend", kind.get_backend())
            return Job.objects.create(
                row_id=backend.put(kind.using(run_after=run_after), wanted),
                key=key,
                asked_by=actor,
                asked_at=now,
                network=network,
                attempts_max=kind.attempts,
            )
    except IntegrityError:
        # Someone asked under the same key in this very moment: theirs stands, ours is undone.
        if key and (there := _under(key)) is not None:
            return _same(there, kind, wanted)
        raise


def _under(key: str) -> Job | None:
    return Job.objects.select_related("row").filter(key=key).first()


def _same(there: Job, kind: JobKind, arguments: Mapping[str, object]) -> Job:
    kept = there.row
    if kept.task_path != kind.module_path or kept.args_kwargs["kwargs"] != arguments:
        raise KeyTaken(f"{there.key} is the key of another job ({there.pk})")
    return there
