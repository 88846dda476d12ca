"""The description of the API as a file (OpenAPI 3.1), in the language asked for."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from tcvm.foundation.api.door import language_of


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The same for everybody; made once in a process for each language."""
    language = language_of(request.headers.get("Accept-Language", ""))
    made = HttpResponse(_text(language), content_type="application/json")
    made["ETag"] = f'"{hashlib.sha256(made.content).hexdigest()[:32]}"'
    made["Cache-Control"] = "no-cache"
    made["Content-Language"] = language
    patch_vary_headers(made, ("Accept-Language",))
    found = get_conditional_response(request, etag=made["ETag"], response=made)
    return found if isinstance(found, HttpResponse) else made


@cache
def _text(language: str) -> bytes:
    from tcvm.foundation.api.document import document

    return json.dumps(document(language), ensure_ascii=False).encode()
