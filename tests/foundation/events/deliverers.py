"""Processes that announce, deliver and are killed. `python -m tests.foundation.events.deliverers`

killed SEED KILLS   deliver, and be killed KILLS times at points that SEED chooses
together COUNT      COUNT deliverers at once
in_line COUNT       COUNT announcers of one key at once
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import django

KEYS = ("", "member:1", "member:2", "member:3")
POINTS = ("claimed", "before", "effect", "marking", "marked", "handled")
NAMES = ("a.one", "b.two")


class Killer:
    """Ends its own process, as kill -9 does, when it passes a point for the `left`th time."""

    def __init__(self, point: str, left: int) -> None:
        self.point = point
        self.left = left

    def at(self, point: str) -> None:
        if point == self.point:
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def subscribe(killer: Killer | None = None) -> None:
    """Two subscribers that leave an effect, each of them two points at which to die."""
    from tcvm.foundation.events.subscribers import Announced, subscriber
    from tests.foundation.events.listeners import EVENT, effect

    def listen(name: str) -> None:
        @subscriber(EVENT, name=name)
        def handle(event: Announced, *, now: dt.datetime) -> None:
            del now
            if killer:
                killer.at("before")
            effect(name, event)
            if killer:
                killer.at("effect")

    for name in NAMES:
        listen(name)


def mined(killer: Killer) -> None:
    """Lay the points between a deliverer's own steps."""
    from tcvm.foundation.events.actions import deliver as steps
    from tcvm.foundation.events.models import Delivery

    def passing(step: Callable[..., Any], point: str) -> Callable[..., Any]:
        def passed(*given: Any, **named: Any) -> Any:
            at_mark = "handled_at" in named.get("update_fields", ())
            if at_mark:
                killer.at("marking")
            result = step(*given, **named)
            if point != "marked" or at_mark:
                killer.at(point)
            return result

        return passed

    steps._claim = passing(steps._claim, "claimed")
    steps._handle = passing(steps._handle, "handled")
    Delivery.save = passing(Delivery.save, "marked")  # type: ignore[method-assign]


def forked(act: Callable[[], None]) -> int:
    """Start a process that acts."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        act()
        connections.close_all()
        status = 0
    finally:
        os._exit(status)


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def deliver_all() -> None:
    from tcvm.foundation.events.actions.deliver import deliver
    from tests.foundation.events.listeners import START

    deliver(now=START, limit=10**6)


def killed(seed: int, kills: int) -> dict[str, object]:
    chance = random.Random(seed)
    announce_some(3 * kills)
    died = 0

    def act(killer: Killer) -> Callable[[], None]:
        def acting() -> None:
            subscribe(killer)
            mined(killer)
            deliver_all()

        return acting

    while died < kills:
        if chance.random() < 0.2:
            child = forked(act(Killer("never", 0)))
            time.sleep(chance.uniform(0, 0.03))
            os.kill(child, signal.SIGKILL)
        else:
            child = forked(act(Killer(chance.choice(POINTS), chance.randint(1, 5))))
        died += ended(child) == -signal.SIGKILL
        announce_some(1)
    assert ended(forked(act(Killer("never", 0)))) == 0
    return {"killed": died, **outcome()}


def together(count: int) -> dict[str, object]:
    announce_some(60)

    def act() -> None:
        subscribe()
        deliver_all()

    statuses = [ended(child) for child in [forked(act) for _ in range(count)]]
    return {"ended": statuses, **outcome()}


def in_line(count: int) -> dict[str, object]:
    """What each announcer of one key saw before its own event, and what is there in the end."""
    from django.db import transaction

    from tcvm.foundation.events.actions.announce import announce
    from tcvm.foundation.events.models import Event
    from tests.foundation.events.listeners import EVENT, START

    def act(seed: int) -> Callable[[], None]:
        def acting() -> None:
            chance = random.Random(seed)
            for _ in range(15):
                with transaction.atomic():
                    mine = announce(name=EVENT, payload={}, key="member:1", at=START)
                    time.sleep(chance.uniform(0, 0.004))
                    seen = Event.objects.filter(pk__lt=mine, key="member:1").count()
                    Event.objects.create(name="Seen", payload=f"[{mine},{seen}]", at=START)

        return acting

    statuses = [ended(child) for child in [forked(act(seed)) for seed in range(count)]]
    saw = [
        json.loads(one)
        for one in Event.objects.filter(name="Seen").values_list("payload", flat=True)
    ]
    numbers = sorted(Event.objects.filter(name=EVENT).values_list("pk", flat=True))
    return {"ended": statuses, "saw": sorted(saw), "numbers": numbers}


def announce_some(count: int) -> None:
    from tcvm.foundation.events import subscribers
    from tests.foundation.events.listeners import announced, listener

    with subscribers.only(*(listener(name) for name in NAMES)):
        for turn in range(count):
            announced(KEYS[turn % len(KEYS)], {"turn": turn})


def outcome() -> dict[str, object]:
    """What happened, from the database: effects, states, and whether the trail holds."""
    from tcvm.foundation.audit.check import check, findings_of
    from tcvm.foundation.events.models import Delivery, Event
    from tests.foundation.events.listeners import effects

    return {
        "effects": effects(),
        "states": sorted(Delivery.objects.values_list("state", flat=True)),
        "keys": dict(Event.objects.values_list("pk", "key")),
        "findings": [str(one) for one in findings_of(check())],
    }


def main(act: str, *given: str) -> None:
    django.setup()
    from django.core.management import call_command

    for room in ("audit", "events"):
        call_command("migrate", room, verbosity=0)
    acts: dict[str, Callable[..., dict[str, object]]] = {
        "killed": killed,
        "together": together,
        "in_line": in_line,
    }
    sys.stdout.write(json.dumps(acts[act](*map(int, given))))


if __name__ == "__main__":
    main(*sys.argv[1:])
