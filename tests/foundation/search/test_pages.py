"""Search as people use it: what is public for everybody, what is not for whom it is open to."""

import datetime as dt
import re

import pytest
from django.apps import apps
from django.test import Client

from tcvm.foundation.tenancy.models import Organisation
from tcvm.foundation.tenancy.viewer import Viewer
from tcvm.foundation.ui.finding import Found
from tests.actors import NAMES, Actors, actors  # noqa: F401 - the fixture
from tests.apps.ratings.web.page import read

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a href="(/en/(?:rounds|indicators|schemes|secret)/[^"]*)">')


def found(client: Client, query: str, locale: str = "en") -> list[str]:
    answer = client.get(f"/{locale}/search/", {"q": query})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert read(html).faults == []
    return LINK.findall(html.partition("<main")[2])


def secret(viewer: Viewer, words: tuple[str, ...], today: dt.date) -> list[Found]:
    """A room of which each sees only their own organisation."""
    del today
    own = Organisation.objects.filter(pk__in=viewer.organisations_as())
    return [Found(one.name, f"/en/secret/{one.code}/", "Own") for one in own if words == ("hoa",)]


@pytest.mark.usefixtures("actors")
def test_the_public_finds_what_is_published_in_any_order_without_diacritics(
    client: Client,
) -> None:
    assert "/en/indicators/oss/" in found(client, "tự vững hoạt động")
    assert found(client, "hoat dong tu vung") == found(client, "TỰ VỮNG hoạt động")
    assert found(client, "self sufficiency OPERATIONAL") == ["/en/indicators/oss/"]
    assert "/en/schemes/vmfwg-2014/" in found(client, "vmfwg")
    assert found(client, "khong co ai ten nay") == []
    assert found(client, "  ") == []


def test_each_finds_their_own_and_nobody_anothers(
    actors: Actors,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        apps.get_app_config("search"), "findable", (f"{__name__}.secret",), raising=False
    )
    own = {"clerk": "hoa-sen", "director": "hoa-sen", "reader": "hoa-sen", "stranger": "hoa-mai"}
    for name in NAMES:
        expected = [f"/en/secret/{own[name]}/"] if name in own else []
        client = actors.client(name)
        assert [one for one in found(client, "hoa") if "secret" in one] == expected
        suggested = client.get("/en/search/suggestions/", {"q": "hoa"}).content.decode()
        assert re.findall(r'href="(/en/secret/[^"]*)"', suggested) == expected


@pytest.mark.usefixtures("actors")
def test_what_matched_is_marked_and_what_was_typed_is_text(client: Client) -> None:
    html = client.get("/vi/search/", {"q": "vung"}).content.decode()
    assert "<mark>vững</mark>" in html
    hostile = '"><script>alert(1)</script>'
    html = client.get("/en/search/", {"q": hostile}).content.decode()
    assert "<script>alert" not in html
    # The language links keep what was looked for.
    assert "%3Fq%3Dvung" in client.get("/en/search/?q=vung").content.decode()


@pytest.mark.usefixtures("actors")
def test_suggestions_are_a_list_without_a_page_around_it(client: Client) -> None:
    answer = client.get("/vi/search/suggestions/", {"q": "t o"})
    html = answer.content.decode()
    assert "<html" not in html
    # The best few, and the way to all of them.
    assert html.count("<li>") == 9
    assert 'href="/vi/search/?q=t%20o"' in html
    nothing = client.get("/en/search/suggestions/", {"q": "zzzz"}).content.decode()
    assert "Nothing found that is open to you." in nothing
    assert client.get("/en/search/suggestions/").content.decode().strip() == ""
