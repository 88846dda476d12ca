"""Making tokens, knowing them again, counting their use, and who acts by one."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db.models import Case, F, Value, When

from tcvm.foundation.accounts.viewers import viewer_for
from tcvm.foundation.api.models import Token
from tcvm.foundation.tenancy.viewer import NetworkRole, OrganisationRole, Viewer

#: What every token begins with, so that a scanner finds one that was left in a file.
BEGINS = "tcvm_"
_BYTES = 32
PREFIX_LENGTH = len(BEGINS) + 6
#: Longer is none of ours.
LENGTH_MAX = 100
#: No token lasts longer.
DAYS_MAX = 365
#: So often a token may be used in a minute.
USES_A_MINUTE = 300
_MINUTE = dt.timedelta(minutes=1)


def new_token() -> str:
    """A token of 256 random bits."""
    return f"{BEGINS}{secrets.token_urlsafe(_BYTES)}"


def digest_of(token: str) -> str:
    """What is kept of a token. It is random and long, so one round of hashing cannot be undone."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_shown(text: str, now: dt.datetime) -> Token | None:
    """The token whose text is shown, counted as used at `now`; None for none that is open."""
    if not text.startswith(BEGINS) or len(text) > LENGTH_MAX:
        return None
    rows = Token.objects.filter(
        digest=digest_of(text), revoked_at=None, confirmed_at__isnull=False, expires_at__gt=now
    )
    minute = now.replace(second=0, microsecond=0)
    # One statement, so that processes that serve the same token count together.
    same = When(counted_from=minute, then=F("counted") + 1)
    used = rows.update(counted=Case(same, default=Value(1)), counted_from=minute, last_used_at=now)
    if not used:
        return None
    return rows.select_related("user", "network", "organisation").first()


def wait_of(token: Token, now: dt.datetime) -> int:
    """Seconds to wait before the next use; 0 for a token that is not used too often."""
    if token.counted <= USES_A_MINUTE or token.counted_from is None:
        return 0
    return max(1, round((token.counted_from + _MINUTE - now).total_seconds()))


def viewer_by(token: Token, today: dt.date) -> Viewer:
    """Who acts by the token: the person with the roles of `today`, or the service.

    The public where the person may no longer sign in.
    """
    if token.user is not None:
        return viewer_for(token.user, today)
    identifier = f"service:{token.pk}"
    if token.network_id is not None:
        networks = {token.network_id: frozenset({NetworkRole(token.role)})}
        return Viewer(identifier, token.name, networks=networks)
    assert token.organisation_id is not None, "held by a database constraint"
    organisations = {token.organisation_id: frozenset({OrganisationRole(token.role)})}
    return Viewer(identifier, token.name, organisations=organisations)
