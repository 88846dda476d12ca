"""Events reach each subscriber once, in their key's order, or end as dead letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from tcvm.foundation.audit.models import Entry
from tcvm.foundation.events import queries, subscribers
from tcvm.foundation.events.actions import deliver as steps
from tcvm.foundation.events.actions.announce import OutsideTransaction, announce
from tcvm.foundation.events.actions.deliver import ERROR_LENGTH, deliver
from tcvm.foundation.events.actions.settle import replay, set_aside
from tcvm.foundation.events.models import Delivery, Event, State
from tcvm.foundation.events.retry import ATTEMPTS_MAX
from tcvm.foundation.events.subscribers import Announced, subscriber
from tests.foundation.events.listeners import (
    EVENT,
    OPERATOR,
    START,
    announced,
    effects,
    listener,
)

pytestmark = pytest.mark.django_db(transaction=True)
LATER = START + dt.timedelta(days=2)


@pytest.fixture(autouse=True)
def _nobody_else() -> Iterator[None]:
    with subscribers.only():
        yield


def states() -> list[str]:
    return list(Delivery.objects.order_by("event_id").values_list("state", flat=True))


def test_each_subscriber_handles_each_event_once() -> None:
    with subscribers.only(listener("a.one"), listener("b.two")):
        numbers = [announced() for _ in range(3)]
        report = deliver(now=START)
        assert (report.done, report.again, report.dead) == (6, 0, 0)
        assert deliver(now=LATER).done == 0
    assert effects() == [(name, number) for number in numbers for name in ("a.one", "b.two")]


def test_a_handler_gets_what_was_announced() -> None:
    got: list[tuple[Announced, dt.datetime]] = []

    @subscriber(EVENT, name="a.one")
    def handle(event: Announced, *, now: dt.datetime) -> None:
        got.append((event, now))

    number = announced("member:7", {"fee_vnd": Decimal("1.50"), "year": 2026})
    deliver(now=LATER)
    payload = {"fee_vnd": "1.50", "year": 2026}
    assert got == [(Announced(number, EVENT, "member:7", payload, START, 1), LATER)]


def test_without_a_subscriber_an_event_is_kept_and_nothing_is_due() -> None:
    announced()
    with subscribers.only(listener("a.late")):
        assert deliver(now=LATER).done == 0
    assert Event.objects.count() == 1


def test_a_delivery_whose_subscriber_is_gone_waits_and_is_shown() -> None:
    with subscribers.only(listener("a.one")):
        number = announced()
    assert deliver(now=LATER).done == 0
    assert [one.event_id for one in queries.without_subscriber()] == [number]


def test_what_is_rolled_back_was_never_announced() -> None:
    with subscribers.only(listener("a.one")):
        with transaction.atomic():
            announce(name=EVENT, payload={}, key="", at=START)
            transaction.set_rollback(True)
        assert deliver(now=LATER).done == 0
    assert Event.objects.count() == 0


def test_outside_of_a_transaction_nothing_is_announced() -> None:
    with pytest.raises(OutsideTransaction):
        announce(name=EVENT, payload={}, key="", at=START)


def test_inside_of_a_transaction_nothing_is_delivered() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        deliver(now=LATER)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"name": "returnAccepted"}, ValueError),
        ({"name": "Return accepted"}, ValueError),
        ({"name": "R" * 81}, ValueError),
        ({"at": dt.datetime(2026, 1, 1)}, ValueError),  # noqa: DTZ001 - refused for it
        ({"key": "k" * 201}, ValueError),
        ({"payload": {"rate": 0.1}}, TypeError),
    ],
)
def test_what_cannot_be_kept_is_refused(given: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        announced(**given)  # type: ignore[arg-type]
    assert Event.objects.count() == 0


def test_a_failure_leaves_no_effect_and_is_tried_again_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing = [True]
    with subscribers.only(listener("a.one", fails=lambda _: failing[0])):
        number = announced()
        assert deliver(now=START).again == 1
        assert effects() == []
        waiting = Delivery.objects.get()
        assert (waiting.state, waiting.attempts) == (State.WAITING, 1)
        assert waiting.error.endswith(f"ArithmeticError: không xử lý được {number}\n")
        assert f"Event {number} for a.one failed" in caplog.text

        failing[0] = False
        assert deliver(now=START + dt.timedelta(seconds=29)).done == 0
        assert deliver(now=START + dt.timedelta(seconds=30)).done == 1
    assert effects() == [("a.one", number)]
    done = Delivery.objects.get()
    assert (done.state, done.attempts, done.error) == (State.DONE, 2, "")
    assert done.handled_at == START + dt.timedelta(seconds=30)


def exhaust(now: dt.datetime) -> None:
    """Deliver until nothing is tried again."""
    for turn in range(ATTEMPTS_MAX + 1):
        deliver(now=now + turn * dt.timedelta(hours=3))


def test_order_is_kept_within_a_key_and_a_subscriber() -> None:
    """A dead letter holds back its own key at its own subscriber, and nothing else."""
    broken: set[int] = set()
    with subscribers.only(
        listener("a.one", fails=lambda event: event.number in broken), listener("b.two")
    ):
        numbers = [announced(key) for key in ("x", "y", "x", "", "x")]
        broken.add(numbers[0])
        exhaust(START)
        of_one = [number for name, number in effects() if name == "a.one"]
        of_two = [number for name, number in effects() if name == "b.two"]
        assert of_one == [numbers[1], numbers[3]]
        assert of_two == numbers
        (letter,) = queries.dead_letters()
        assert (letter.event_id, letter.attempts) == (numbers[0], ATTEMPTS_MAX)
        assert letter.holds_back == 2

        broken.clear()
        assert replay(actor=OPERATOR, reason="Đã sửa", now=LATER) == 1
        assert deliver(now=LATER).done == 3
        of_one = [number for name, number in effects() if name == "a.one"]
        assert of_one == [numbers[1], numbers[3], numbers[0], numbers[2], numbers[4]]
    entry = Entry.objects.get(verb="event.replayed")
    assert (entry.reason, entry.changed) == ("Đã sửa", {"state": ("dead", "waiting")})


def test_a_dead_letter_set_aside_holds_nothing_back() -> None:
    with subscribers.only(listener("a.one", fails=lambda event: event.payload["bad"] is True)):
        announced("x", {"bad": True})
        second = announced("x", {"bad": False})
        exhaust(START)
        letter = Delivery.objects.get(state=State.DEAD)
        assert set_aside(actor=OPERATOR, reason="Trùng", now=LATER, deliveries=[letter.pk]) == 1
        deliver(now=LATER)
    assert effects() == [("a.one", second)]
    assert states() == [State.SET_ASIDE, State.DONE]
    assert Entry.objects.filter(verb="event.set_aside").count() == 1


def test_only_dead_letters_are_settled() -> None:
    with subscribers.only(listener("a.one", fails=lambda event: event.payload["bad"] is True)):
        announced("", {"bad": False})
        announced("", {"bad": True})
        announced("", {"bad": True})
        exhaust(START)
        waiting = announced("", {"bad": False})
        every = list(Delivery.objects.values_list("pk", flat=True))
        dead = Delivery.objects.filter(state=State.DEAD).first()
        assert dead is not None
        assert replay(actor=OPERATOR, reason="", now=LATER, deliveries=[dead.pk]) == 1
        assert states() == [State.DONE, State.WAITING, State.DEAD, State.WAITING]
        assert set_aside(actor=OPERATOR, reason="", now=LATER, deliveries=every) == 1
        deliver(now=LATER)
    assert [number for _, number in effects()][1:] == [waiting]
    assert replay(actor=OPERATOR, reason="", now=LATER) == 0


def test_what_a_rival_did_meanwhile_is_not_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rival takes up the same delivery between this one's claim and its handling."""
    claim = steps._claim

    def claimed(*given: Any) -> Delivery | None:
        found = claim(*given)
        monkeypatch.setattr(steps, "_claim", claim)
        assert deliver(now=START).done == 1
        return found

    with subscribers.only(listener("a.one")):
        number = announced()
        monkeypatch.setattr(steps, "_claim", claimed)
        report = deliver(now=START)
        assert (report.done, report.again, report.dead) == (0, 0, 0)
    assert effects() == [("a.one", number)]


