"""What is shown for a form that was sent too late, or from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's mark and the browser's differ. Nothing was changed."""
    del reason
    return render(request, "accounts/stale_form.html", status=403)
