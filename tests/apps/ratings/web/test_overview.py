"""The round overview: order, filters, groups, and who is incomplete for want of what."""

import re

import pytest
from django.test import Client

from tcvm.apps.ratings.web.overview import SORTS, Choices, change_text, share_text
from tcvm.documents import catalogue
from tests.apps.ratings.web.page import read

pytestmark = pytest.mark.django_db

MEMBER = re.compile(r'class="who"><a href="/en/rounds/mix-2014/([a-z0-9-]+)/">')


def shown(client: Client, query: str = "") -> list[str]:
    """The members of 2014 that have a class, in the order shown."""
    html = client.get(f"/en/rounds/mix-2014/{query}").content.decode()
    return MEMBER.findall(html.partition('id="incomplete"')[0])


def test_members_stand_by_class_and_points(client: Client) -> None:
    assert shown(client) == ["cep", "thanh-hoa-mfi", "mfcdi", "ppc", "m7-stu", "m7-db-district"]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("points", "m7-db-district", "cep"),
        ("-points", "cep", "m7-db-district"),
        ("member", "cep", "thanh-hoa-mfi"),
        ("-member", "thanh-hoa-mfi", "cep"),
        ("change", "m7-db-district", "thanh-hoa-mfi"),
        ("-change", "thanh-hoa-mfi", "m7-db-district"),
        # The best class has none above it: last either way.
        ("next", "mfcdi", "thanh-hoa-mfi"),
        ("-next", "m7-db-district", "thanh-hoa-mfi"),
        ("fee", "mfcdi", "thanh-hoa-mfi"),
        ("-fee", "cep", "m7-db-district"),
        ("-class", "cep", "m7-db-district"),
    ],
)
def test_members_are_sorted_by_any_column(client: Client, sort: str, first: str, last: str) -> None:
    found = shown(client, f"?by=none&sort={sort}")
    assert len(found) == 6
    assert (found[0], found[-1]) == (first, last)


def test_members_are_filtered(client: Client) -> None:
    assert shown(client, "?class=A") == ["cep", "thanh-hoa-mfi"]
    assert shown(client, "?legal_form=licensed_mfi") == ["thanh-hoa-mfi"]
    assert shown(client, "?outreach=large") == ["cep"]
    assert shown(client, "?near=1") == []
    html = client.get("/vi/rounds/mix-2014/?near=1").content.decode()
    assert "Không thành viên nào khớp lựa chọn này." in html


def test_members_are_grouped_by_a_peer_axis(client: Client) -> None:
    page = read(client.get("/en/rounds/mix-2014/?by=outreach").content.decode())
    headings = [text for text in page.texts if text.startswith("Outreach: ")]
    assert headings == ["Outreach: Small", "Outreach: Medium", "Outreach: Large"]


def test_incomplete_members_say_what_is_missing_by_name(client: Client) -> None:
    html = client.get("/vi/rounds/mix-2014/").content.decode().partition('id="incomplete"')[2]
    text = read(
        f"<section>{html.partition('</section>')[0]}</section>".replace('<section">', "")
    ).text
    assert "CWCD" in text
    assert "Tổng dư nợ cho vay đầu năm" in text
    assert "Dư nợ quá hạn trên 30 ngày" in text
    assert "overdue_over_30" not in text


def test_a_round_in_which_only_one_is_rated_stands(client: Client) -> None:
    html = client.get("/en/rounds/mix-2012/").content.decode()
    assert "1 member rated: 1\u00a0A, 0\u00a0B, 0\u00a0C, 0\u00a0D. 4 incomplete." in html


def test_attribution_and_notice_stand_on_the_page(client: Client) -> None:
    html = client.get("/en/rounds/mix-2014/").content.decode()
    assert "MIX Market (World Bank Data Catalog), CC-BY 4.0" in html
    assert 'href="https://creativecommons.org/licenses/by/4.0/" rel="license"' in html
    assert "not a rating by any network" in html


def test_the_picture_shows_every_rated_member(client: Client) -> None:
    html = client.get("/en/rounds/mix-2014/").content.decode()
    picture = re.search(r"<svg[^>]*picture-dot-scale.*?</svg>", html, re.DOTALL)
    assert picture is not None
    for name in ("CEP", "MFCDI", "M7 DB District"):
        assert name in picture[0]
    assert "VBSP" not in picture[0]


def test_choices_keep_what_is_known_and_drop_the_rest() -> None:
    scheme = catalogue.scheme("vmfwg-2014")
    query = {"sort": "-fee", "by": "outreach", "class": "Z", "outreach": "giant", "near": "2"}
    choices = Choices.of(query, scheme)
    assert choices == Choices(sort="-fee", by="outreach")
    assert choices.query() == "?sort=-fee&by=outreach"
    assert choices.query(sort="") == "?by=outreach"
    assert Choices.of({}, scheme) == Choices()
    assert Choices().query() == "?"


def test_every_column_can_be_sorted_by() -> None:
    scheme = catalogue.scheme("vmfwg-2014")
    for code, way in SORTS.items():
        assert Choices.of({"sort": way}, scheme).sort.removeprefix("-") == code


@pytest.mark.parametrize(("change", "text"), [(None, ""), (0, "0"), (2, "+2"), (-2, "−2")])
def test_changes_carry_their_sign(change: int | None, text: str) -> None:
    assert change_text(change) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, ""),
        (1.0, "100\u00a0%"),
        (0.9999, "> 99\u00a0%"),
        (0.954, "95\u00a0%"),
        (0.0001, "< 1\u00a0%"),
        (0.0, "0\u00a0%"),
    ],
)
def test_a_share_is_never_rounded_to_certainty(share: float | None, text: str) -> None:
    assert share_text(share, "en") == text
