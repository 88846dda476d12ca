"""What somebody might do to a trail who has the database but not the platform's key."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection

from tcvm.foundation.audit.chain import ANCHOR_EVERY, COLUMNS, TEXTS, computed_hash
from tcvm.foundation.audit.findings import Kind

Row = dict[str, object]


@dataclass(frozen=True)
class Expected:
    """What must be found: a kind at an entry. `alone`: and nothing else."""

    kind: Kind
    first: int | None
    alone: bool = False


def run(sql: str, given: Iterable[object] = ()) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given))
        return list(cursor.fetchall()) if cursor.description else []


def row(number: int) -> Row:
    from tcvm.foundation.audit.models import Entry

    return dict(Entry.objects.filter(number=number).values(*COLUMNS).get())


def insert(entry: Row) -> None:
    from tcvm.foundation.audit.models import Entry

    Entry.objects.create(**entry)


def forged(entry: Row, **changed: object) -> Row:
    """An entry with other content and the hash that belongs to it."""
    new = {**entry, **changed}
    return {**new, "hash": computed_hash(new)}


def shift(after: int, by: int) -> None:
    """Renumber every entry after one; by way of negative numbers, which nothing else has."""
    run("UPDATE audit_entry SET number = -(number + %s) WHERE number > %s", [by, after])
    run("UPDATE audit_entry SET number = -number WHERE number < 0")


class Tamperer:
    """One random act upon a trail of `length` entries; its methods say what must be found."""

    def __init__(self, length: int, seed: int) -> None:
        self.length = length
        self.chance = random.Random(seed)

    @property
    def acts(self) -> list[Callable[[], Expected]]:
        return [
            self.edit,
            self.edit,
            self.edit,
            self.delete,
            self.cut_tail,
            self.cut_tail_and_rewind_the_head,
            self.swap,
            self.insert_between,
            self.append,
            self.append_and_move_the_head,
            self.close_the_gap,
            self.replace,
            self.rewrite,
            self.anchor,
            self.head,
        ]

    def act(self) -> tuple[str, Expected]:
        chosen = self.chance.choice(self.acts)
        return chosen.__name__, chosen()

    def some(self, first: int = 1, last: int | None = None) -> int:
        return self.chance.randint(first, self.length if last is None else last)

    def hexadecimal(self) -> str:
        return hashlib.sha256(self.chance.randbytes(8)).hexdigest()

    def edit(self) -> Expected:
        number = self.some()
        column = self.chance.choice(COLUMNS)
        old = row(number)[column]
        if column == "number":
            new: object = self.chance.choice([0, -number, self.length + self.some(), 2**62])
            run("UPDATE audit_entry SET number = %s WHERE number = %s", [new, number])
            missing = Kind.TRUNCATED if number == self.length and new <= 0 else Kind.MISSING
            return Expected(missing, number)
        if column == "layout":
            new = self.chance.choice([0, 2, 30_000])
        elif column == "at":
            assert isinstance(old, dt.datetime)
            new = old + self.chance.choice([-1, 1]) * dt.timedelta(
                microseconds=self.chance.choice([1, 1_000_000, 10**12])
            )
        elif column in ("hash", "previous_hash"):
            new = self.hexadecimal()
        elif column == "changes":
            assert isinstance(old, str)
            new = self.chance.choice(["{}", f" {old}", old.replace("2", "3"), "", "{", "1.5"])
        else:
            assert column in TEXTS
            new = self.chance.choice([f"{old}x", f" {old}", "khác", self.hexadecimal()[:40]])
        run(f"UPDATE audit_entry SET {column} = %s WHERE number = %s", [new, number])
        return Expected(Kind.ALTERED, number, alone=column != "hash")

    def delete(self) -> Expected:
        first = self.some(1, self.length - 1)
        last = self.some(first, min(self.length - 1, first + self.chance.choice([0, 0, 30])))
        run("DELETE FROM audit_entry WHERE number BETWEEN %s AND %s", [first, last])
        return Expected(Kind.MISSING, first, alone=True)

    def cut_tail(self) -> Expected:
        number = self.some()
        run("DELETE FROM audit_entry WHERE number >= %s", [number])
        return Expected(Kind.TRUNCATED, number, alone=True)

    def cut_tail_and_rewind_the_head(self) -> Expected:
        number = self.some(2)
        hash_ = row(number - 1)["hash"]
        run("DELETE FROM audit_entry WHERE number >= %s", [number])
        run("DELETE FROM audit_anchor WHERE number >= %s", [number])
        run("UPDATE audit_head SET number = %s, hash = %s", [number - 1, hash_])
        return Expected(Kind.HEAD_FORGED, None, alone=True)

    def swap(self) -> Expected:
        one, other = sorted(self.chance.sample(range(1, self.length + 1), 2))
        for old, new in ((one, -one), (other, one), (-one, other)):
            run("UPDATE audit_entry SET number = %s WHERE number = %s", [new, old])
        return Expected(Kind.MOVED, one)

    def insert_between(self) -> Expected:
        number = self.some(2)
        before = row(number - 1)
        shift(number - 1, 1)
        # Two entries may not name one predecessor, so a stranger cannot link the inserted one.
        insert(forged(before, number=number, previous_hash=self.hexadecimal()))
        return Expected(Kind.INSERTED, number)

    def append(self) -> Expected:
        last = row(self.length)
        insert(forged(last, number=self.length + 1, previous_hash=last["hash"]))
        return Expected(Kind.INSERTED, self.length + 1)

    def append_and_move_the_head(self) -> Expected:
        last = row(self.length)
        new = forged(last, number=self.length + 1, previous_hash=last["hash"])
        insert(new)
        run("UPDATE audit_head SET number = %s, hash = %s", [new["number"], new["hash"]])
        return Expected(Kind.HEAD_FORGED, None, alone=True)

    def close_the_gap(self) -> Expected:
        number = self.some(1, self.length - 1)
        run("DELETE FROM audit_entry WHERE number = %s", [number])
        shift(number, -1)
        return Expected(Kind.MOVED, number)

    def replace(self) -> Expected:
        number = self.some()
        old = row(number)
        run("DELETE FROM audit_entry WHERE number = %s", [number])
        insert(forged(old, reason=f"{old['reason']}."))
        last = number == self.length
        return Expected(Kind.HEAD_WRONG if last else Kind.REPLACED, number)

    def rewrite(self) -> Expected:
        """Everything from one entry on with hashes that fit, anchors and head with it."""
        number = self.some()
        rows = [row(each) for each in range(number, self.length + 1)]
        run("DELETE FROM audit_entry WHERE number >= %s", [number])
        rows[0]["reason"] = f"{rows[0]['reason']}."
        previous = rows[0]["previous_hash"]
        for each in rows:
            new = forged(each, previous_hash=previous)
            insert(new)
            previous = new["hash"]
            run("UPDATE audit_anchor SET hash = %s WHERE number = %s", [previous, new["number"]])
        run("UPDATE audit_head SET hash = %s", [previous])
        anchored = -(-number // ANCHOR_EVERY) * ANCHOR_EVERY
        if anchored <= self.length:
            return Expected(Kind.ANCHOR_FORGED, anchored)
        return Expected(Kind.HEAD_FORGED, None, alone=True)

    def anchor(self) -> Expected:
        number = ANCHOR_EVERY * self.some(1, self.length // ANCHOR_EVERY)
        how = self.chance.choice(["delete", "hash", "seal", "stray"])
        if how == "delete":
            run("DELETE FROM audit_anchor WHERE number = %s", [number])
            return Expected(Kind.ANCHOR_MISSING, number, alone=True)
        if how == "stray":
            number = self.chance.choice([1, self.length, 10 * ANCHOR_EVERY])
            given = [number, self.hexadecimal(), self.hexadecimal()]
            run("INSERT INTO audit_anchor VALUES (%s, %s, %s)", given)
        else:
            sql = f"UPDATE audit_anchor SET {how} = %s WHERE number = %s"
            run(sql, [self.hexadecimal(), number])
        return Expected(Kind.ANCHOR_FORGED, number, alone=True)

    def head(self) -> Expected:
        how = self.chance.choice(["delete", "hash", "seal", "number"])
        if how == "delete":
            run("DELETE FROM audit_head")
            return Expected(Kind.HEAD_MISSING, None, alone=True)
        new = self.some(1, 10**9) + self.length if how == "number" else self.hexadecimal()
        run(f"UPDATE audit_head SET {how} = %s", [new])
        return Expected(Kind.HEAD_FORGED, None)
