"""Walk the chain and tell everything that is not as it was recorded.

The walk keeps the last entries' hashes and nothing more, so that a trail of any length is checked
in the same memory. It trusts no column to be of its type: somebody may have written anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from tcvm.foundation.audit.chain import (
    ANCHOR_EVERY,
    GENESIS,
    Link,
    Stored,
    computed_hash,
)
from tcvm.foundation.audit.findings import Finding, Kind


@dataclass(frozen=True, slots=True)
class SealedLink:
    """An anchor or the head as stored; nothing about it is sure."""

    number: object
    hash: object
    seal: object


class Trail(Protocol):
    """Where entries are read from; they may grow while they are read."""

    def entries(self, after: int | None) -> Iterable[Stored]:
        """The entries with a number beyond `after` (None: all), by number."""

    def anchor(self, number: int) -> SealedLink | None:
        """The anchor of an entry."""

    def stray_anchors(self, after: int) -> Iterable[SealedLink]:
        """Anchors beyond an entry, or where none belongs, by number."""

    def head(self) -> SealedLink | None:
        """The recorded end, as it is now."""

    def successor(self, hash_: str) -> int | None:
        """The number of the entry that names this hash as its predecessor's, or is next to."""


#: Whether a seal holds for a place: told apart by what is sealed, `anchor` or `head`.
Seals = Callable[[str, Link, str], bool]


_START = Link(0, GENESIS)


@dataclass(slots=True)
class Walk:
    """One check of a trail. `entries` counts what was read, `link` is the last place reached."""

    trail: Trail
    seals: Seals
    known: set[str] = field(default_factory=set)
    entries: int = 0
    link: Link = field(default=_START)
    _before: str = ""
    _recomputed: str = GENESIS
    _shift: int = 0

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong, in the order of the entries; then the end."""
        self.known.discard(GENESIS)
        after: int | None = None
        while True:
            for stored in self.trail.entries(after):
                yield from self._step(stored)
            head = self.trail.head()
            end = None if head is None else _whole(head.number)
            # Only a head that is ahead, of a trail that still grows, is a reason to read on.
            if end is None or end <= self.link.number or after == self.link.number:
                break
            after = self.link.number
        yield from self._end(head)
        for hash_ in sorted(self.known):
            yield Finding(Kind.HEAD_UNKNOWN, detail=hash_)

    def _step(self, stored: Stored) -> Iterator[Finding]:
        self.entries += 1
        number, hash_ = _whole(stored["number"]), stored["hash"]
        if number is None or not isinstance(hash_, str):
            yield Finding(Kind.ALTERED, number)
            return
        if number <= 0:
            yield Finding(Kind.INSERTED, number)
            return
        expected = self.link.number + 1
        if number > expected:
            yield Finding(Kind.MISSING, expected, number - 1)
        recomputed = computed_hash(stored)
        if recomputed != hash_:
            yield from self._altered(stored, number, hash_)
        else:
            # Of a predecessor that was moved or whose hash was altered, it is told there.
            follows = stored["previous_hash"] in (self.link.hash, self._recomputed)
            if number == expected and not follows and not self._shift:
                yield Finding(Kind.REPLACED, number - 1) if number > 1 else Finding(Kind.ALTERED, 1)
            self._shift = 0
            self.known.discard(hash_)
        if number % ANCHOR_EVERY == 0:
            yield from self._anchored(number, hash_)
        self._before = self.link.hash
        self._recomputed = recomputed or ""
        self.link = Link(number, hash_)

    def _altered(self, stored: Stored, number: int, hash_: str) -> Iterator[Finding]:
        """Tell an entry that stands in another's place from one whose content was changed."""
        candidates = [number + self._shift, number + 1, number - 1]
        follower = self.trail.successor(hash_)
        if follower is not None:
            candidates.append(follower - 1)
        for other in candidates:
            if other != number and computed_hash(stored, number=other) == hash_:
                if other < number and stored["previous_hash"] == self._before and not self._shift:
                    yield Finding(Kind.INSERTED, number - 1)
                self._shift = other - number
                self.known.discard(hash_)
                yield Finding(Kind.MOVED, number, detail=str(other))
                return
        self._shift = 0
        yield Finding(Kind.ALTERED, number)

    def _anchored(self, number: int, hash_: str) -> Iterator[Finding]:
        anchor = self.trail.anchor(number)
        if anchor is None:
            yield Finding(Kind.ANCHOR_MISSING, number)
        elif not self._sealed("anchor", anchor):
            yield Finding(Kind.ANCHOR_FORGED, number)
        elif anchor.hash != hash_:
            yield Finding(Kind.ANCHOR_WRONG, number)

    def _end(self, head: SealedLink | None) -> Iterator[Finding]:
        last = self.link.number
        if head is None:
            if last:
                yield Finding(Kind.HEAD_MISSING)
        elif not self._sealed("head", head):
            yield Finding(Kind.HEAD_FORGED)
        end = 0 if head is None else _whole(head.number) or 0
        if head is not None and last > end:
            yield Finding(Kind.INSERTED, end + 1, last)
        elif head is not None and last == end and head.hash != self.link.hash:
            yield Finding(Kind.HEAD_WRONG, last)
        reached = end
        for anchor in self.trail.stray_anchors(last):
            number = _whole(anchor.number)
            if number is None or number % ANCHOR_EVERY or not self._sealed("anchor", anchor):
                yield Finding(Kind.ANCHOR_FORGED, number)
            elif not self._grown_to(number):
                reached = max(reached, number)
        if reached > last:
            yield Finding(Kind.TRUNCATED, last + 1, reached)

    def _grown_to(self, number: int) -> bool:
        """Whether an anchor beyond the end belongs to entries recorded since the end was read."""
        head = self.trail.head()
        return head is not None and number <= (_whole(head.number) or 0)

    def _sealed(self, purpose: str, place: SealedLink) -> bool:
        number = _whole(place.number)
        if number is None or not isinstance(place.hash, str) or not isinstance(place.seal, str):
            return False
        return self.seals(purpose, Link(number, place.hash), place.seal)


def walk(trail: Trail, *, seals: Seals, known: Collection[str] = ()) -> Walk:
    """A check of `trail`, which begins when its `findings` are asked for.

    `known` are hashes of entries noted elsewhere, each of which must still be in the chain.
    """
    return Walk(trail, seals, set(known))


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
