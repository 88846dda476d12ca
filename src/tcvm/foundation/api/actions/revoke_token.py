"""Take a token back. It is not deleted: what it did stays explained."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import User
from tcvm.foundation.api import queries
from tcvm.foundation.api.actions.create_token import about
from tcvm.foundation.api.models import Token
from tcvm.foundation.audit.subject import Origin


def revoke_token(
    *, key: int, actor: User, now: dt.datetime, today: dt.date, origin: Origin | None = None
) -> Token:
    """The token `key` lets nobody in from now on.

    A person takes back their own; whoever may give a service's token may take it back. Raises
    NotPermitted, and Refused: `token_revoked`.
    """
    with transaction.atomic():
        token = (
            Token.objects.select_for_update(of=("self",))
            .select_related("user", "network", "organisation")
            .filter(pk=key)
            .first()
        )
        if token is None:
            raise NotPermitted
        own = token.user_id == actor.pk
        if not own and (token.user_id is not None or not _manages(actor, token, today)):
            raise NotPermitted
        if token.revoked_at is not None:
            raise Refused("token_revoked")
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        trail.note(
            verb="token.revoked",
            actor=actor,
            subject=None,
            about=about(token),
            changes={"revoked_at": (None, now)},
            now=now,
            place=None if own else token.place,
            origin=origin,
        )
    return token


def _manages(actor: User, token: Token, today: dt.date) -> bool:
    return queries.may_manage(actor, token.place, today)
