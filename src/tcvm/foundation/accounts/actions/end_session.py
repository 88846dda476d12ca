"""End sessions: one, or all but the one in use."""

from __future__ import annotations

import datetime as dt

from allauth.usersessions.models import UserSession
from django.db import transaction

from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.actions.refusals import NotPermitted
from tcvm.foundation.accounts.models import User
from tcvm.foundation.audit.subject import Origin


def end_session(*, user: User, key: int, now: dt.datetime, origin: Origin | None = None) -> None:
    """Sign `user` out of their session `key`. Raises NotPermitted for one that is not theirs."""
    with transaction.atomic():
        found = UserSession.objects.filter(user=user, pk=key).first()
        if found is None:
            raise NotPermitted
        found.end()
        trail.note(verb="session.ended", actor=user, subject=user, now=now, origin=origin)


def end_other_sessions(
    *, user: User, kept: str | None, now: dt.datetime, origin: Origin | None = None
) -> int:
    """Sign `user` out everywhere but in the session with the key `kept`; how many there were."""
    with transaction.atomic():
        others = list(UserSession.objects.filter(user=user).exclude(session_key=kept or ""))
        for one in others:
            one.end()
        trail.note(
            verb="session.others_ended",
            actor=user,
            subject=user,
            changes={"sessions": (len(others), 0)},
            now=now,
            origin=origin,
        )
    return len(others)
