"""The pages of the register, as people who have signed in see them."""

import datetime as dt
import re

import pytest
from django.test import Client

from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.actions.name_support_body import name_support_body
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.tenancy.models import Organisation
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer
from tests.actors import Actors, actors  # noqa: F401 - a fixture
from tests.apps.members import sample
from tests.apps.members.conftest import NOW
from tests.apps.ratings.web.page import Page, read

pytestmark = pytest.mark.django_db
LIST = "/en/registers/mang-luoi-a/"
MEMBER = re.compile(r'class="who"><a href="/en/registers/mang-luoi-a/members/([a-z0-9-]+)/')


@pytest.fixture
def filled(actors: Actors) -> Actors:  # noqa: F811 - the fixture
    """Network A with 18 members, of which organisation A is in both networks."""
    for network in (actors.network_a, actors.network_b):
        keeper = Viewer(
            "system:tests",
            "Thư ký",
            networks={network.pk: frozenset({NetworkRole.SECRETARIAT})},
        )
        if network == actors.network_a:
            sample.fill(network.code, keeper, NOW, 13, 4)
            name_support_body(
                network=network.code,
                organisation="hoa-mai",
                since=dt.date(2015, 1, 1),
                decision=sample.decision(2015),
                actor=keeper,
                now=NOW,
            )
        admit(
            network=network.code,
            member=actors.organisation_a,
            category=Category.OBSERVER,
            since=dt.date(2015, 1, 1),
            decision=sample.decision(2015),
            actor=keeper,
            now=NOW,
        )
    return actors


def shown(client: Client, query: str = "") -> list[str]:
    """The members on one page of the list, in the order shown."""
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    return MEMBER.findall(answer.content.decode())


