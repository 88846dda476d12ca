"""Pages and files that are the same for every reader are made once and kept in memory.

A page of published results depends on its address and on the content it shows, nothing else: no
reader signs in. So it is rendered and compressed once in a process, kept under its content's
fingerprint, and answered with an ETag, by which a browser that has it gets 304 and no body.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

PAGES_KEPT = 512
BYTES_KEPT = 48_000_000
#: What else of an answer belongs to it: what it is, and under which name it is saved.
KEPT_HEADERS = ("Content-Type", "Content-Disposition")
#: Pages may change with the next round or release: a browser asks each time, and mostly gets 304.
CACHE_CONTROL = "no-cache"


@dataclass(frozen=True, slots=True)
class _Page:
    plain: bytes
    compressed: bytes | None
    etag: str
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.compressed or b"")


class _Shelf:
    """The pages kept, the least recently asked for going first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[str, ...], _Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: tuple[str, ...]) -> _Page | None:
        with self._lock:
            if (page := self._pages.get(key)) is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: tuple[str, ...], page: _Page) -> None:
        with self._lock:
            if (old := self._pages.pop(key, None)) is not None:
                self._bytes -= old.size
            self._pages[key] = page
            self._bytes += page.size
            while len(self._pages) > PAGES_KEPT or self._bytes > BYTES_KEPT:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= dropped.size

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


shelf = _Shelf()


def remembered(
    request: HttpRequest, content: tuple[str, ...], render: Callable[[], HttpResponse]
) -> HttpResponse:
    """The page at the request's address for `content`, rendered only if it is not kept.

    `content` names all that the page shows (fingerprints and the choices made in the address).
    Only answers of status 200 are kept; in DEBUG nothing is.
    """
    # A page of a demo says that it is one, and must not be shown where it is none.
    key = ("demo" if settings.DEMO else "", get_language() or "", request.path, *content)
    page = None if settings.DEBUG else shelf.get(key)
    if page is None:
        made = render()
        if made.status_code != 200:
            return made
        plain = made.content
        etag = '"' + hashlib.sha256(plain).hexdigest()[:32] + '"'
        headers = tuple((name, made[name]) for name in KEPT_HEADERS if name in made)
        page = _Page(plain, _compressed(plain), etag, headers)
        shelf.put(key, page)
    return _answer(request, page)


def _compressed(plain: bytes) -> bytes | None:
    """What is sent to those who can unpack it; None where packing gains next to nothing."""
    # mtime=0: the same page is the same bytes in every process.
    packed = gzip.compress(plain, 6, mtime=0)
    return packed if len(packed) < 0.9 * len(plain) else None


def _answer(request: HttpRequest, page: _Page) -> HttpResponse:
    accepted = "gzip" in request.headers.get("Accept-Encoding", "")
    packed = page.compressed if accepted else None
    answer = HttpResponse(page.plain if packed is None else packed, headers=dict(page.headers))
    if packed is not None:
        answer["Content-Encoding"] = "gzip"
    answer["ETag"] = f"W/{page.etag}"
    answer["Cache-Control"] = CACHE_CONTROL
    patch_vary_headers(answer, ("Accept-Encoding",))
    found = get_conditional_response(request, etag=answer["ETag"], response=answer)
    return found if isinstance(found, HttpResponse) else answer
