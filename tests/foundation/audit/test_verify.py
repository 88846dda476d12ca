"""The walk along the chain, over trails kept in memory."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest

from tcvm.foundation.audit.chain import (
    ANCHOR_EVERY,
    GENESIS,
    LAYOUT,
    TEXTS,
    Link,
    Stored,
    Unreadable,
    computed_hash,
    document,
    fingerprint,
)
from tcvm.foundation.audit.findings import Finding, Kind
from tcvm.foundation.audit.verify import SealedLink, Walk, walk

START = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)


def entry(number: int, previous: str) -> dict[str, object]:
    stored: dict[str, object] = {name: f"{name} {number}" for name in TEXTS}
    stored |= {
        "number": number,
        "layout": LAYOUT,
        "at": START + dt.timedelta(seconds=number),
        "previous_hash": previous,
        "changes": '{"name":["Cũ","Mới"]}',
    }
    return {**stored, "hash": fingerprint(document(stored))}


def sealed(purpose: str, link: Link, seal: str) -> bool:
    return seal == f"{purpose} {link.number} {link.hash}"


def place(purpose: str, number: int, hash_: str) -> SealedLink:
    return SealedLink(number, hash_, f"{purpose} {number} {hash_}")


@dataclass
class InMemory:
    """A trail that hands out what it holds; `growing` are entries recorded while it is read."""

    rows: list[dict[str, object]]
    anchors: dict[int, SealedLink] = field(default_factory=dict)
    end: SealedLink | None = None
    growing: list[list[dict[str, object]]] = field(default_factory=list)

    def entries(self, after: int | None) -> Iterable[Stored]:
        rows = sorted(self.rows, key=lambda row: (isinstance(row["number"], str), row["number"]))
        yield from (row for row in rows if after is None or _beyond(row["number"], after))
        if self.growing:
            self.rows += self.growing.pop(0)
            self.settle()

    def anchor(self, number: int) -> SealedLink | None:
        return self.anchors.get(number)

    def stray_anchors(self, after: int) -> Iterable[SealedLink]:
        for number, anchor in self.anchors.items():
            if number > after or number % ANCHOR_EVERY:
                yield anchor

    def head(self) -> SealedLink | None:
        return self.end

    def successor(self, hash_: str) -> int | None:
        found = [row["number"] for row in self.rows if row["previous_hash"] == hash_]
        return int(str(found[0])) if found else None

    def settle(self) -> None:
        """Put the head and the anchors where the entries are."""
        for row in self.rows:
            number, hash_ = int(str(row["number"])), str(row["hash"])
            if number % ANCHOR_EVERY == 0:
                self.anchors[number] = place("anchor", number, hash_)
            self.end = place("head", number, hash_)


def _beyond(number: object, after: int) -> bool:
    return isinstance(number, str) or (isinstance(number, int) and number > after)


def chained(length: int, after: Link = Link(0, GENESIS)) -> list[dict[str, object]]:  # noqa: B008
    rows = []
    previous = after.hash
    for number in range(after.number + 1, after.number + length + 1):
        rows.append(entry(number, previous))
        previous = str(rows[-1]["hash"])
    return rows


def trail(length: int) -> InMemory:
    made = InMemory(chained(length))
    made.settle()
    return made


def findings(of: InMemory, *known: str) -> list[Finding]:
    return list(walk(of, seals=sealed, known=known).findings())


@pytest.mark.parametrize("length", [0, 1, 5, 99, 100, 101, 200])
def test_an_intact_trail_has_no_findings(length: int) -> None:
    made = trail(length)
    checked = walk(made, seals=sealed, known=[GENESIS, *(str(r["hash"]) for r in made.rows[:3])])
    assert list(checked.findings()) == []
    assert checked.entries == checked.link.number == length


def test_a_trail_that_grows_while_it_is_read_is_intact() -> None:
    made = trail(98)
    rows = chained(5, Link(98, str(made.rows[-1]["hash"])))
    more = chained(120, Link(103, str(rows[-1]["hash"])))
    made.growing = [rows, more]
    checked = walk(made, seals=sealed)
    assert list(checked.findings()) == []
    assert checked.entries == 223


def test_an_anchor_made_while_the_end_is_looked_at_is_no_stray() -> None:
    made = trail(99)
    end = made.end
    late = chained(1, Link(99, str(made.rows[-1]["hash"])))[0]
    heads = [end, place("head", 100, str(late["hash"]))]
    made.anchors[100] = place("anchor", 100, str(late["hash"]))
    made.head = lambda: heads.pop(0)  # type: ignore[method-assign]
    assert findings(made) == []


def test_an_anchor_beyond_the_end_shows_that_the_end_was_cut() -> None:
    made = trail(200)
    made.rows = made.rows[:150]
    made.end = place("head", 150, str(made.rows[-1]["hash"]))
    assert findings(made) == [Finding(Kind.TRUNCATED, 151, 200)]


@pytest.mark.parametrize("number", [True, None, "x", 2.0, b"2"])
def test_a_number_that_is_none_is_an_altered_entry(number: object) -> None:
    made = trail(3)
    made.rows.append({**made.rows[1], "number": "z"})
    assert findings(made) == [Finding(Kind.ALTERED)]
    broken = {**made.rows[1], "number": number}
    with pytest.raises(Unreadable):
        document(broken)
    assert computed_hash(broken) is None


@pytest.mark.parametrize("at", [None, 7, b"x"])
def test_a_moment_that_is_none_is_an_altered_entry(at: object) -> None:
    made = trail(3)
    made.rows[1]["at"] = at
    assert findings(made) == [Finding(Kind.ALTERED, 2)]


def test_an_entry_before_the_first_was_inserted() -> None:
    made = trail(3)
    made.rows += [entry(0, "x"), entry(-5, "y")]
    assert findings(made) == [Finding(Kind.INSERTED, -5), Finding(Kind.INSERTED, 0)]


def test_the_first_entry_names_none_before_it() -> None:
    made = InMemory([entry(1, "f" * 64)])
    made.settle()
    assert findings(made) == [Finding(Kind.ALTERED, 1)]


def test_a_head_that_says_nothing_is_forged() -> None:
    for end in (SealedLink("x", "y", "z"), SealedLink(3, None, "z"), SealedLink(3, "y", None)):
        made = trail(3)
        made.end = end
        assert Finding(Kind.HEAD_FORGED) in findings(made)


def test_an_anchor_of_another_entry_is_wrong() -> None:
    made = trail(100)
    made.anchors[100] = place("anchor", 100, str(made.rows[0]["hash"]))
    assert findings(made) == [Finding(Kind.ANCHOR_WRONG, 100)]


def test_a_noted_hash_that_is_not_there_is_told() -> None:
    assert findings(trail(3), "a" * 64, "b" * 64) == [
        Finding(Kind.HEAD_UNKNOWN, detail="a" * 64),
        Finding(Kind.HEAD_UNKNOWN, detail="b" * 64),
    ]


def test_entries_that_changed_places_are_known_by_their_followers() -> None:
    made = trail(9)
    made.rows[1]["number"], made.rows[6]["number"] = 7, 2
    assert findings(made) == [
        Finding(Kind.MOVED, 2, detail="7"),
        Finding(Kind.MOVED, 7, detail="2"),
    ]


def test_memory_does_not_grow_with_the_trail() -> None:
    class Long(InMemory):
        def entries(self, after: int | None) -> Iterator[Stored]:
            previous = GENESIS
            for number in range(1 if after is None else 10**9, 3_001):
                row = entry(number, previous)
                previous = str(row["hash"])
                if number % ANCHOR_EVERY == 0:
                    self.anchors = {number: place("anchor", number, previous)}
                self.end = place("head", number, previous)
                yield row

    checked: Walk = walk(Long([]), seals=sealed)
    tracemalloc.start()
    try:
        assert list(checked.findings()) == []
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert checked.entries == 3_000
    # A row takes about a kilobyte: if all were kept, three times this.
    assert peak < 1_000_000
