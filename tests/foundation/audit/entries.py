"""Entries for tests: a small trail of a register."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from django.db import transaction

from tcvm.domain.text import Text
from tcvm.foundation.audit.actions.record import record
from tcvm.foundation.audit.actor import Actor, ActorKind
from tcvm.foundation.audit.chain import Link
from tcvm.foundation.audit.subject import Origin, Subject

START = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
CLERK = Actor(ActorKind.PERSON, "clerk@example.org", "Nguyễn Thị Ánh")
MEMBER = Subject("member", "m-7", Text("Quỹ hỗ trợ phụ nữ", "Women's Support Fund"))


def recorded(number: int, **given: object) -> Link:
    """One entry, the `number`th thing that happened; `given` replaces arguments."""
    usual: dict[str, object] = {
        "actor": CLERK,
        "verb": "member.changed",
        "subject": MEMBER,
        "changes": {
            "name": (None, "Quỹ “Bình Minh”\n"),
            "fee_vnd": (Decimal("1500000.50"), 2_000_000 + number),
        },
        "reason": "Sửa tên",
        "at": START + dt.timedelta(minutes=number, microseconds=number),
        "origin": Origin.seen(ip="2001:DB8::1", user_agent="Firefox", request_id=f"r{number}"),
        "organisation": f"o-{number % 3}",
    }
    with transaction.atomic():
        return record(**{**usual, **given})


def trail(length: int, seed: int = 2014) -> None:
    """A trail of `length` entries, each a little different."""
    chance = random.Random(seed)
    for number in range(1, length + 1):
        recorded(
            number,
            verb=chance.choice(["member.changed", "member.admitted", "code.signed"]),
            reason=chance.choice(["", "Sửa tên", "Theo nghị quyết"]),
            network=chance.choice([None, "vmfwg", "m7"]),
            origin=chance.choice([None, Origin.seen(ip="192.0.2.7", user_agent="Chrome")]),
        )
