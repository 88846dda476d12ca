"""What holds for every page, in both languages."""

import gzip
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.apps.ratings.web.page import read

pytestmark = pytest.mark.django_db

PAGES = [
    "rounds/mix-2012/",
    "rounds/mix-2014/",
    "rounds/mix-2014/?by=outreach&sort=-fee&class=B",
    "rounds/mix-2017/",
    "rounds/mix-2014/cep/",
    "rounds/mix-2014/m7-db-district/",
    "rounds/mix-2014/vbsp/",
    "rounds/mix-2012/m7-stu/",
    "rounds/mix-2014/cep/figures/",
    "rounds/mix-2014/vbsp/figures/",
    "schemes/",
    "schemes/vmfwg-2014/",
    "schemes/vmfwg-2014-par30/",
    "indicators/",
    "indicators/oss/",
    "indicators/par_1_30/",
    "indicators/retention/",
]

#: Texts that are the same in both languages: names, codes, sources, units and numbers.
NAMES = {
    *("tcvm", "Tiếng Việt", "English", "VMFWG", "USD", "VND"),
    *("CEP", "CWCD", "MFCDI", "PPC", "VBSP", "M7 STU", "M7 DB District", "Thanh Hoa MFI"),
    *("OER", "ROA", "OSS", "ROE", "FSS", "PAR30", "PAR90"),
}
SOURCES = re.compile(r"(IRIS|CGAP|SEEP|MIX Market|Sa-Dhan|MicroRate|VMFWG,)")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_page_is_whole(client: Client, locale: str, path: str) -> None:
    answer = client.get(f"/{locale}/{path}")
    assert answer.status_code == 200
    assert answer["Content-Language"] == locale
    html = answer.content.decode()
    assert f'<html lang="{locale}">' in html
    page = read(html)
    assert page.faults == []
    assert [tag for tag, _ in page.elements].count("h1") == 1
    inside = [link for link in page.links if link.startswith("/")]
    assert all(link.startswith((f"/{locale}/", "/language/")) for link in inside)


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_link_leads_somewhere(client: Client, locale: str) -> None:
    links = set()
    for path in PAGES:
        page = read(client.get(f"/{locale}/{path}").content.decode())
        links |= {link for link in page.links if link.startswith(f"/{locale}/")}
    assert len(links) > 50
    for link in sorted(links):
        address, _, place = link.partition("#")
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, link
        if place:
            assert place in read(answer.content.decode()).ids, link


@pytest.mark.parametrize("path", PAGES)
def test_no_english_is_left_in_vietnamese(client: Client, path: str) -> None:
    vietnamese = read(client.get(f"/vi/{path}").content.decode()).texts
    english = set(read(client.get(f"/en/{path}").content.decode()).texts)
    same = {text for text in vietnamese if text in english}
    assert [text for text in same if not _common(text)] == []


def _common(text: str) -> bool:
    """Whether a text may stand alike in both languages: no words of a language, or names."""
    parts = re.split(r", \d{4} · |, | · ", text)
    if all(part in NAMES for part in parts) or SOURCES.search(text):
        return True
    if re.search(r"\.csv\b", text):
        return True
    return not re.search(r"[a-zà-ỹ]{3}", text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_the_database_little(
    client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(f"/vi/{path}")
    with django_assert_max_num_queries(1):
        client.get(f"/vi/{path}")


def test_a_page_first_asked_for_asks_as_much_for_many_members_as_for_one(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from tcvm.apps.ratings import results
    from tcvm.foundation.ui.remembered import shelf

    for path in ("rounds/mix-2017/", "rounds/mix-2014/", "rounds/mix-2014/cep/"):
        results._kept.clear()
        shelf.clear()
        # The rounds; and of two rounds at most the members, their figures and the derivations.
        with django_assert_max_num_queries(1 + 2 * 3):
            client.get(f"/en/{path}")


def test_headers_keep_strangers_out(client: Client) -> None:
    answer = client.get("/vi/rounds/mix-2014/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in answer


def test_a_page_that_the_reader_has_is_not_sent_again(client: Client) -> None:
    first = client.get("/vi/rounds/mix-2014/cep/")
    again = client.get("/vi/rounds/mix-2014/cep/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    other = client.get("/en/rounds/mix-2014/cep/", headers={"if-none-match": first["ETag"]})
    assert other.status_code == 200


def test_a_compressed_page_is_the_same_page(client: Client) -> None:
    plain = client.get("/vi/rounds/mix-2014/")
    packed = client.get("/vi/rounds/mix-2014/", headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_small(client: Client, path: str) -> None:
    # With script, style and fonts, which tests/config weighs, under 150 KB; a later page under 30.
    packed = client.get(f"/vi/{path}", headers={"accept-encoding": "gzip"})
    assert len(packed.content) <= 20_000


def test_what_a_reader_appends_is_not_repeated_to_the_next(client: Client) -> None:
    html = client.get("/vi/rounds/mix-2014/", {"sort": "fee", "from": "<b>x"}).content.decode()
    assert "from=" not in html
    assert "/en/rounds/mix-2014/%3Fsort%3Dfee" in html


@pytest.mark.parametrize(
    "path",
    [
        "rounds/mix-2099/",
        "rounds/mix-2014.9/",
        "rounds/mix-2014/nobody/",
        "rounds/mix-2014/nobody/figures/",
        "schemes/nothing/",
        "indicators/nothing/",
        "nowhere/",
    ],
)
def test_what_is_not_there_is_said_in_the_readers_language(client: Client, path: str) -> None:
    answer = client.get(f"/vi/{path}")
    assert answer.status_code == 404
    assert "Không có trang nào" in answer.content.decode()
    answer = client.get(f"/en/{path}")
    assert answer.status_code == 404
    page = read(answer.content.decode())
    assert page.faults == []
    assert "Nothing at this address" in page.text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/vi/rounds/mix-2014/").status_code == 405


@pytest.mark.parametrize(
    ("header", "cookie", "expected"),
    [
        ("", None, "/vi/"),
        ("en-GB,en;q=0.8", None, "/en/"),
        ("fr", None, "/vi/"),
        ("vi", "en", "/en/"),
        ("en", "vi", "/vi/"),
    ],
)
def test_the_root_leads_to_the_readers_language(
    client: Client, header: str, cookie: str | None, expected: str
) -> None:
    if cookie:
        client.cookies["django_language"] = cookie
    answer = client.get("/", headers={"accept-language": header} if header else {})
    assert answer["Location"] == expected


def test_home_is_the_newest_round_in_which_members_can_be_compared(client: Client) -> None:
    # 2017 has one member only.
    assert client.get("/vi/")["Location"] == "/vi/rounds/mix-2014/"


def test_home_without_rounds_says_what_would_stand_there(client: Client) -> None:
    from tcvm.apps.ratings.models import ReportedFigure, Round

    ReportedFigure.objects.all().delete()
    Round.objects.all().delete()
    page = read(client.get("/vi/").content.decode())
    assert page.faults == []
    assert "Chưa có đợt xếp loại nào" in page.text
