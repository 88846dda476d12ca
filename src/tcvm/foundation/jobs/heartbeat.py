"""Keeps a worker's lease while the job's function is busy elsewhere."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from types import TracebackType
from uuid import UUID

from django.db import DatabaseError, connection

from tcvm.foundation.jobs.claims import LeaseLost, renew

logger = logging.getLogger(__name__)


class Heartbeat:
    """Renews a lease at every third of it, in a thread with a connection of its own.

    It dies with the process, so the lease of a killed worker runs out.
    """

    def __init__(
        self, *, job_id: UUID, attempt: int, now: Callable[[], dt.datetime], lease: dt.timedelta
    ) -> None:
        self._job_id = job_id
        self._attempt = attempt
        self._now = now
        self._lease = lease
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"lease of {job_id}", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._over.wait(self._lease.total_seconds() / 3):
                try:
                    until = self._now() + self._lease
                    renew(job_id=self._job_id, attempt=self._attempt, until=until)
                except LeaseLost:
                    # The function learns it at its next step; here there is nothing to keep.
                    return
                except DatabaseError as error:
                    # Busy or away: two more beats come before the lease is out.
                    logger.warning("The lease of job %s was not renewed: %s", self._job_id, error)
                    connection.close()
        finally:
            connection.close()