def page(client: Client, address: str) -> Page:
    """A page, which must be well formed."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    found = read(answer.content.decode())
    assert found.faults == []
    return found


def test_every_page_stands_in_both_languages(filled: Actors) -> None:
    client = filled.client("analyst")
    for locale in ("vi", "en"):
        for rest in (
            "",
            "?q=song+dao&category=official&sort=-joined&on=2016-05-01",
            "?q=khong-co-ai",
            "?on=1999-01-01",
            "?page=2",
            "counts/",
            "counts/?on=2009-01-01",
            "counts/?on=1999-01-01",
            "members/vd01/",
            "members/vd02/",
            "members/vd06/",
            "members/hoa-sen/",
            "members/nguyen-thi-man/",
            "members/vd01/?on=2013-01-01",
            "members/vd01/?on=1999-01-01",
        ):
            found = page(client, f"/{locale}/registers/mang-luoi-a/{rest}")
            if locale == "vi":
                # A Vietnamese sentence somewhere, and none of the English ones of the same page.
                assert "Thành viên" in found.text
                assert "Members" not in found.text


def test_the_list_is_searched_without_diacritics(filled: Actors) -> None:
    client = filled.client("secretariat")
    found = shown(client, "?q=SONG+đao")
    assert found
    assert all("song-dao" in code or code.startswith("vd") for code in found)
    assert found == shown(client, "?q=s%C3%B4ng+%C4%91%C3%A0o")
    assert shown(client, "?q=vd03") == ["vd03"]
    assert shown(client, "?q=khong+co+ai") == []


def test_the_list_is_filtered_and_every_filter_counts_as_the_counts_do(filled: Actors) -> None:
    client = filled.client("board")
    counted = page(client, f"{LIST}counts/")
    links = [link for link in counted.links if link.startswith(f"{LIST}?")]
    assert links
    for link in links:
        html = client.get(link).content.decode()
        number = re.search(r"1–\d+ of (\d+)</p>", html)
        assert number is not None, link
        assert f'href="{link.replace("&", "&amp;")}">{number[1]}</a>' in (
            client.get(f"{LIST}counts/").content.decode()
        )


def test_the_list_is_sorted_and_paged(filled: Actors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tcvm.foundation.ui.tables.PAGE_SIZE", 8)
    client = filled.client("finance")
    first, second, third = shown(client), shown(client, "?page=2"), shown(client, "?page=3")
    assert (len(first), len(second), len(third)) == (8, 8, 2)
    assert len({*first, *second, *third}) == 18
    # Beyond the last page stands the last.
    assert shown(client, "?page=99") == third
    for sort in ("name", "category", "form", "province", "joined"):
        forward = [code for n in (1, 2, 3) for code in shown(client, f"?sort={sort}&page={n}")]
        backward = [code for n in (1, 2, 3) for code in shown(client, f"?sort=-{sort}&page={n}")]
        assert sorted(forward) == sorted(backward)
        assert forward != backward


@pytest.mark.parametrize(
    ("day", "members"), [("1999-12-31", 0), ("2004-03-01", 2), ("2009-12-31", 7), ("", 18)]
)
def test_any_day_can_be_asked(filled: Actors, day: str, members: int) -> None:
    html = filled.client("analyst").get(f"{LIST}?on={day}").content.decode()
    assert re.search(rf"<p>{members} members on ", html)


def test_what_the_address_says_and_is_not_known_is_dropped(filled: Actors) -> None:
    client = filled.client("analyst")
    for query in ("category=gold", "sort=secret", "page=-1", "page=x", "on=31/12/2014", "form=x"):
        assert len(shown(client, f"?{query}")) == 18
    assert len(shown(client, "?on=9999-12-31&province=atlantis")) == 18


def test_a_member_page_says_why_it_does_not_qualify(filled: Actors) -> None:
    client = filled.client("secretariat")
    text = page(client, f"{LIST}members/vd01/").text
    assert "Does not qualify for official membership" in text
    assert "It last signed for 2023; that counted up to, but not on, 31 March 2024." in text
    assert "Qualifies for official membership" in page(client, f"{LIST}members/vd02/").text
    assert "The signed paper for 2026 is not in the files." in (
        page(client, f"{LIST}members/vd04/").text
    )


def test_a_member_page_tells_what_happened_and_by_whose_word(filled: Actors) -> None:
    text = page(filled.client("auditor"), f"{LIST}members/vd01/").text
    for said in (
        "July 2004 The programme was handed over. Source: Biên bản bàn giao, tháng 7/2004",
        "2003 corrected since",
        "1 January 2012 Left",
        "Chuyển giao cho chủ quản mới",
        "1 May 2014 Came back",
        "Vũ Thị Mận",
        "Đã gọi điện nhắc ký",
    ):
        assert said in text


def test_a_member_reads_its_own_page_without_the_staffs_notes(filled: Actors) -> None:
    own = f"{LIST}members/hoa-sen/"
    for name in ("clerk", "director", "reader"):
        client = filled.client(name)
        found = page(client, own)
        assert "Notes of the network" not in found.text
        # In the other network too, of which it is a member as well.
        assert "Network B" in found.text
        assert client.get("/en/registers/mang-luoi-b/members/hoa-sen/").status_code == 200
        # But neither the list nor anybody else.
        assert client.get(LIST).status_code == 404
        assert client.get(f"{LIST}counts/").status_code == 404
        assert client.get(f"{LIST}members/vd01/").status_code == 404
        assert page(client, "/en/registers/").links.count(own) == 1
    assert "Notes of the network" in page(filled.client("secretariat"), own).text


def test_another_networks_people_find_nothing_but_their_own(filled: Actors) -> None:
    client = filled.client("outsider")
    for address in (LIST, f"{LIST}counts/", f"{LIST}members/vd01/", f"{LIST}members/hoa-sen/"):
        assert client.get(address).status_code == 404
    found = page(client, "/en/registers/mang-luoi-b/members/hoa-sen/")
    # That it is also in network A is told; what network A keeps of it cannot be opened.
    assert "Network A" in found.text
    assert f"{LIST}members/hoa-sen/" not in found.links


def test_the_people_of_the_support_body_read_the_register(filled: Actors) -> None:
    client = filled.client("stranger")
    assert len(shown(client)) == 18
    assert "Notes of the network" not in page(client, f"{LIST}members/vd01/").text
    assert Organisation.objects.get(code="hoa-mai") == filled.organisation_b


def test_the_public_is_asked_to_sign_in(filled: Actors) -> None:
    for address in ("/vi/registers/", LIST, f"{LIST}counts/", f"{LIST}members/vd01/"):
        answer = filled.client("public").get(address)
        assert answer.status_code == 302
        assert "/account/" in answer["Location"]


def test_home_leads_to_the_only_register(filled: Actors) -> None:
    answer = filled.client("analyst").get("/en/registers/")
    assert (answer.status_code, answer["Location"]) == (302, LIST)


def test_pages_change_nothing(filled: Actors) -> None:
    assert filled.client("secretariat").post(LIST).status_code in (403, 404, 405)
