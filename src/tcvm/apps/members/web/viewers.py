"""Who is looking at a page of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

from tcvm.foundation.tenancy.viewer import PUBLIC, Viewer

if TYPE_CHECKING:
    from django.http import HttpRequest


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request; where nobody can sign in, the public, who sees nothing."""
    if not apps.is_installed("tcvm.foundation.accounts"):
        return PUBLIC
    from tcvm.foundation.accounts import viewers

    return viewers.viewer_of(request)
