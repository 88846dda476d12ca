"""Joining, changing, being suspended, leaving, coming back: each a dated decision that stays."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from tcvm.apps.members import queries
from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.actions.adopt_code import adopt_code
from tcvm.apps.members.actions.change_category import change_category
from tcvm.apps.members.actions.correct_step import correct_step
from tcvm.apps.members.actions.leave import leave
from tcvm.apps.members.actions.re_enter import re_enter
from tcvm.apps.members.actions.refusals import Refused
from tcvm.apps.members.actions.reinstate import reinstate
from tcvm.apps.members.actions.sign_code import sign_code
from tcvm.apps.members.actions.suspend import suspend
from tcvm.apps.members.models import Decision, Membership, MembershipEntry
from tcvm.domain.membership.standing import History, Standing, State
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.text import Text
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.tenancy.viewer import PUBLIC, Viewer
from tests.apps.members.conftest import NOW, World, resolution

pytestmark = pytest.mark.django_db

OBSERVER, OFFICIAL = Category.OBSERVER, Category.OFFICIAL


def day(year: int, month: int = 1) -> dt.date:
    return dt.date(year, month, 1)


def history(membership: Membership) -> History:
    return queries.history_of(MembershipEntry.objects.filter(membership=membership))


def acting(world: World, membership: Membership, **other: Any) -> dict[str, Any]:
    return {
        "network": world.network.code,
        "member": membership.code,
        "decision": resolution(),
        "actor": world.secretariat,
        "now": NOW,
    } | other


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.problems]


def test_any_past_day_can_be_asked(world: World) -> None:
    one = world.member("Quỹ Sông Đào", since=day(2014))
    act = partial(acting, world, one)
    change_category(category=OFFICIAL, since=day(2015), **act())
    suspend(since=day(2016), reason="Chưa nộp báo cáo", **act())
    reinstate(since=day(2017), **act())
    leave(since=day(2018), **act())
    re_enter(category=OBSERVER, since=day(2020), **act(decision=resolution("09/NQ-BĐH")))
    past = history(one)
    assert past.on(dt.date(2013, 12, 31)) is None
    assert [past.on(day(year, 6)) for year in (2014, 2015, 2016, 2017, 2018, 2019, 2020)] == [
        State(OBSERVER),
        State(OFFICIAL),
        State(OFFICIAL, Standing.SUSPENDED),
        State(OFFICIAL),
        State(OFFICIAL, Standing.LEFT),
        State(OFFICIAL, Standing.LEFT),
        State(OBSERVER),
    ]
    # One resolution backs five entries and is kept once.
    assert sorted(Decision.objects.values_list("number", flat=True)) == ["01/NQ-BĐH", "09/NQ-BĐH"]


def test_every_step_is_in_the_audit_trail(world: World) -> None:
    one = world.member("Quỹ Sông Đào")
    suspend(since=day(2016), **acting(world, one, reason="Chưa nộp báo cáo"))
    entry = Entry.objects.get(verb="membership.suspend")
    assert entry.changed["standing"] == ("active", "suspended")
    assert entry.changed["decision"] == (None, "01/NQ-BĐH")
    assert (entry.reason, entry.network, entry.organisation) == (
        "Chưa nộp báo cáo",
        str(world.network.pk),
        str(one.organisation_id),
    )
    assert Entry.objects.filter(verb="membership.admit").exists()


def test_a_step_sent_twice_is_taken_once(world: World) -> None:
    one = world.member("Quỹ Sông Đào")
    leave(since=day(2016), **acting(world, one))
    with pytest.raises(Refused) as refused:
        leave(since=day(2016), **acting(world, one))
    assert codes(refused) == ["step_not_after"]
    assert MembershipEntry.objects.count() == 2


def test_what_the_domain_refuses_changes_nothing(world: World) -> None:
    one = world.member("Quỹ Sông Đào")
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        reinstate(since=day(2016), **acting(world, one, decision=resolution("77")))
    assert codes(refused) == ["step_not_possible"]
    assert Entry.objects.count() == before
    assert not Decision.objects.filter(number="77").exists()


@pytest.mark.parametrize(
    ("number", "body", "code"),
    [("", "Ban điều hành", "decision_incomplete"), ("01/NQ-BĐH", "Hội nghị", "decision_differs")],
)
def test_a_decision_is_one_and_complete(world: World, number: str, body: str, code: str) -> None:
    one = world.member("Quỹ Sông Đào")
    given = resolution()
    wrong = type(given)(number, given.decided_on, body, given.source)
    with pytest.raises(Refused) as refused:
        leave(since=day(2016), **acting(world, one, decision=wrong))
    assert codes(refused) == [code]


def test_a_person_is_admitted_as_an_associate_only(world: World) -> None:
    person = world.person()
    given: dict[str, Any] = {
        "network": world.network.code,
        "member": person,
        "since": day(2014),
        "decision": resolution(),
        "actor": world.secretariat,
        "now": NOW,
    }
    with pytest.raises(Refused) as refused:
        admit(category=OFFICIAL, **given)
    assert codes(refused) == ["category_of_other_kind"]
    assert not Membership.objects.exists()
    one = admit(category=Category.ASSOCIATE_INDIVIDUAL, **given)
    assert (one.code, one.kind.value) == ("nguyen-thi-hoa", "person")


def adopt(world: World, since: dt.date) -> None:
    adopt_code(
        network=world.network.code,
        version="1",
        title=Text("Bộ quy tắc ứng xử", "Code of conduct"),
        since=since,
        grace_days=59,
        source="Nghị quyết 5",
        actor=world.secretariat,
        now=NOW,
    )


def test_an_official_member_must_have_signed_the_code(world: World) -> None:
    adopt(world, day(2014))
    one = world.member("Quỹ Sông Đào")
    with pytest.raises(Refused) as refused:
        change_category(category=OFFICIAL, since=day(2015), **acting(world, one))
    assert codes(refused) == ["code_not_signed"]
    sign_code(
        network=world.network.code,
        organisation=one.code,
        version="1",
        year=2015,
        signed_on=dt.date(2014, 12, 20),
        signed_by="Trần Thị Mận",
        evidence="Tủ hồ sơ B",
        actor=world.secretariat,
        now=NOW,
    )
    change_category(category=OFFICIAL, since=day(2015), **acting(world, one))
    assert history(one).on(day(2015)) == State(OFFICIAL)


def correct(world: World, one: Membership, since: dt.date, state: State | None) -> MembershipEntry:
    return correct_step(since=since, state=state, **acting(world, one, reason="Nhập nhầm"))


def test_a_correction_leaves_what_was_thought_before(world: World) -> None:
    one = world.member("Quỹ Sông Đào", since=day(2014))
    leave(since=day(2016), **acting(world, one))
    correct(world, one, day(2016), None)
    correct(world, one, day(2017), State(OBSERVER, Standing.LEFT))
    past = history(one)
    assert past.on(day(2016, 6)) == State(OBSERVER)
    assert past.on(day(2017)) == State(OBSERVER, Standing.LEFT)
    rows = MembershipEntry.objects.filter(since=day(2016)).order_by("revision")
    assert [(row.revision, row.annulled, row.standing) for row in rows] == [
        (1, False, "left"),
        (2, True, "left"),
    ]
    # The day annulled may be used again: that is its third revision.
    suspend(since=day(2016, 6), reason="Nợ phí", **acting(world, world.member("Quỹ khác")))


@pytest.mark.parametrize(
    ("since", "state", "code"),
    [
        (2014, None, "history_empty"),
        (2015, None, "nothing_to_annul"),
        (2015, State(OBSERVER), "history_step"),
        (2014, State(OBSERVER, Standing.LEFT), "history_begins"),
        (2014, State(Category.ASSOCIATE_INDIVIDUAL), "category_of_other_kind"),
    ],
)
def test_a_correction_that_makes_no_history_is_refused(
    world: World, since: int, state: State | None, code: str
) -> None:
    one = world.member("Quỹ Sông Đào", since=day(2014))
    with pytest.raises(Refused) as refused:
        correct(world, one, day(since), state)
    assert codes(refused) == [code]
    assert MembershipEntry.objects.count() == 1


def test_a_correction_needs_a_reason(world: World) -> None:
    one = world.member("Quỹ Sông Đào")
    with pytest.raises(Refused) as refused:
        correct_step(since=day(2015), state=None, **acting(world, one, reason=" "))
    assert codes(refused) == ["reason_missing"]


def test_a_correction_may_not_slip_in_an_unsigned_official_member(world: World) -> None:
    adopt(world, day(2014))
    one = world.member("Quỹ Sông Đào", since=day(2014, 2))
    with pytest.raises(Refused) as refused:
        correct(world, one, day(2014, 2), State(OFFICIAL))
    assert codes(refused) == ["code_not_signed"]


ACTIONS: list[Callable[..., object]] = [
    partial(change_category, category=Category.ASSOCIATE_ORGANISATION),
    partial(suspend, reason="x"),
    reinstate,
    leave,
    partial(re_enter, category=OBSERVER),
    partial(correct_step, state=None, reason="x"),
]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("who", ["analyst", "finance", "board", "auditor", "stranger", "public"])
def test_who_does_not_keep_the_register_finds_nothing(
    world: World, action: Callable[..., object], who: str
) -> None:
    one = world.member("Quỹ Sông Đào")
    actor: Viewer = PUBLIC if who == "public" else world.people[who]
    before = (MembershipEntry.objects.count(), Entry.objects.count())
    with pytest.raises(Http404):
        action(since=day(2016), **acting(world, one, actor=actor))
    with pytest.raises(Http404):
        admit(
            network=world.network.code,
            member=world_member(one),
            category=OBSERVER,
            since=day(2016),
            decision=resolution(),
            actor=actor,
            now=NOW,
        )
    assert (MembershipEntry.objects.count(), Entry.objects.count()) == before


def world_member(one: Membership) -> Any:
    return one.organisation


def test_no_two_spells_of_a_membership_can_be_written_to_overlap(world: World) -> None:
    """Whatever is written past the actions: one day has one entry, and each ends the one before."""
    one = world.member("Quỹ Sông Đào", since=day(2014))
    row = MembershipEntry.objects.get()
    again = {name: getattr(row, name) for name in ("membership", "step", "category", "standing")}
    again |= {"decision": row.decision, "recorded_at": NOW, "recorded_by": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipEntry.objects.create(since=row.since, **again)
    MembershipEntry.objects.create(since=day(2012), **again)
    MembershipEntry.objects.create(since=day(2019), **again)
    spells = history(one).spells
    for number, spell in enumerate(spells):
        assert not any(spell.period.overlaps(other.period) for other in spells[number + 1 :])
    assert len(spells) == 3


@pytest.mark.parametrize("wrong", [{"category": "gold"}, {"standing": "gone"}, {"annulled": True}])
def test_the_database_refuses_what_has_no_meaning(world: World, wrong: dict[str, Any]) -> None:
    world.member("Quỹ Sông Đào")
    row = MembershipEntry.objects.get()
    given = {
        "membership": row.membership,
        "since": day(2019),
        "step": "admit",
        "category": "observer",
        "standing": "active",
        "decision": row.decision,
        "recorded_at": NOW,
        "recorded_by": "x",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipEntry.objects.create(**(given | wrong))


def test_a_membership_is_of_one_member(world: World) -> None:
    organisation, person = world.organisation("Quỹ"), world.person()
    for member in ({}, {"organisation": organisation, "person": person}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(
                network=world.network, recorded_at=NOW, recorded_by="x", **member
            )


def test_who_decides_on_an_older_state_is_told(world: World) -> None:
    one = world.member("Quỹ Sông Đào", since=day(2014))
    seen = queries.membership_version(one)
    act = partial(acting, world, one, seen=seen)
    suspend(since=day(2016), reason="Không nộp báo cáo", **act())
    for step in (
        partial(leave, since=day(2017)),
        partial(reinstate, since=day(2017)),
        partial(change_category, since=day(2017), category=OBSERVER),
        partial(correct_step, since=day(2016), state=None, reason="Ghi nhầm"),
    ):
        with pytest.raises(Refused) as refused:
            step(**act())
        assert codes(refused) == ["changed_meanwhile"]
    assert MembershipEntry.objects.count() == 2
    reinstate(since=day(2017), **act(seen=queries.membership_version(one)))
