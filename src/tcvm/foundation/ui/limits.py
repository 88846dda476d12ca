"""Requests larger than the operator allows are refused before anything of them is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_MEBIBYTE = 1024 * 1024


class RequestSizeMiddleware:
    """Answers 413 by the length that a request announces; one that announces none has no body.

    Django limits forms (DATA_UPLOAD_MAX_MEMORY_SIZE), but not the files in them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or say how large one may be."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        most: int = settings.REQUEST_MAX_BYTES
        if announced.isascii() and announced.isdigit() and int(announced) <= most:
            return self.get_response(request)
        context = {"most_mib": most // _MEBIBYTE}
        return render(request, "ui/413.html", context, status=413)