def test_what_stops_the_process_each_time_is_given_up() -> None:
    """The attempts were begun and none ended, as when a handler takes the process with it."""
    with subscribers.only(listener("a.one")):
        announced()
        Delivery.objects.update(attempts=ATTEMPTS_MAX)
        report = deliver(now=START)
        assert (report.done, report.again, report.dead) == (0, 0, 1)
        letter = Delivery.objects.get()
        assert (letter.state, letter.error) == (
            State.DEAD,
            "The process stopped each time while handling.",
        )
        replay(actor=OPERATOR, reason="", now=LATER)
        assert deliver(now=LATER).done == 1


def test_an_error_that_cannot_be_kept_is_kept_as_well_as_it_can() -> None:
    def fail(event: Announced, *, now: dt.datetime) -> None:
        del event, now
        raise ArithmeticError("\0\ud800" + "x" * 9_000)

    with subscribers.only(subscribers.Subscriber("a.one", EVENT, fail)):
        announced()
        assert deliver(now=START).again == 1
    assert len(Delivery.objects.get().error) == ERROR_LENGTH


def test_a_limit_counts_attempts() -> None:
    with subscribers.only(listener("a.one")):
        for _ in range(5):
            announced()
        assert [deliver(now=START, limit=2).done for _ in range(4)] == [2, 2, 1, 0]


def test_counts_by_event() -> None:
    with subscribers.only(listener("a.one"), listener("b.two", fails=lambda _: True)):
        number = announced()
        deliver(now=START)
        (event,) = queries.newest_events()
        assert (event.pk, event.done, event.waiting, event.dead) == (number, 1, 1, 0)


def test_a_name_is_registered_once() -> None:
    with subscribers.only(listener("a.one")):
        for name in ("a.one", "A one"):
            with pytest.raises(ValueError, match=r"a\.one is registered|is not a code"):
                subscriber(EVENT, name=name)(listener("x").handler)
    assert subscribers.registered() == {}
