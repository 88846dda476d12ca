"""Who listens to which event. Each room registers its own in `subscriptions.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from tcvm.foundation.audit.canonical import Json
from tcvm.foundation.audit.text import code


@dataclass(frozen=True, slots=True)
class Announced:
    """An event as a handler gets it.

    `number` identifies it for ever: what a handler does outside the database, such as sending a
    letter, must say it, so that a second delivery can be told from a second event. `attempt`
    counts from 1.
    """

    number: int
    name: str
    key: str
    payload: Mapping[str, Json]
    at: dt.datetime
    attempt: int


class Handler(Protocol):
    """What a subscriber does. Whatever it raises undoes its effects and is tried again later."""

    def __call__(self, event: Announced, *, now: dt.datetime) -> None:
        """Handle one event, inside the transaction that marks it handled."""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A handler under the name by which its deliveries are kept: the name never changes."""

    name: str
    event: str
    handler: Handler


_registered: dict[str, Subscriber] = {}


def subscriber(event: str, *, name: str) -> Callable[[Handler], Handler]:
    """Register the decorated function for events called `event`.

    `name` is `room.what_it_does`. Raises ValueError for a name that is no code or is taken.
    """

    def register(handler: Handler) -> Handler:
        if code(name, what="subscriber") in _registered:
            raise ValueError(f"{name} is registered already")
        _registered[name] = Subscriber(name, event, handler)
        return handler

    return register


def listening_to(event: str) -> list[Subscriber]:
    """The subscribers of an event, by name."""
    return [_registered[name] for name in sorted(_registered) if _registered[name].event == event]


def registered() -> Mapping[str, Subscriber]:
    """Every subscriber by its name."""
    return _registered


@contextmanager
def only(*given: Subscriber) -> Iterator[None]:
    """With these subscribers and no others, until the end: for tests and trials."""
    usual = dict(_registered)
    _registered.clear()
    _registered.update({one.name: one for one in given})
    try:
        yield
    finally:
        _registered.clear()
        _registered.update(usual)
