"""How long a session lasts, and the mark of it that public pages may read.

A session ends after an hour without a request, and twelve hours after it began. The mark is a
cookie that holds no more than that somebody has signed in; a public page, the same bytes for
everybody, lets its script choose by it between "Sign in" and "My page".
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

REST = dt.timedelta(hours=1)
LENGTH = dt.timedelta(hours=12)
#: The session is not written at every request: it may end this much before its rest is over.
SEEN_EVERY = dt.timedelta(minutes=5)
MARK = "signed_in"
_BEGAN, _SEEN = "began", "seen"


def end_if_over(request: HttpRequest, now: dt.datetime) -> None:
    """Sign the person out if the session has rested or lasted too long; else note it was used."""
    if not request.user.is_authenticated:
        return
    at = now.timestamp()
    began = request.session.setdefault(_BEGAN, at)
    seen = request.session.setdefault(_SEEN, at)
    if at - seen > REST.total_seconds() or at - began > LENGTH.total_seconds():
        logout(request)
    elif at - seen > SEEN_EVERY.total_seconds():
        request.session[_SEEN] = at


def mark(request: HttpRequest, response: HttpResponse) -> None:
    """Set or take away the mark, where the request's is not what it should be."""
    signed_in = request.user.is_authenticated
    if signed_in == (MARK in request.COOKIES):
        return
    if signed_in:
        response.set_cookie(
            MARK, "1", samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=False
        )
    else:
        response.delete_cookie(MARK, samesite="Lax")
