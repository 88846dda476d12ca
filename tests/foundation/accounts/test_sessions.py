"""How long a session lasts; what a public page costs; how secrets are kept."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from tcvm.foundation.accounts import sessions
from tests.actors import Actors, client_of, person, second_factor

HOME = "/vi/me/"


def aged(client: Client, **keys: float) -> Client:
    """The client, its session begun or used so many seconds ago."""
    session = client.session
    session.update({name: time.time() - age for name, age in keys.items()})
    session.save()
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ages", "open_"),
    [
        ({"began": 0, "seen": 0}, True),
        ({"began": 11 * 3600, "seen": 59 * 60}, True),
        ({"began": 2 * 3600, "seen": 61 * 60}, False),
        ({"began": 12 * 3600 + 1, "seen": 0}, False),
    ],
)
def test_a_session_rests_an_hour_and_lasts_twelve(
    actors: Actors, ages: dict[str, float], *, open_: bool
) -> None:
    client = aged(actors.client("clerk"), **ages)
    assert client.get(HOME).status_code == (200 if open_ else 302)
    mark = client.cookies.get(sessions.MARK)
    assert (mark is not None and mark.value.split(".")[0] == "1") is open_


@pytest.mark.django_db
def test_what_a_person_sees_is_kept_by_no_cache(actors: Actors) -> None:
    answer = actors.client("clerk").get(HOME)
    assert answer["Cache-Control"] == "no-store, private"


def test_a_public_page_asks_for_nobody(client: Client) -> None:
    """No database at all: the test has none, and would fail if it were asked."""
    client.cookies[settings.SESSION_COOKIE_NAME] = "a-session-of-somebody"
    for address in ("/vi/schemes/", "/en/indicators/", "/vi/permissions/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Cookie" not in answer.get("Vary", "")
        assert not answer.cookies


@pytest.mark.django_db
def test_a_page_without_a_rule_is_not_there(
    actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tcvm.foundation.accounts import rules

    none = rules.read({"operations": []})
    client = actors.client("administrator")
    monkeypatch.setattr(rules, "rules", lambda: none)
    for address in (HOME, "/vi/schemes/", "/vi/account/sign-in/"):
        assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_what_matters_is_confirmed_anew(actors: Actors) -> None:
    client = client_of(actors.director, confirmed=False)
    where = "/vi/people/organisation/hoa-sen/"
    assert client.get(where).status_code == 200
    answer = client.post(where, {"do": "end", "key": actors.clerk.roles.get().pk})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert actors.clerk.roles.get().until is None


@pytest.mark.django_db
def test_secrets_of_second_factors_are_kept_encrypted() -> None:
    secret = second_factor(person("hoa", "Mai Thị Hoa"))
    kept = [str(one.data) for one in Authenticator.objects.all()]
    assert len(kept) == 2
    assert not any(secret in text for text in kept)


@pytest.mark.django_db
def test_a_page_about_a_person_costs_few_queries(
    actors: Actors, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = actors.client("clerk")
    client.get(HOME)
    with django_assert_max_num_queries(17):
        client.get(HOME)
