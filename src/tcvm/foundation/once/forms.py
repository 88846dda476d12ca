"""Forms that are carried out once, however often their button is pressed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.once.answer import answer_once

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

#: The field of a form that carries its token; `{% once %}` of `once_tags` writes it.
FIELD = "once"
#: Longer is none of ours.
LENGTH_MAX = 64


def new_token() -> str:
    """A token for one showing of a form."""
    return secrets.token_urlsafe(16)


def once_only(view: View[P]) -> View[P]:
    """A view whose POST with a token is carried out once; what led elsewhere leads there again.

    The same token with other content is another wish (somebody went back and put it right), so the
    content is part of the key. A POST without a token is carried out as it comes.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        token = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not token or len(token) > LENGTH_MAX:
            return view(request, *args, **kwargs)
        digest = _digest(request)
        return answer_once(
            scope=viewer_of(request).identifier,
            key=f"form:{token}:{digest}",
            digest=digest,
            now=timezone.now(),
            run=lambda: view(request, *args, **kwargs),
            keep=lambda answer: 300 <= answer.status_code < 400,
        )

    return wrapped


def _digest(request: HttpRequest) -> str:
    """Of the address and all that was filled in, files by their bytes."""
    found = hashlib.sha256(request.get_full_path().encode())
    for name in sorted(request.POST):
        if name not in (FIELD, "csrfmiddlewaretoken"):
            found.update(repr((name, request.POST.getlist(name))).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            assert isinstance(file, UploadedFile)
            found.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                found.update(chunk)
            file.seek(0)
    return found.hexdigest()
