"""Whoever is locked out by somebody's guesses is told, once, at the address they gave."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from tests.actors import PASSWORD, Actors
from tests.post import send_all

pytestmark = pytest.mark.django_db


def guess(login: str, times: int, password: str = "sai rồi sai rồi") -> None:
    for _ in range(times):
        Client().post("/vi/account/sign-in/", {"login": login, "password": password})
    send_all()


def test_the_fifth_failure_is_told_and_none_before(actors: Actors) -> None:
    guess("clerk", 4)
    assert mail.outbox == []
    guess("clerk", 1)
    (message,) = mail.outbox
    assert message.to == [actors.clerk.email]
    assert "127.0.0.1" in message.body
    assert "sai rồi" not in message.body
    assert "năm lần" in message.body
    assert "five times" in message.body


def test_it_is_told_once_however_long_it_goes_on(actors: Actors) -> None:
    guess("clerk", 8)
    # Under the address the same person is another name to guess at.
    guess("CLERK@example.org", 6)
    assert [one.to for one in mail.outbox] == [[actors.clerk.email]]


@pytest.mark.usefixtures("actors")
def test_a_name_that_is_nobodys_tells_nobody() -> None:
    guess("nobody", 6)
    assert mail.outbox == []


def test_a_person_without_an_address_is_told_nothing(actors: Actors) -> None:
    actors.clerk.email = ""
    actors.clerk.save()
    guess("clerk", 6)
    assert mail.outbox == []


def test_right_passwords_are_not_failures(actors: Actors) -> None:
    guess(actors.clerk.username, 6, PASSWORD)
    assert mail.outbox == []
