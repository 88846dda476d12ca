"""How long a session lasts, and the mark of it that public pages may read.

A session ends after an hour without a request, and twelve hours after it began. The mark is a
cookie that holds no more than that somebody has signed in and which sections are open to them; a
public page, the same bytes for everybody, lets its script choose by it between "Sign in" and
"Home", and show those sections.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout
from django.utils import timezone

from tcvm.foundation.accounts.sections import sections_of
from tcvm.foundation.accounts.viewers import viewer_of

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
    if not request.user.is_authenticated:
        if MARK in request.COOKIES:
            response.delete_cookie(MARK, samesite="Lax")
        return
    own = [one for one in sections_of(viewer_of(request), timezone.localdate()) if one.for_people]
    wanted = ".".join(["1", *(one.section for one in own)])
    if request.COOKIES.get(MARK) != wanted:
        response.set_cookie(
            MARK, wanted, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=False
        )
