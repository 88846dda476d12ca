"""Files that pass: made to be fetched once and forgotten after some days, such as exports.

They are nobody's evidence. So they have a place of their own, out of which they can be taken, and
the room that made them keeps the record.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, BinaryIO

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.http import FileResponse, Http404

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase


def lay_down(stream: BinaryIO) -> str:
    """Keep what `stream` holds; the address, which nobody can guess."""
    return _place().save(secrets.token_urlsafe(32), File(stream))


def take_away(address: str) -> None:
    """Forget the file; one that is gone is none the worse."""
    _place().delete(address)


def passing_response(address: str, *, name: str, media_type: str) -> HttpResponseBase:
    """The file as a download, never shown within the page's origin. Raises Http404."""
    try:
        opened = _place().open(address, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(opened, as_attachment=True, filename=name, content_type=media_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _place() -> Storage:
    return storages["passing"]
