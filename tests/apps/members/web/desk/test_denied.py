"""Who may not do it: another's object answers 404, and a denied request changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tcvm.foundation.accounts import rules
from tests.actors import NAMES
from tests.apps.members.web.desk import conftest as given
from tests.apps.members.web.desk.conftest import Desk, counted, pdf

pytestmark = pytest.mark.django_db


def asked(desk: Desk) -> dict[str, dict[str, Any]]:
    """Every page of the desk for organisation A in network A, filled in as if one might."""
    paper = {"kind": "licence", "title": "Giấy phép", "dated_on": "2020-05-05"}
    held = {"since": "2026-01-01", "source": "Quyết định", "until": "2026-03-01"}
    code = {"version": "2", "title_vi": "a", "title_en": "b", "since": "2026-01-01"}
    return {
        "/new/organisation/": given.organisation(),
        "/new/person/": given.person(),
        "/admit/": given.decision(member="hoa-mai", category="observer"),
        "/support/": given.decision(member="hoa-mai"),
        "/conduct/adopt/": {**code, "grace_days": "1", "source": "Nghị quyết"},
        "profile/": given.organisation(),
        f"people/{desk.post.person.code}/": given.person(),
        "decide/suspend/": given.decision(),
        "decide/leave/": given.decision(),
        "category/": given.decision(category="associate_organisation"),
        "correct/": given.decision(
            what="state", since="2015-01-01", category="associate_organisation", standing="active"
        ),
        "sign/": given.signature(),
        "event/": given.event(),
        "note/": {"text": "Không phải của tôi"},
        "document/": {**paper, "of": "organisation", "paper": pdf()},
        "appoint/": {**held, "kind": "director", "name": "Vũ Thị Cam"},
        f"posts/{desk.post.pk}/end/": held,
        "bank/": given.account(),
    }


#: Who keeps the register of network A, and who speaks for organisation A besides.
KEEPERS = {"secretariat", "administrator"}
SPEAKERS = {"clerk", "director"}
SPOKEN = ("profile/", "people/", "document/", "appoint/", "posts/", "bank/")


def test_the_pages_tried_here_are_all_that_change_the_register(desk: Desk) -> None:
    changing = {
        address.removeprefix("POST ")
        for code in ("members.keep", "members.speak")
        for address in rules.rules().operations[code].addresses
    }
    # `decide` is tried with two of its steps.
    assert len(asked(desk)) == len(changing) + 1


def test_whoever_may_not_gets_nothing_and_changes_nothing(desk: Desk) -> None:
    clients = {name: desk.client(name) for name in NAMES}
    before = counted()
    for name, client in clients.items():
        for page, typed in asked(desk).items():
            if name in KEEPERS or (page.startswith(SPOKEN) and name in SPEAKERS):
                continue
            refused = {302} if name == "public" else {403, 404}
            for answer in (
                client.get(desk.where(page)),
                client.post(desk.where(page), {**typed, "do": "save"}),
            ):
                assert answer.status_code in refused, (page, name)
                assert "Hoa Sen" not in answer.content.decode()
        assert counted() == before, name


def test_another_networks_keeper_and_another_members_clerk_find_nothing(desk: Desk) -> None:
    """Their roles open the page, but the object is another's: as if it were not there."""
    before = counted()
    for name in ("outsider", "stranger"):
        client = desk.client(name)
        for page, typed in asked(desk).items():
            if name == "stranger" and not page.startswith(SPOKEN):
                continue
            where = desk.where(page)
            assert client.get(where).status_code == 404, (page, name)
            assert client.post(where, {**typed, "do": "save"}).status_code == 404, (page, name)
    assert counted() == before


def test_own_people_work_on_their_own_organisation_alone(desk: Desk) -> None:
    client = desk.client("director")
    for page in ("profile/", "document/", "appoint/", "bank/"):
        assert client.get(desk.where(page)).status_code == 200
        assert client.get(desk.where(page, desk.neighbour.code)).status_code == 404
    # The network's own papers of the membership its staff alone keep.
    before = counted()
    paper = {"kind": "licence", "title": "Giấy phép", "dated_on": "2020-05-05", "paper": pdf()}
    answer = given.send(client, desk.where("document/"), **paper, of="membership")
    assert answer.status_code == 422
    assert counted() == before


def test_what_is_not_shown_to_a_member_is_not_on_its_page(desk: Desk) -> None:
    staff = desk.client("secretariat")
    given.send(staff, desk.where("note/"), text="Chỉ nội bộ")
    where = desk.where("")
    assert staff.get(where).content.decode().count("Chỉ nội bộ") == 2  # the note, and its history
    for name in ("clerk", "director", "reader"):
        text = desk.client(name).get(where).content.decode()
        assert "Chỉ nội bộ" not in text
        assert "Notes of the network" not in text
    # Each link on a member's page to something to be done leads to a page that opens.
    for name in ("clerk", "reader", "secretariat", "auditor"):
        client = desk.client(name)
        text = client.get(where).content.decode()
        links = set(given.re.findall(r'href="(/en/registers/[^"#]+/members/hoa-sen/[^"#]+)"', text))
        assert bool(links) is (name in ("clerk", "secretariat")), links
        for link in links:
            assert client.get(link.replace("&amp;", "&")).status_code == 200, (name, link)
