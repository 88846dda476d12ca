"""Which organisations a network reaches, as the register above says.

Memberships are the register's, a room above this floor. It says at start, by `register`, how to
ask; until a register does, a network reaches no organisation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

#: From networks and a day to the organisations that are theirs on it, all by primary key.
Register = Callable[[frozenset[int], dt.date], frozenset[int]]

_registers: list[Register] = []
#: What was answered while one page is read; None where nothing is kept.
_answers: ContextVar[dict[tuple[frozenset[int], dt.date], frozenset[int]] | None] = ContextVar(
    "answers", default=None
)


def register(reached: Register) -> None:
    """Ask `reached` from now on, once however often it is registered."""
    if reached not in _registers:
        _registers.append(reached)


def forget(reached: Register) -> None:
    """Ask `reached` no longer."""
    _registers.remove(reached)


@contextmanager
def asked_once() -> Iterator[None]:
    """Inside, the same question is asked once: for reading a page, which changes nothing."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def organisations_of(networks: frozenset[int], today: dt.date) -> frozenset[int]:
    """The organisations that one of `networks` reaches on `today`."""
    if not networks:
        return frozenset()
    answers = _answers.get()
    if answers is not None and (networks, today) in answers:
        return answers[networks, today]
    found = frozenset[int]().union(*(reached(networks, today) for reached in _registers))
    if answers is not None:
        answers[networks, today] = found
    return found
