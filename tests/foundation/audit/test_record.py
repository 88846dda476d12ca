"""Recording: what an entry holds, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction

from tcvm.foundation.audit import queries
from tcvm.foundation.audit.actions.record import OutsideTransaction, record
from tcvm.foundation.audit.actor import Actor, ActorKind
from tcvm.foundation.audit.chain import GENESIS
from tcvm.foundation.audit.check import check, findings_of
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.audit.queries import Scope, history_of, visible_to
from tcvm.foundation.audit.subject import Subject
from tests.foundation.audit.entries import MEMBER, START, recorded, trail

pytestmark = pytest.mark.django_db


def test_an_entry_holds_all_of_it_exactly() -> None:
    assert queries.head().hash == GENESIS
    link = recorded(1)
    entry = Entry.objects.get()
    assert (entry.number, entry.hash) == (link.number, link.hash) == (1, queries.head().hash)
    assert entry.changed == {
        "fee_vnd": ("1500000.50", 2_000_001),
        "name": (None, "Quỹ “Bình Minh”\n"),
    }
    assert entry.at == START + dt.timedelta(minutes=1, microseconds=1)
    assert (entry.ip, entry.user_agent, entry.request_id) == ("2001:db8::1", "Firefox", "r1")
    assert (entry.actor_kind, entry.actor_label) == ("person", "Nguyễn Thị Ánh")
    assert (entry.organisation, entry.network) == ("o-1", "")
    assert (entry.subject_label_vi, entry.reason) == ("Quỹ hỗ trợ phụ nữ", "Sửa tên")


def test_entries_follow_each_other_without_holes() -> None:
    trail(5)
    with transaction.atomic():
        recorded(6)
        transaction.set_rollback(True)
    recorded(7)
    entries = list(Entry.objects.all())
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert [one.previous_hash for one in entries] == [GENESIS, *(one.hash for one in entries[:-1])]
    walk = check()
    assert list(findings_of(walk)) == []
    assert (walk.entries, walk.link) == (6, queries.head())


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(OutsideTransaction):
        record(
            actor=Actor(ActorKind.SYSTEM, "tcvm", "tcvm"),
            verb="member.changed",
            subject=MEMBER,
            changes={},
            at=START,
        )
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"changes": {"rate": (0.1, 0.2)}}, TypeError),
        ({"changes": {"rate": "ab"}}, TypeError),
        ({"changes": {"rate": (1, 2, 3)}}, TypeError),
        ({"changes": {"rate": (None, Decimal("NaN"))}}, ValueError),
        ({"at": dt.datetime(2026, 1, 1)}, ValueError),  # noqa: DTZ001 - refused for it
        ({"verb": "Đổi tên"}, ValueError),
        ({"reason": "a\0b"}, ValueError),
        ({"reason": "\ud800"}, ValueError),
        ({"organisation": ""}, ValueError),
        ({"network": "n" * 201}, ValueError),
    ],
)
def test_what_cannot_be_kept_is_refused(given: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        recorded(1, **given)
    assert Entry.objects.count() == 0
    assert recorded(2).number == 1


def test_history_is_of_one_record_and_newest_first() -> None:
    recorded(1)
    recorded(2, subject=Subject("member", "m-8", MEMBER.label))
    recorded(3, subject=Subject("code", "m-7", MEMBER.label))
    recorded(4)
    assert [entry.number for entry in history_of(MEMBER)] == [4, 1]
    within = visible_to(Scope(organisations=["o-1"]))
    assert [entry.number for entry in history_of(MEMBER, within=within)] == [4, 1]
    within = visible_to(Scope(organisations=["o-2"]))
    assert list(history_of(MEMBER, within=within)) == []


def test_entries_of_others_are_not_seen() -> None:
    recorded(1, organisation="a", network="n")
    recorded(2, organisation="b", network=None)
    recorded(3, organisation=None, network=None)

    def seen(scope: Scope) -> list[int]:
        return [entry.number for entry in visible_to(scope)]

    assert seen(Scope()) == []
    assert seen(Scope(organisations=[""], networks=[""])) == []
    assert seen(Scope(organisations=["a"])) == [1]
    assert seen(Scope(organisations=["b"], networks=["n"])) == [1, 2]
    assert seen(Scope(everything=True)) == [1, 2, 3]
