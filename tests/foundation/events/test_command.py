"""`tcvm events` as an operator uses it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from tcvm.foundation.audit.models import Entry
from tcvm.foundation.events import subscribers
from tcvm.foundation.events.actions.deliver import deliver
from tcvm.foundation.events.command import events
from tcvm.foundation.events.models import Delivery, State
from tcvm.foundation.events.retry import ATTEMPTS_MAX
from tests.foundation.events.listeners import START, announced, effects, listener

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _two_listeners() -> Iterator[None]:
    with subscribers.only(
        listener("a.one"),
        listener("b.two", fails=lambda _: Delivery.objects.filter(attempts=8).exists()),
    ):
        yield


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(events, arguments, catch_exceptions=False)
    return result.exit_code, result.output


def a_dead_letter() -> tuple[int, int]:
    """A dead letter that holds one event back: its number, and that of its event."""
    number = announced("member:1")
    announced("member:1")
    Delivery.objects.filter(event_id=number, subscriber="b.two").update(attempts=ATTEMPTS_MAX - 1)
    deliver(now=START)
    return Delivery.objects.get(state=State.DEAD).pk, number


def test_events_are_delivered_and_listed() -> None:
    number = announced("member:1")
    assert run("list") == (
        0,
        (
            f"{number}  2026-11-02 08:00:00  ReturnAccepted  member:1"
            "  0 đã xử lý, 2 đang chờ, 0 không gửi được\n"
        ),
    )
    assert run("deliver", "--limit", "1")[1] == "Đã chuyển 1, sẽ thử lại 0, ngừng thử 0\n"
    assert run("deliver", "--locale", "en")[1] == ("1 delivered, 0 to be tried again, 0 given up\n")
    assert effects() == [("a.one", number), ("b.two", number)]
    assert "2 done, 0 waiting, 0 dead" in run("list", "--locale", "en")[1]
    assert run("dead") == (0, "")


def test_dead_letters_are_shown_with_their_error_and_what_they_hold_back() -> None:
    letter, number = a_dead_letter()
    status, said = run("dead", "--locale", "en")
    assert status == 1
    assert said == (
        f"{letter}  ReturnAccepted {number}  member:1  → b.two\n"
        f"    ArithmeticError: không xử lý được {number}\n"
        "    holds back 1 event\n"
    )
    assert "Traceback" in run("dead", "--errors")[1]


def test_a_dead_letter_is_replayed_for_a_reason() -> None:
    letter, _ = a_dead_letter()
    assert run("replay", str(letter))[0] == 2
    assert run("replay", "--reason", "x")[0] == 2
    assert run("replay", "--all", "7", "--reason", "x")[0] == 2
    status, said = run("replay", str(letter), "--reason", "Đã sửa")
    assert (status, said) == (0, "Sẽ gửi lại 1 lượt không gửi được\n")
    assert run("replay", "--all", "--reason", "x", "--locale", "en")[1] == (
        "0 dead letters to be delivered again\n"
    )
    entry = Entry.objects.get(verb="event.replayed")
    assert (entry.reason, entry.actor_kind) == ("Đã sửa", "system")
    assert entry.actor_identifier.startswith("command-line:")


def test_a_dead_letter_is_set_aside_for_a_reason() -> None:
    letter, _ = a_dead_letter()
    assert run("set-aside", str(letter), "--reason", "Trùng", "--locale", "en") == (
        0,
        "1 dead letter set aside\n",
    )
    assert run("dead") == (0, "")


def test_deliveries_that_nobody_handles_are_mentioned() -> None:
    announced()
    with subscribers.only():
        assert "2 lượt đang chờ một nơi nhận" in run("list")[1]
