"""Pages kept in memory: made once for a content and a language, and never more than fit."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from tcvm.foundation.ui import remembered
from tcvm.foundation.ui.remembered import shelf

requests = RequestFactory()


class Maker:
    """Makes a page, and counts how often."""

    def __init__(self, status: int = 200, size: int = 10) -> None:
        self.made = 0
        self.status = status
        self.size = size

    def __call__(self) -> HttpResponse:
        self.made += 1
        return HttpResponse("x" * self.size, status=self.status)


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    shelf.clear()
    yield
    shelf.clear()


def ask(maker: Maker, path: str = "/a/", content: str = "1", **headers: str) -> HttpResponse:
    request: HttpRequest = requests.get(path, headers=headers)
    return remembered.remembered(request, (content,), maker)


def test_a_page_is_made_once() -> None:
    maker = Maker()
    assert ask(maker).content == ask(maker).content
    assert maker.made == 1


def test_other_content_address_or_language_is_another_page() -> None:
    maker = Maker()
    with override("vi"):
        ask(maker)
        ask(maker, content="2")
        ask(maker, path="/b/")
    with override("en"):
        ask(maker)
    assert maker.made == 4


def test_only_what_went_well_is_kept() -> None:
    maker = Maker(status=500)
    ask(maker)
    ask(maker)
    assert maker.made == 2


def test_the_page_asked_for_longest_ago_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "PAGES_KEPT", 2)
    maker = Maker()
    for path in ("/a/", "/b/", "/a/", "/c/"):
        ask(maker, path=path)
    assert maker.made == 3
    ask(maker, path="/a/")
    assert maker.made == 3
    ask(maker, path="/b/")
    assert maker.made == 4


def test_kept_pages_never_weigh_more_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "BYTES_KEPT", 5_000)
    maker = Maker(size=2_000)
    for path in ("/a/", "/b/", "/c/"):
        ask(maker, path=path)
    ask(maker, path="/c/")
    assert maker.made == 3
    ask(maker, path="/a/")
    assert maker.made == 4


def test_a_reader_that_has_the_page_gets_no_body() -> None:
    maker = Maker()
    etag = ask(maker)["ETag"]
    answer = ask(maker, **{"If-None-Match": etag})
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer["ETag"] == etag
