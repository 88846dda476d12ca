"""Who is signed in, for pages that are about a person. Public pages are told nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.rules import Access
from tcvm.foundation.accounts.sections import sections_of
from tcvm.foundation.accounts.viewers import viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def person(request: HttpRequest) -> dict[str, object]:
    """The person signed in, their sections, and whether they decide changes.

    A public page, the same for everybody, is told nothing.
    """
    operation = getattr(request, "operation", None)
    if operation is None or operation.access is Access.PUBLIC:
        return {}
    user = request.user
    if not isinstance(user, User):
        return {"personal": True}
    viewer, today = viewer_of(request), timezone.localdate()
    return {
        "personal": True,
        "person": user,
        "navigation": sections_of(viewer, today),
        "sees_changes": rules.permits(viewer, "changes.read", today=today),
        "sees_upkeep": rules.permits(viewer, "upkeep.read", today=today),
        "must_protect": bool(viewer.networks),
    }
