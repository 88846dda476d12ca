"""Who a job acts for: the person who asked, with the roles they hold when it runs."""

from __future__ import annotations

from django.utils import timezone

from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.viewers import viewer_for
from tcvm.foundation.tenancy.viewer import PUBLIC, Viewer


def viewer_named(identifier: str) -> Viewer:
    """The viewer that `user:KEY` is today; for anyone else the public, who may do nothing."""
    kind, _, key = identifier.partition(":")
    if kind != "user" or not key.isdigit():
        return PUBLIC
    user = User.objects.filter(pk=int(key)).first()
    return PUBLIC if user is None else viewer_for(user, timezone.localdate())
