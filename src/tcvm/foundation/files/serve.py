"""Hand out a file: the only way from the store to a browser."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotAllowed

from tcvm.foundation.files import storage
from tcvm.foundation.files.kinds import Kind
from tcvm.foundation.files.models import StoredFile

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

logger = logging.getLogger(__name__)


def file_response(
    request: HttpRequest, *, file_id: UUID, permitted: Callable[[StoredFile], bool]
) -> HttpResponseBase:
    """The file as a download, for a room's view.

    Raises Http404 for a file that is not there and for one that `permitted` refuses. Nothing is
    ever shown within the page's origin: it is saved, as the kind it was found to be, and would run
    no script if a browser opened it all the same.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    file = StoredFile.objects.select_related("content").filter(pk=file_id).first()
    if file is None or not permitted(file):
        raise Http404
    try:
        opened = storage.contents().open(file.content.address, "rb")
    except FileNotFoundError:
        logger.exception("The content of file %s is missing: run tcvm files verify", file.pk)
        raise
    answer = FileResponse(
        opened,
        as_attachment=True,
        filename=file.name,
        content_type=Kind(file.content.kind).media_type,
    )
    answer["Content-Length"] = str(file.content.size_bytes)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
