"""Answer a request once: the first time by doing it, from then on from what is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse

from tcvm.foundation.once.models import Answered

#: What of an answer's head is its content; cookies and the like belong to one reader's visit.
_KEPT = ("Content-Type", "Location", "ETag")


class KeyUsed(Exception):
    """The key has come before, with another request."""


def answer_once(
    *,
    scope: str,
    key: str,
    digest: str,
    now: dt.datetime,
    run: Callable[[], HttpResponse],
    keep: Callable[[HttpResponse], bool],
) -> HttpResponse:
    """What `run` answers, run once for `scope` and `key` as long as `keep` says so of its answer.

    Two at once: the second waits until the first is done. An answer that is not kept (a refusal,
    say) leaves the key free, so that the request can be put right and sent again; so does an
    exception, with which all that `run` wrote is undone. Raises KeyUsed for another `digest`.
    """
    with transaction.atomic():
        held, fresh = Answered.objects.get_or_create(
            scope=scope, key=key, defaults={"digest": digest, "answered_at": now}
        )
        if not fresh:
            if held.digest != digest:
                raise KeyUsed
            return HttpResponse(bytes(held.body), status=held.status, headers=held.headers)
        answer = run()
        if keep(answer):
            held.status, held.body = answer.status_code, answer.content
            held.headers = {name: answer[name] for name in _KEPT if name in answer}
            held.save(update_fields=["status", "headers", "body"])
        else:
            held.delete()
    return answer
