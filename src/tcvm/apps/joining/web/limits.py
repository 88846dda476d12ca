"""How often one address may do what is open to everybody."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.shortcuts import render

from tcvm.foundation.accounts.trail import origin_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_HOUR_S = 60 * 60
#: So often within an hour from one network address: an office shares one.
LIMITS = {"start": 10, "attach": 80, "unknown": 40, "write": 200}


def too_often(request: HttpRequest, what: str) -> bool:
    """Count one more `what` from where the request comes; whether it is one too many."""
    where = hashlib.sha256(origin_of(request).ip.encode()).hexdigest()[:32]
    key = f"joining:{what}:{where}"
    if cache.add(key, 1, _HOUR_S):
        return False
    try:
        return cache.incr(key) > LIMITS[what]
    except ValueError:  # it ran out in this very moment
        return False


def refused(request: HttpRequest) -> HttpResponse:
    """The answer to one who comes too often."""
    return render(request, "429.html", status=429)
