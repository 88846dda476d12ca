"""The pages of tokens: made, shown once, taken back."""

import re

import pytest
from django.test import Client

from tcvm.foundation.api.models import Token
from tests.actors import Actors
from tests.foundation.api.programs import Program, token_of

pytestmark = pytest.mark.django_db

NEW = {"do": "create", "name": "Bảng tính", "scopes": ["account:read"], "days": "30"}
SERVICE = NEW | {"role": "analyst", "reason": "Đồng bộ hằng đêm"}
SERVICES = "/vi/people/network/mang-luoi-a/services/"


def text_on(page: str) -> list[str]:
    """The tokens that a page shows whole."""
    return re.findall(r"tcvm_[\w-]{40,}", page)


def test_a_token_is_shown_once_and_works(actors: Actors) -> None:
    browser = actors.client("clerk")
    answer = browser.post("/vi/me/tokens/", NEW | {"once": "a"})
    (text,) = text_on(answer.content.decode())
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert Program(text).get("/me").status_code == 200
    assert text_on(browser.get("/vi/me/tokens/").content.decode()) == []
    # The button pressed twice makes one token, and does not show it again.
    again = browser.post("/vi/me/tokens/", NEW | {"once": "a"})
    assert (again.status_code, again.headers["Location"]) == (302, "/vi/me/tokens/")
    assert Token.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["all"]}, {"days": "9999"}]
)
def test_what_is_wrong_is_said_at_its_field(actors: Actors, wrong: dict[str, object]) -> None:
    answer = actors.client("clerk").post("/vi/me/tokens/", NEW | wrong)
    (field,) = wrong
    assert set(answer.context["form"].errors) == {field}
    assert not Token.objects.exists()


def test_making_a_token_asks_who_one_is(actors: Actors) -> None:
    answer = actors.client("clerk", confirmed=False).post("/vi/me/tokens/", NEW)
    assert answer.status_code == 302
    assert not Token.objects.exists()


def test_one_takes_back_ones_own(actors: Actors) -> None:
    text = token_of(actors.clerk)
    key = str(Token.objects.get().pk)
    for other in ("director", "administrator"):
        answer = actors.client(other).post("/vi/me/tokens/", {"do": "revoke", "key": key})
        assert answer.status_code == 404
    assert Program(text).get("/me").status_code == 200
    browser = actors.client("clerk")
    for bad in ("", "x", "²", "999999"):
        assert browser.post("/vi/me/tokens/", {"do": "revoke", "key": bad}).status_code == 404
    assert browser.post("/vi/me/tokens/", {"do": "revoke", "key": key}).status_code == 302
    assert Program(text).get("/me").status_code == 401
    assert browser.post("/vi/me/tokens/", {"do": "revoke", "key": key}).status_code == 302


def test_a_service_of_a_network(actors: Actors) -> None:
    browser = actors.client("administrator")
    answer = browser.post(SERVICES, SERVICE | {"reason": ""})
    assert answer.context["form"].non_field_errors()
    assert not Token.objects.exists()
    answer = browser.post(SERVICES, SERVICE)
    (text,) = text_on(answer.content.decode())
    assert Program(text).get("/me").status_code == 401, "not before a second person confirms"
    board = actors.client("board")
    waiting = board.get("/vi/changes/").content.decode()
    (change,) = set(re.findall(r"/vi/changes/(\d+)/", waiting))
    assert "Bảng tính" in board.get(f"/vi/changes/{change}/").content.decode()
    board.post(f"/vi/changes/{change}/", {"decision": "confirmed"})
    assert Program(text).get("/me").json()["roles"][0]["roles"] == ["analyst"]


@pytest.mark.parametrize(
    ("actor", "status"),
    [("auditor", 200), ("secretariat", 404), ("outsider", 404), ("public", 302)],
)
def test_services_are_seen_by_who_looks_after_them(actors: Actors, actor: str, status: int) -> None:
    browser = actors.client(actor)
    assert browser.get(SERVICES).status_code == status
    assert isinstance(browser, Client)
    browser.post(SERVICES, SERVICE)
    assert not Token.objects.exists()
