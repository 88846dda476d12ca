"""A request as an operation of the API gets it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from tcvm.foundation.api.models import Token
    from tcvm.foundation.tenancy.viewer import Viewer


class Asked(HttpRequest):
    """Who asks, by which token, when; what the answer's head is to say.

    `seen` is the version that an update names in `If-Match`; the door refuses one without it.
    """

    viewer: Viewer
    token: Token
    now: dt.datetime
    today: dt.date
    seen: str | None
    headers_of_answer: dict[str, str]
