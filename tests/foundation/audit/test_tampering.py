"""Each of a thousand random tamperings is found, for what it is and where it is.

The guards are taken away first: what is tried here, the database would refuse.
"""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection, transaction

from tcvm.foundation.audit import queries
from tcvm.foundation.audit.chain import Link
from tcvm.foundation.audit.check import check
from tcvm.foundation.audit.findings import Finding, Kind
from tcvm.foundation.audit.models import Entry, Head
from tests.foundation.audit.entries import trail
from tests.foundation.audit.lifted import lifted
from tests.foundation.audit.tampering import Tamperer, forged, insert, row, run, shift

pytestmark = pytest.mark.django_db
LENGTH = 230


def found(known: list[str] | None = None) -> list[Finding]:
    return list(check(known=known or []).findings())


def tamper(times: int, seed: int) -> Counter[str]:
    """Tamper `times` times with one trail, each time from the start; count what was done."""
    trail(LENGTH)
    assert found() == []
    done: Counter[str] = Counter()
    with lifted(connection):
        for turn in range(times):
            with transaction.atomic():
                name, expected = Tamperer(LENGTH, seed + turn).act()
                done[name] += 1
                findings = found()
                said = f"seed {seed + turn}: {name}: {expected}: {findings[:5]}"
                assert (expected.kind, expected.first) in {
                    (each.kind, each.first) for each in findings
                }, said
                if expected.alone:
                    assert len(findings) == 1, said
                transaction.set_rollback(True)
    assert found() == []
    return done


def test_random_tamperings_are_found() -> None:
    done = tamper(120, seed=1)
    assert len(done) == len({act.__name__ for act in Tamperer(LENGTH, 0).acts})


@pytest.mark.soak
def test_a_thousand_random_tamperings_are_found() -> None:
    assert tamper(1_000, seed=10_000).total() == 1_000


def test_an_inserted_entry_is_told_from_those_it_moved() -> None:
    trail(6)
    with lifted(connection):
        third = row(3)
        shift(3, 1)
        insert(forged(third, number=4, previous_hash="x"))
        assert found() == [
            Finding(Kind.REPLACED, 3),
            Finding(Kind.INSERTED, 4),
            *(Finding(Kind.MOVED, each, detail=str(each - 1)) for each in (5, 6, 7)),
            Finding(Kind.INSERTED, 7, 7),
        ]


def test_an_old_state_brought_back_is_found_by_a_noted_head_alone() -> None:
    """The limit of what a database can prove about itself."""
    trail(LENGTH)
    old = Head.objects.values("number", "hash", "seal").get()
    trail(20)
    noted = queries.head()
    assert found([noted.hash]) == []
    with lifted(connection):
        Entry.objects.filter(number__gt=LENGTH).delete()
        Head.objects.update(**old)
    assert found() == []
    assert found([noted.hash, str(old["hash"])]) == [Finding(Kind.HEAD_UNKNOWN, detail=noted.hash)]


def test_an_emptied_trail_is_found_by_a_noted_head_alone() -> None:
    trail(120)
    noted = queries.head()
    with lifted(connection):
        for table in ("audit_anchor", "audit_entry"):
            run(f"DELETE FROM {table}")
        assert [each.kind for each in found()] == [Kind.TRUNCATED]
        run("DELETE FROM audit_head")
    assert found() == []
    assert queries.head() == Link(0, "0" * 64)
    assert found([noted.hash]) == [Finding(Kind.HEAD_UNKNOWN, detail=noted.hash)]


@pytest.mark.parametrize(
    "at",
    ["infinity", "19999-01-01", "2026-11-02 08:01:00.000001 BC", "0001-01-01 00:00:00"],
)
def test_a_moment_that_python_cannot_hold_is_an_altered_entry(at: str) -> None:
    trail(3)
    with lifted(connection):
        run("UPDATE audit_entry SET at = %s WHERE number = 2", [at])
        assert found() == [Finding(Kind.ALTERED, 2)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("number", "'x'"),
        ("layout", "'x'"),
        ("layout", "1.5"),
        ("at", "20261102"),
        ("at", "'2026-11-02T08:02:00.000002'"),
        ("at", "'2026-11-02 08:02:00.000002+00:00'"),
        ("at", "x''"),
        ("reason", "x'00ff'"),
        ("reason", "CAST(x'ff' AS TEXT)"),
        ("reason", "7"),
        ("hash", "x'00'"),
        ("hash", "7.5"),
        ("changes", "x'7b7d'"),
        ("changes", "replace(hex(zeroblob(20000)), '00', '[[')"),
    ],
)
def test_sqlite_keeps_whatever_it_is_given(column: str, value: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps each column's type")
    trail(3)
    with lifted(connection):
        run(f"UPDATE audit_entry SET {column} = {value} WHERE number = 2")
        assert Kind.ALTERED in {each.kind for each in found()}
