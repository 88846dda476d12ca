"""The home page: what waits for each role, what is due, and what changed since the last visit."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tcvm.foundation.accounts.actions import invite as invitations
from tcvm.foundation.accounts.actions.grant_role import grant_role
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.web import home
from tcvm.foundation.accounts.web.what_changed import FIRST_VISIT, last_here
from tcvm.foundation.accounts.web.what_waits import waits
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import PUBLIC, OrganisationRole
from tcvm.foundation.ui.changed import Changed, changed_for
from tcvm.foundation.ui.waiting import Waiting
from tests.actors import NAMES, PASSWORD, Actors, give, person, second_factor

pytestmark = pytest.mark.django_db
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def page(client: Client, address: str = "/en/me/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def waiting(actors: Actors, name: str) -> list[str]:
    with override("en"):
        return [one.text for one in waits(actors.viewer(name), timezone.now())]


def changed(actors: Actors, name: str) -> list[str]:
    with override("en"):
        return [one.text for one in changed_for(actors.viewer(name), LONG_AGO)]


def asked_for(actors: Actors, place: Network | Organisation, role: str, who: User) -> None:
    grant_role(
        user=who,
        place=place,
        role=role,
        since=timezone.localdate(),
        until=None,
        reason="Nhân sự mới",
        actor=actors.administrator if isinstance(place, Network) else actors.director,
        now=timezone.now(),
        today=timezone.localdate(),
    )


def test_a_change_waits_for_those_who_may_decide_it_and_nobody_else(actors: Actors) -> None:
    newcomer = person("newcomer", "Cao Thị Mới")
    asked_for(actors, actors.network_a, "analyst", newcomer)
    told = "Confirm or refuse: Give a role: Cao Thị Mới · Analyst"
    assert {name for name in NAMES if told in waiting(actors, name)} == {"board"}
    html = page(actors.client("board"))
    assert told in html
    assert 'id="due"' in html
    # Who asked finds it among the roles, to withdraw it; it does not wait for them.
    assert told not in page(actors.client("administrator"))
    assert "Cao Thị Mới" in page(actors.client("administrator"), "/en/me/roles/")


def test_a_role_that_ends_soon_and_an_invitation_without_answer_are_due(actors: Actors) -> None:
    today = timezone.localdate()
    near, far = today + dt.timedelta(days=8), today + dt.timedelta(days=200)
    give(actors.clerk, actors.organisation_a, OrganisationRole.READER, until=near)
    give(actors.clerk, actors.organisation_b, OrganisationRole.READER, until=far)
    invitations.invite(
        email="lan@example.org",
        name="Lê Thị Lan",
        locale="vi",
        place=actors.organisation_a,
        role="clerk",
        role_until=None,
        reason="",
        actor=actors.director,
        now=timezone.now(),
        today=today,
    )
    assert waiting(actors, "clerk") == [
        "Your role “Reader” ends",
        "Set up a second factor for your sign-in",
    ]
    assert waiting(actors, "director")[0] == "Lê Thị Lan has not answered the invitation"
    assert "Lê Thị Lan" not in " ".join(waiting(actors, "reader"))
    second_factor(actors.clerk)
    assert waiting(actors, "clerk") == ["Your role “Reader” ends"]
    assert waits(PUBLIC, timezone.now()) == []


def test_seven_lines_stand_on_the_page_and_all_of_them_one_link_away(
    actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = dt.date(2026, 1, 5)
    due = [Waiting(f"due {number}", "/x/", due=day) for number in range(9)]
    other = [Waiting(f"other {number}", "/x/", since=day) for number in range(3)]
    lines = [Changed(f"change {number}", LONG_AGO, count=3) for number in range(8)]
    monkeypatch.setattr(home, "waiting_for", lambda *_: [*due, *other])
    monkeypatch.setattr(home, "changed_for", lambda *_: lines)
    client = actors.client("clerk")
    html = page(client)
    assert [html.count(f">{word} ") for word in ("due", "other", "change")] == [7, 3, 7]
    assert "change 0 (3)" in html
    assert "was due on 5 January 2026" in html
    assert "Show all 12" in html
    assert "Show all 8" in html
    assert page(client, "/en/me/waiting/").count('<a href="/x/">') == 12
    assert page(client, "/en/me/changed/").count("<strong>change ") == 8


def test_since_when_is_the_visit_before_this_one(actors: Actors) -> None:
    now = timezone.now()
    assert last_here(actors.clerk, now) == (now - FIRST_VISIT, False)
    assert "Changed in the last 30 days" in page(actors.client("clerk"))
    client = Client()
    for visit in range(3):
        client.post(
            "/vi/account/sign-in/",
            {"login": "clerk", "password": PASSWORD},
        )
        began = Entry.objects.filter(verb="session.began").order_by("number")
        assert began.count() == visit + 1
        client.post("/vi/account/sign-out/")
    before = list(began.values_list("at", flat=True))[-2]
    assert last_here(actors.clerk, now) == (before, True)
    assert "Changed since" in page(actors.client("clerk"))
    # Another's visits are not one's own.
    assert last_here(actors.director, now)[1] is False


def test_a_role_given_is_told_where_its_holders_may_be_seen(actors: Actors) -> None:
    asked_for(actors, actors.organisation_a, "clerk", person("newcomer", "Cao Thị Mới"))
    told = "Role given: Cao Thị Mới"
    seeing = {name for name in NAMES if told in changed(actors, name)}
    assert seeing == {"clerk", "director", "reader", "auditor", "administrator"}


def test_the_navigation_is_what_a_person_may_open(actors: Actors) -> None:
    inside = page(actors.client("clerk"))
    assert 'href="/en/registers/"' in inside
    assert "data-section" not in inside
    # A public page is the same for all: what is for people stands there hidden.
    assert '<li hidden data-section="members">' in page(actors.client("clerk"), "/en/schemes/")
    nobody = person("nobody", "Không Vai Trò")
    client = Client()
    client.force_login(nobody)
    html = page(client)
    assert 'href="/en/registers/"' not in html
    assert client.cookies["signed_in"].value == "1"
