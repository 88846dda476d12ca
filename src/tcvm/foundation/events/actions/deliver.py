"""Deliver what is due: to each subscriber once, whatever stops in between.

A delivery is claimed in one transaction, which counts the attempt, and handled in a second, which
holds the handler's effects and the mark that it is done. So a process that dies while handling
leaves no effect and no mark, and one that dies each time is noticed by its attempts.
"""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Exists, OuterRef, Q

from tcvm.foundation.audit.canonical import Json, parsed
from tcvm.foundation.events.models import Delivery, State
from tcvm.foundation.events.retry import delay_after, is_last
from tcvm.foundation.events.subscribers import Announced, registered

if TYPE_CHECKING:
    from django.db.models import QuerySet

logger = logging.getLogger(__name__)

#: What is kept of an error, in characters, its end: there stands what was raised.
ERROR_LENGTH = 4_000
_STOPPED = "The process stopped each time while handling."


@dataclass(slots=True)
class Delivered:
    """How a run went: deliveries handled, to be tried again, and given up in it."""

    done: int = 0
    again: int = 0
    dead: int = 0


def deliver(*, now: dt.datetime, limit: int = 100, using: str = DEFAULT_DB_ALIAS) -> Delivered:
    """Make at most `limit` attempts at what is due at `now`, oldest events first.

    Any number of processes may do so at once. What a handler raises is kept with its delivery and
    logged, not raised. Call it outside of a transaction. Raises RuntimeError inside of one, where
    nothing could be marked before the whole is committed.
    """
    report = Delivered()
    with transaction.atomic(using=using, durable=True):
        pass
    for _ in range(limit):
        claimed = _claim(now, list(registered()), using)
        if claimed is None:
            break
        if claimed.state == State.DEAD:
            report.dead += 1
            continue
        outcome = _handle(claimed, now, using)
        report.done += outcome == State.DONE
        report.dead += outcome == State.DEAD
        report.again += outcome == State.WAITING
    return report


def _next(now: dt.datetime, names: Collection[str], using: str) -> QuerySet[Delivery]:
    """What may be delivered now: nothing of its key and subscriber is before it."""
    before = Delivery.objects.filter(
        subscriber=OuterRef("subscriber"),
        key=OuterRef("key"),
        event_id__lt=OuterRef("event_id"),
        state__in=[State.WAITING, State.DEAD],
    )
    return (
        Delivery.objects.using(using)
        .filter(state=State.WAITING, due_at__lte=now, subscriber__in=names)
        .filter(Q(key="") | ~Exists(before))
        .order_by("event_id", "subscriber")
    )


def _claim(now: dt.datetime, names: Collection[str], using: str) -> Delivery | None:
    """The next delivery with its attempt counted; a dead one if it has used them all."""
    with transaction.atomic(using=using):
        # Rows that another process is at are passed over, not waited for.
        found = _next(now, names, using).select_for_update(skip_locked=True, of=("self",)).first()
        if found is None:
            return None
        if is_last(found.attempts):
            found.state = State.DEAD
            found.error = found.error or _STOPPED
        else:
            found.attempts += 1
        found.save(using=using, update_fields=["state", "attempts", "error"])
        return found


def _handle(claimed: Delivery, now: dt.datetime, using: str) -> str | None:
    """What became of a claimed delivery; None where another process got to it first."""
    with transaction.atomic(using=using):
        mine = (
            Delivery.objects.using(using)
            .select_for_update(skip_locked=True, of=("self",))
            .filter(pk=claimed.pk, state=State.WAITING, attempts=claimed.attempts)
            .select_related("event")
            .first()
        )
        if mine is None:
            return None
        try:
            # A savepoint: what the handler wrote is undone, the account of its failure stays.
            with transaction.atomic(using=using):
                registered()[mine.subscriber].handler(_announced(mine), now=now)
        except Exception as error:  # noqa: BLE001  whatever a handler does is its own
            # A message may hold what neither a log nor a database can write.
            text = "".join(traceback.format_exception(error))
            text = text.replace("\0", "?").encode("utf-8", "replace").decode()
            logger.error("Event %s for %s failed\n%s", mine.event_id, mine.subscriber, text)  # noqa: TRY400
            mine.error = text[-ERROR_LENGTH:]
            mine.due_at = now + delay_after(mine.attempts)
            mine.state = State.DEAD if is_last(mine.attempts) else State.WAITING
        else:
            mine.error, mine.handled_at, mine.state = "", now, State.DONE
        mine.save(using=using, update_fields=["state", "due_at", "handled_at", "error"])
        return mine.state


def _announced(delivery: Delivery) -> Announced:
    event = delivery.event
    payload = cast("dict[str, Json]", parsed(event.payload))
    return Announced(event.pk, event.name, event.key, payload, event.at, delivery.attempts)
