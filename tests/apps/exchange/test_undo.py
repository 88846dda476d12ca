"""An import or one row is undone: the register reads as before on any day, and nothing is gone."""

import datetime as dt

import pytest
from django.utils import timezone

from tcvm.apps.exchange.actions.choose_rows import choose_row
from tcvm.apps.exchange.actions.undo_import import ask_undo, undo_row
from tcvm.apps.exchange.models import Choice, Import, Outcome, Stage
from tcvm.apps.exchange.refusals import Refused
from tcvm.apps.members.actions.correct_profile import correct_profile
from tcvm.apps.members.actions.write_note import write_note
from tcvm.apps.members.models import MembershipEntry, OrganisationProfile
from tcvm.apps.members.public import members_on
from tests.apps.exchange.conftest import SINCE, Desk, listed, workbook
from tests.apps.members.conftest import facts

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2014, 6, 1), dt.date(2015, 6, 1), SINCE, dt.date(2030, 1, 1)]
FUND = "Quỹ hỗ trợ phụ nữ Sông Đào"
ROWS = listed(
    [1, "Quỹ Đồi Sim", "QDS", "Quỹ xã hội", "Quan sát viên", 2015, "Sơn La", "", ""],
    [2, FUND, "", "Tổ chức phi chính phủ", "Quan sát viên", "", "Hà Nội", "0211222333", ""],
)


def register(desk: Desk) -> list[object]:
    """The register as it reads on each day."""
    viewer = desk.secretariat
    return [members_on(desk.network, day, viewer=viewer, today=SINCE) for day in DAYS]


def imported(desk: Desk) -> Import:
    code = desk.member(FUND).code
    desk.before = register(desk)  # type: ignore[attr-defined]
    one = desk.checked(workbook(ROWS))
    choose_row(
        key=one.pk,
        number=5,
        choice=Choice.SAME,
        same_as=code,
        actor=desk.secretariat,
        now=timezone.now(),
    )
    one = desk.applied(one)
    assert register(desk) != desk.before  # type: ignore[attr-defined]
    return one


def undo(desk: Desk, one: Import) -> Import:
    ask_undo(
        key=one.pk,
        reason="Nhầm tệp",
        actor=desk.secretariat,
        version=one.version,
        now=timezone.now(),
    )
    desk.work()
    one.refresh_from_db()
    return one


def test_a_whole_import_is_undone(desk: Desk) -> None:
    one = imported(desk)
    rows = OrganisationProfile.objects.count(), MembershipEntry.objects.count()
    one = undo(desk, one)
    assert Stage(one.stage) is Stage.UNDONE
    assert set(one.rows.values_list("outcome", flat=True)) == {"undone"}
    assert register(desk) == desk.before  # type: ignore[attr-defined]
    after = OrganisationProfile.objects.count(), MembershipEntry.objects.count()
    assert after == (rows[0] + 2, rows[1] + 1)


def test_what_was_undone_can_be_imported_again(desk: Desk) -> None:
    undo(desk, imported(desk))
    again = desk.checked(workbook(ROWS[:4]))
    assert not again.rows.get(number=4).candidates.exists()
    assert desk.applied(again).rows.get().outcome == Outcome.ENTERED


def test_what_others_built_on_stays_and_the_rest_is_undone(desk: Desk) -> None:
    one = imported(desk)
    code = one.rows.get(number=5).code
    correct_profile(
        organisation=code,
        facts=facts(FUND, owner="Hội phụ nữ", place="ha-noi"),
        since=dt.date(2026, 6, 1),
        actor=desk.secretariat,
        now=timezone.now(),
    )
    one = undo(desk, one)
    row = one.rows.get(number=5)
    assert (row.outcome, row.failure[0]["code"]) == (Outcome.NOT_UNDONE, "built_on")
    assert one.rows.get(number=4).outcome == Outcome.UNDONE


def test_a_note_keeps_an_admission_from_being_undone_whole(desk: Desk) -> None:
    """Neither the admission nor the facts: a row is undone whole or not at all."""
    one = imported(desk)
    row = one.rows.get(number=4)
    write_note(
        network=desk.network,
        member=row.code,
        text="Đã gọi điện",
        actor=desk.secretariat,
        now=timezone.now(),
    )
    held = register(desk)
    with pytest.raises(Refused, match="built_on"):
        undo_row(key=one.pk, number=4, reason="Nhầm", actor=desk.secretariat, now=timezone.now())
    assert register(desk) == held


def test_one_row_is_undone_once(desk: Desk) -> None:
    one = imported(desk)
    given = {"key": one.pk, "number": 5, "actor": desk.secretariat, "now": timezone.now()}
    with pytest.raises(Refused, match="reason_missing"):
        undo_row(reason=" ", **given)  # type: ignore[arg-type]
    undo_row(reason="Không phải quỹ này", **given)  # type: ignore[arg-type]
    assert one.rows.get(number=4).outcome == Outcome.ENTERED
    with pytest.raises(Refused, match="nothing_to_undo"):
        undo_row(reason="Lại", **given)  # type: ignore[arg-type]
