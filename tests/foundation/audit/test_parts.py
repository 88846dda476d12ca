"""The parts of an entry: actor, subject, origin; seals; what can be kept."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import override_settings

from tcvm.domain.text import Text
from tcvm.foundation.audit.actor import Actor, ActorKind
from tcvm.foundation.audit.chain import GENESIS, Link
from tcvm.foundation.audit.seals import Purpose, holds, seal
from tcvm.foundation.audit.subject import Origin, Subject

NAME = Text("Quỹ", "Fund")
PLACE = Link(7, "a" * 64)


def test_an_actor_is_what_it_says() -> None:
    assert Actor(ActorKind("service"), "token-1", "").kind is ActorKind.SERVICE
    assert Actor("person", "u-1", "Ánh").kind is ActorKind.PERSON  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given",
    [("robot", "a", "b"), ("person", "", "b"), ("person", "a\0", "b"), ("person", "a", "\0")],
)
def test_an_actor_that_cannot_be_kept_is_refused(given: tuple[ActorKind, str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Actor(*given)


@pytest.mark.parametrize(
    "given",
    [
        ("Member", "1", NAME),
        ("member.", "1", NAME),
        ("m" * 81, "1", NAME),
        ("member", "", NAME),
        ("member", "1" * 201, NAME),
        ("member", "1", Text("\0", "")),
        ("member", "1", Text("", "\udfff")),
    ],
)
def test_a_subject_that_cannot_be_kept_is_refused(given: tuple[str, str, Text]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Subject(*given)


def test_what_a_request_says_of_itself_never_stops_an_action() -> None:
    seen = Origin.seen(ip=" 192.0.2.7 ", user_agent="a\0b\n" + "x" * 900, request_id="\ud800" * 300)
    assert (seen.ip, seen.request_id) == ("192.0.2.7", "?" * 200)
    assert seen.user_agent == "a?b?" + "x" * 496
    assert Origin.seen(ip="not an address") == Origin()
    assert Origin.seen(ip="2001:0DB8::0001").ip == "2001:db8::1"


@pytest.mark.parametrize(
    "given",
    [
        {"ip": "x"},
        {"ip": "2001:0db8::1"},
        {"user_agent": "\0"},
        {"request_id": "\0"},
        {"request_id": "r" * 201},
    ],
)
def test_an_origin_that_cannot_be_kept_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Origin(**given)


def test_a_seal_holds_for_one_purpose_and_one_place() -> None:
    made = seal(Purpose.HEAD, PLACE)
    assert holds(Purpose.HEAD, PLACE, made)
    assert not holds(Purpose.ANCHOR, PLACE, made)
    assert not holds(Purpose.HEAD, Link(8, PLACE.hash), made)
    assert not holds(Purpose.HEAD, Link(7, GENESIS), made)
    assert not holds(Purpose.HEAD, PLACE, "")
    assert not holds(Purpose.HEAD, PLACE, "Ánh\udcff")


def test_a_seal_holds_while_its_key_is_kept() -> None:
    made = seal(Purpose.HEAD, PLACE)
    new = "another-key-" * 5
    with override_settings(SECRET_KEY=new):
        assert not holds(Purpose.HEAD, PLACE, made)
    with override_settings(SECRET_KEY=new, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert holds(Purpose.HEAD, PLACE, made)
