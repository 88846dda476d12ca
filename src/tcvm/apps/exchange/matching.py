"""Who the rows of a file may be: among themselves, and in a register of any size.

The rows of the file are put into an index in memory; the register streams past it once. So the
memory is that of the file, nothing has to be kept up to date beside the register, and both
databases do the same (docs/decisions/0016).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from tcvm.domain.membership.sameness import (
    NEAR_LIKELY,
    NEAR_MIN,
    Certainty,
    Name,
    Reason,
    Traits,
    asked_keys,
    certainty,
    initials,
    keys,
    near_keys,
    signs,
    spare_keys,
    sure_keys,
)

#: A key that more rows share tells nobody apart, and is not followed.
SHARED_MAX = 25
#: The same for first letters, where a first look at what tells them apart takes most away.
INITIALS_MAX, OWNS_MIN = 100, 50
#: What says which organisation it is must be so much alike, of 100, for names to be near.
OWN_MIN = 75
#: Where one has a word more, the whole names must be so much alike, and it costs some likeness.
WHOLE_MIN, SURPLUS = 90, 0.93
#: As near as names are at most that are not likely to be the same's.
UNLIKELY = NEAR_LIKELY - 1
#: Of a row so many candidates are kept, the best.
CANDIDATES_MAX = 5
_ORDER = {Certainty.SURE: 0, Certainty.LIKELY: 1, Certainty.POSSIBLE: 2}


@dataclass(frozen=True, slots=True)
class Likeness:
    """By what two entries are alike, how near their names are (of 100), and how sure that is."""

    reasons: tuple[Reason, ...]
    near: int
    certainty: Certainty

    @property
    def rank(self) -> tuple[int, int]:
        """The surest first."""
        return _ORDER[self.certainty], -self.near


class Index:
    """The rows of a file by the keys they are found by."""

    def __init__(self, rows: Sequence[Traits | None]) -> None:
        """`rows` by position; None is a row that is nobody."""
        self.rows = rows
        #: Most keys lead to one row: a list for each would take half as much again.
        self._at: dict[int, int | list[int]] = {}
        self._owns = [row.names[0].own_text if row and row.names else "" for row in rows]
        for position, row in enumerate(rows):
            if row is None:
                continue
            for key in set(keys(row)):
                # By the key's hash: half the memory, and what merely collides is compared and
                # found unlike.
                self._put(hash(key), position)

    def _put(self, key: int, position: int) -> None:
        there = self._at.get(key)
        if there is None:
            self._at[key] = position
        elif isinstance(there, int):
            self._at[key] = [there, position]
        else:
            there.append(position)

    def _rows_at(self, key: str) -> Sequence[int]:
        there = self._at.get(hash(key), ())
        return (there,) if isinstance(there, int) else there

    def alike(self, one: Traits) -> Iterator[tuple[int, Likeness]]:
        """The rows that are like `one`, and how."""
        told: set[int] = set()
        for key in (*sure_keys(one), *asked_keys(one)):
            told.update(self._rows_at(key)[:SHARED_MAX])
        for position in told:
            row = self.rows[position]
            assert row is not None, "nobody has no keys"
            found = likeness(one, row)
            if found is not None:
                yield position, found
        if not one.person:
            for position in self._near(one) - told:
                row = self.rows[position]
                assert row is not None, "nobody has no keys"
                # Most share a key and nothing else: that is found out at little cost.
                near = nearness(one, row)
                found = _likeness(one, row, near) if near >= NEAR_MIN else None
                if found is not None:
                    yield position, found

    def _near(self, one: Traits) -> set[int]:
        """The rows whose names may be near."""
        found: set[int] = set()
        rows_at = self._rows_at
        for name in one.names:
            crowded = False
            for key in near_keys(name):
                positions = rows_at(key)
                if len(positions) <= SHARED_MAX:
                    found.update(positions)
                else:
                    crowded = True
            if crowded:
                for key in spare_keys(name):
                    positions = rows_at(key)
                    if len(positions) <= SHARED_MAX:
                        found.update(positions)
            positions = rows_at(initials(name))
            if len(positions) <= INITIALS_MAX:
                found.update(
                    [
                        position
                        for position in positions
                        if fuzz.ratio(name.own_text, self._owns[position], score_cutoff=OWNS_MIN)
                    ]
                )
        return found


def likeness(one: Traits, other: Traits) -> Likeness | None:
    """How alike two entries are, None where nothing speaks for it."""
    return _likeness(one, other, 0 if one.person else nearness(one, other))


def _likeness(one: Traits, other: Traits, near: int) -> Likeness | None:
    reasons = signs(one, other, near)
    found = certainty(reasons, near, person=one.person)
    return None if found is None else Likeness(reasons, near, found)


def nearness(one: Traits, other: Traits) -> int:
    """How near the nearest of their names are, of 100.

    What says which organisation it is weighs twice what says what kind it is: two women's funds
    are not near because both are women's funds. Numbers in names tell apart. Only where one says
    all of the other, with words of the kind left out, are they likely to be the same: a slip in the
    words that tell may as well be another's name, and so may another kind.
    """
    best = 0.0
    for name in one.names:
        for another in other.names:
            if name.numbers != another.numbers:
                continue
            own = _own(name, another)
            if own and 100 + 2 * own > 3 * best:
                whole = fuzz.ratio(name.whole, another.whole)
                if whole < WHOLE_MIN:
                    whole = max(whole, fuzz.ratio(name.ordered, another.ordered))
                if len(name.own) == len(another.own) or whole >= WHOLE_MIN:
                    found = (whole + 2 * own) / 3
                    best = max(best, found if _left_out(name, another) else min(found, UNLIKELY))
    return round(best)


def _left_out(name: Name, another: Name) -> bool:
    """Whether one of the names is the other with words of its kind left out."""
    if name.own != another.own:
        return False
    kind, its = set(name.kind.split()), set(another.kind.split())
    return kind <= its or its <= kind


def _own(name: Name, another: Name) -> float:
    """How alike the names' own words are; one word more may be a slip in a word of the kind."""
    words, others = name.own, another.own
    if abs(len(words) - len(others)) != 1 or not words or not others:
        return fuzz.ratio(name.own_text, another.own_text, score_cutoff=OWN_MIN)
    more, fewer = (words, another.own_text) if len(words) > len(others) else (others, name.own_text)
    return SURPLUS * max(
        [
            fuzz.ratio(" ".join(more[:at] + more[at + 1 :]), fewer, score_cutoff=OWN_MIN)
            for at in range(len(more))
        ]
    )


def within(rows: Sequence[Traits | None]) -> Iterator[tuple[int, int, Likeness]]:
    """The pairs of rows that are alike, as (later, earlier, likeness)."""
    index = Index(rows)
    for position, row in enumerate(rows):
        if row is None:
            continue
        for earlier, found in index.alike(row):
            if earlier < position:
                yield position, earlier, found


Whom = TypeVar("Whom")


class Best(Generic[Whom]):
    """The best few candidates of each row, whatever the order in which they are found."""

    def __init__(self) -> None:
        self._found: dict[int, list[tuple[Likeness, Whom]]] = {}

    def add(self, row: int, found: Likeness, whom: Whom) -> None:
        """One candidate of a row."""
        held = self._found.setdefault(row, [])
        held.append((found, whom))
        if len(held) > 4 * CANDIDATES_MAX:
            self._found[row] = self.of(row)

    def of(self, row: int) -> list[tuple[Likeness, Whom]]:
        """The candidates of a row, the surest first."""
        held = self._found.get(row, [])
        return sorted(held, key=lambda one: (one[0].rank, str(one[1])))[:CANDIDATES_MAX]
