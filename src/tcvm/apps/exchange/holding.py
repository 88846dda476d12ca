"""A file's rows held against a register of any size, by as many processes as there are processors.

The processes know nothing of databases: they get names and hand back likenesses. So little goes out
at a time that memory stays that of the file, once a process. When the one that asked dies, the
others read the end of its pipe and end too.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from tcvm.apps.exchange.matching import Index, Likeness
from tcvm.domain.membership.sameness import Traits, traits

if TYPE_CHECKING:
    from multiprocessing.pool import AsyncResult, Pool

#: So many entries are handed over at once.
PIECE = 2_000
#: A register of up to so many is gone through here: others would take longer to start.
ALONE_MAX = 20_000
PROCESSES_MAX = 4
#: So many pieces are out for each process.
AHEAD = 2

Whom = TypeVar("Whom")


@dataclass(frozen=True, slots=True)
class Named:
    """What of an entry is compared, as it is written."""

    names: tuple[str, ...]
    abbreviation: str = ""
    phone: str = ""
    email: str = ""

    def traits(self, *, person: bool) -> Traits:
        """The same as it is compared."""
        return traits(
            self.names,
            abbreviation=self.abbreviation,
            phone=self.phone,
            email=self.email,
            person=person,
        )


def hold(
    index: Index, entries: Iterable[tuple[Whom, Named]], *, person: bool
) -> Iterator[tuple[int, Likeness, Whom]]:
    """The rows that are like an entry, for each entry in turn: (row, likeness, entry)."""
    pieces = _pieces(entries)
    alone = list(islice(pieces, ALONE_MAX // PIECE))
    for piece in alone:
        for row, found, at in _alike(index, [named for _, named in piece], person=person):
            yield row, found, piece[at][0]
    if (first := next(pieces, None)) is not None:
        processes = min(os.cpu_count() or 1, PROCESSES_MAX)
        spawning = multiprocessing.get_context("spawn")
        with spawning.Pool(processes, _begin, (index.rows, person)) as pool:
            yield from _shared_out(pool, chain([first], pieces), AHEAD * processes)


def _pieces(entries: Iterable[tuple[Whom, Named]]) -> Iterator[list[tuple[Whom, Named]]]:
    going = iter(entries)
    while piece := list(islice(going, PIECE)):
        yield piece


_Found = list[tuple[int, Likeness, int]]


def _shared_out(
    pool: Pool, pieces: Iterable[list[tuple[Whom, Named]]], out_max: int
) -> Iterator[tuple[int, Likeness, Whom]]:
    out: deque[tuple[list[Whom], AsyncResult[_Found]]] = deque()
    for piece in pieces:
        if len(out) == out_max:
            yield from _told(*out.popleft())
        asked = pool.apply_async(_work, ([named for _, named in piece],))
        out.append(([whom for whom, _ in piece], asked))
    while out:
        yield from _told(*out.popleft())


def _told(whom: list[Whom], asked: AsyncResult[_Found]) -> Iterator[tuple[int, Likeness, Whom]]:
    for row, found, at in asked.get():
        yield row, found, whom[at]


def _alike(index: Index, piece: Sequence[Named], *, person: bool) -> _Found:
    return [
        (row, found, at)
        for at, named in enumerate(piece)
        for row, found in index.alike(named.traits(person=person))
    ]


#: Of a process that helps: what it holds entries against.
_held: list[tuple[Index, bool]] = []


def _begin(rows: Sequence[Traits | None], person: bool) -> None:  # noqa: FBT001 - a Pool gives it so
    _held[:] = [(Index(rows), person)]


def _work(piece: Sequence[Named]) -> _Found:
    index, person = _held[0]
    return _alike(index, piece, person=person)
