"""Who is signed in, for pages that are about a person. Public pages are told nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.rules import Access
from tcvm.foundation.accounts.viewers import viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def person(request: HttpRequest) -> dict[str, object]:
    """The person signed in, and whether they decide changes; nothing on a public page."""
    operation = getattr(request, "operation", None)
    if operation is None or operation.access is Access.PUBLIC:
        return {}
    user = request.user
    if not isinstance(user, User):
        return {}
    viewer = viewer_of(request)
    return {
        "person": user,
        "sees_changes": rules.permits(viewer, "changes.read", today=timezone.localdate()),
        "sees_upkeep": rules.permits(viewer, "upkeep.read", today=timezone.localdate()),
        "must_protect": bool(viewer.networks),
    }
