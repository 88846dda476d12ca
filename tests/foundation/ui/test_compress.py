"""Pages go compressed to browsers that can read it; nothing else does, and nothing twice."""

import gzip

from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tcvm.foundation.ui.compress import CompressPages

LONG = "<p>Quỹ Hoa Sen</p>" * 100


def answered(response: HttpResponse | FileResponse) -> HttpResponse | FileResponse:
    def view(request: HttpRequest) -> HttpResponse | FileResponse:
        del request
        return response

    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    return CompressPages(view)(request)  # type: ignore[return-value]


def test_a_page_is_compressed_and_says_so() -> None:
    answer = answered(HttpResponse(LONG))
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert gzip.decompress(answer.content).decode() == LONG


def test_a_file_goes_as_it_is() -> None:
    answer = answered(HttpResponse(LONG, content_type="text/csv"))
    assert "Content-Encoding" not in answer
    assert answer.content.decode() == LONG


def test_a_page_kept_in_memory_is_compressed_once(client: Client) -> None:
    answer = client.get("/vi/schemes/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "<html" in gzip.decompress(answer.content).decode()
