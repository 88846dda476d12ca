"""Give a program a token: a person their own, an administrator that of a service."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tcvm.domain.text import Text
from tcvm.foundation.accounts import rules, trail
from tcvm.foundation.accounts.actions.ask_change import ask_change
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.kinds import Kind
from tcvm.foundation.accounts.kinds import register as register_kind
from tcvm.foundation.accounts.models import PendingChange, User
from tcvm.foundation.accounts.roles import Place, choices, label, needs_second_person
from tcvm.foundation.api import queries
from tcvm.foundation.api.models import Token
from tcvm.foundation.api.tokens import DAYS_MAX, PREFIX_LENGTH, digest_of, new_token
from tcvm.foundation.audit.subject import Origin, Subject
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import Viewer

KIND = "service-token"
#: The confirmation of a role is what lets a service act.
CONFIRMS = "roles.confirm"


def register() -> None:
    """Let a service's token be asked for."""
    register_kind(
        Kind(KIND, _("Let a service act"), CONFIRMS, _apply, "roles.changes.read", _shown)
    )


def create_token(
    *,
    name: str,
    scopes: frozenset[str],
    days: int,
    actor: User,
    now: dt.datetime,
    origin: Origin | None = None,
) -> tuple[Token, str]:
    """A token that acts as `actor`, and its text, which is known only now.

    Raises Refused: `name_missing`, `scope_unknown` or `scope_missing`, `days`.
    """
    with transaction.atomic():
        return _kept(
            Token(name=name, user=actor, created_by=actor, created_at=now, confirmed_at=now),
            scopes=scopes,
            days=days,
            origin=origin,
        )


def create_service_token(
    *,
    name: str,
    place: Place,
    role: str,
    scopes: frozenset[str],
    days: int,
    reason: str,
    actor: User,
    now: dt.datetime,
    today: dt.date,
    origin: Origin | None = None,
) -> tuple[Token, str]:
    """A token of a service that holds `role` in `place`, and its text, which is known only now.

    Where a person would get that role only by a second person, the token lets nobody in until a
    second person has confirmed it. Raises NotPermitted, and Refused: `unknown_role`, those of
    create_token and of ask_change.
    """
    if not queries.may_manage(actor, place, today):
        raise NotPermitted
    if role not in dict(choices(place)):
        raise Refused("unknown_role")
    waits = needs_second_person(role)
    token = Token(
        name=name,
        created_by=actor,
        created_at=now,
        network=place if isinstance(place, Network) else None,
        organisation=place if isinstance(place, Organisation) else None,
        role=role,
        confirmed_at=None if waits else now,
    )
    with transaction.atomic():
        kept, text = _kept(token, scopes=scopes, days=days, origin=origin, reason=reason)
        if waits:
            ask_change(
                kind=KIND,
                place=place,
                subject=str(kept),
                subject_key=str(kept.pk),
                old={},
                new={"role": role, "scopes": sorted(scopes)},
                reason=reason,
                actor=actor,
                now=now,
                origin=origin,
            )
    return kept, text


def _kept(
    token: Token,
    *,
    scopes: frozenset[str],
    days: int,
    origin: Origin | None,
    reason: str = "",
) -> tuple[Token, str]:
    """Save the token, inside the caller's transaction, and record it."""
    if not token.name.strip():
        raise Refused("name_missing")
    if not scopes:
        raise Refused("scope_missing")
    if not scopes <= set(rules.rules().scopes):
        raise Refused("scope_unknown")
    if not 1 <= days <= DAYS_MAX:
        raise Refused("days")
    text = new_token()
    token.name, token.scopes = token.name.strip(), sorted(scopes)
    token.prefix, token.digest = text[:PREFIX_LENGTH], digest_of(text)
    token.expires_at = token.created_at + dt.timedelta(days=days)
    token.save(force_insert=True)
    trail.note(
        verb="token.created",
        actor=token.created_by,
        subject=None,
        about=about(token),
        changes={
            "scopes": (None, token.scopes),
            "role": (None, token.role or None),
            "expires_at": (None, token.expires_at),
        },
        now=token.created_at,
        place=token.organisation or token.network,
        reason=reason,
        origin=origin,
    )
    return token, text


def about(token: Token) -> Subject:
    """A token as the trail names it: never more of its text than the prefix."""
    return Subject("token", str(token.pk), Text(str(token), str(token)))


def _shown(change: PendingChange, viewer: Viewer) -> tuple[tuple[str, str, str], ...]:
    """What the service is to do, for the pages."""
    del viewer
    known, language = rules.rules().scopes, get_language() or "vi"
    scopes = [known[code].said_in(language) for code in change.new["scopes"] if code in known]
    return (
        (gettext("Role"), "", label(change.new["role"])),
        (gettext("Good for"), "", "; ".join(scopes)),
    )


def _apply(change: PendingChange, actor: User, now: dt.datetime) -> None:
    """Let the service act: a second person has just confirmed it."""
    del actor  # the step itself is recorded with who confirmed it
    rows = Token.objects.filter(pk=change.subject_key, revoked_at=None, confirmed_at=None)
    if not rows.filter(expires_at__gt=now).update(confirmed_at=now):
        raise Refused("stale")
