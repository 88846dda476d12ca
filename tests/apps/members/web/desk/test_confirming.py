"""What two people change: asked for by one, confirmed by another, and until then nothing."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tcvm.apps.members.actions.suspend import suspend
from tcvm.apps.members.models import BankAccount, MembershipEntry
from tcvm.foundation.accounts.models import PendingChange, RoleAssignment
from tcvm.foundation.audit.models import Entry
from tests.apps.members.conftest import resolution
from tests.apps.members.web.desk import conftest as given
from tests.apps.members.web.desk.conftest import Desk, counted, pdf

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db
NUMBER = "001100424242"
CATEGORY = given.decision(category="associate_organisation")


def decide(desk: Desk, name: str, decision: str = "confirmed", because: str = "") -> HttpResponse:
    """The newest change, decided by somebody on its page."""
    key = PendingChange.objects.order_by("pk").values_list("pk", flat=True).last()
    where = f"/en/changes/{key}/"
    return desk.client(name).post(where, {"decision": decision, "because": because})


def shown(desk: Desk, name: str) -> HttpResponse:
    """The page of the newest change."""
    key = PendingChange.objects.order_by("pk").values_list("pk", flat=True).last()
    return desk.client(name).get(f"/en/changes/{key}/")


def registered() -> dict[str, int]:
    """The rows of the register alone: to ask adds a change and entries of the trail."""
    kept = ("PendingChange", "Entry", "StoredFile")
    return {name: count for name, count in counted().items() if name not in kept}


def ask_category(desk: Desk) -> None:
    answer = given.send(
        desk.client("secretariat"), desk.where("category/"), **CATEGORY, paper=pdf()
    )
    assert answer.status_code == 302


def ask_account(desk: Desk, name: str = "clerk", **other: str) -> None:
    answer = given.send(desk.client(name), desk.where("bank/"), **given.account(**other))
    assert answer.status_code == 302


def test_a_category_changes_once_somebody_else_confirms(desk: Desk) -> None:
    before = registered()
    ask_category(desk)
    assert registered() == before
    # Nobody confirms what they asked for, and not everybody may.
    decide(desk, "secretariat")
    for name in ("clerk", "analyst", "auditor", "outsider", "finance"):
        assert decide(desk, name).status_code in (403, 404)
    assert registered() == before
    page = shown(desk, "board").content.decode()
    for said in ("Observer member", "Associate member", "07/NQ-BĐH", "Theo đề nghị"):
        assert said in page
    decide(desk, "board")
    entry = MembershipEntry.objects.filter(membership=desk.own).order_by("pk").last()
    assert entry is not None
    assert (entry.category, entry.step) == ("associate_organisation", "change_category")
    assert entry.since == dt.date(2026, 2, 1)
    # In the name of who asked; the paper that came with it belongs to the decision.
    assert entry.recorded_by == desk.actors.secretariat.name
    assert entry.decision.documents.get().file.name == "Quyết định.pdf"
    after = registered()
    decide(desk, "administrator")
    assert registered() == after


@pytest.mark.parametrize(
    ("who", "decision", "because"),
    [
        ("board", "refused", "Chưa đủ hồ sơ"),
        ("secretariat", "withdrawn", ""),
        ("board", "nonsense", ""),
    ],
)
def test_what_is_refused_or_withdrawn_changes_nothing(
    desk: Desk, who: str, decision: str, because: str
) -> None:
    before = registered()
    ask_category(desk)
    decide(desk, who, decision, because)
    assert registered() == before


def test_what_has_moved_on_meanwhile_is_not_carried_out(desk: Desk) -> None:
    ask_category(desk)
    suspend(
        network="mang-luoi-a",
        member="hoa-sen",
        since=dt.date(2025, 5, 1),
        decision=resolution("05/NQ-BĐH"),
        reason="Chưa nộp phí",
        actor=desk.keeper,
        now=timezone.now(),
    )
    before = counted()
    answer = decide(desk, "board")
    text = desk.client("board").get(answer.headers["Location"]).content.decode()
    assert counted() == before
    assert "Waits for confirmation" in text


def test_a_second_wish_for_the_same_record_waits_its_turn(desk: Desk) -> None:
    ask_category(desk)
    before = counted()
    answer = given.send(desk.client("administrator"), desk.where("category/"), **CATEGORY)
    assert answer.status_code == 422
    assert "already waiting for a second person" in answer.content.decode()
    assert counted() == before


def test_a_bank_account_holds_once_confirmed_and_is_masked(desk: Desk) -> None:
    before = registered()
    ask_account(desk)
    assert registered() == before
    own = desk.where("")
    assert "waits for a second person" in desk.client("clerk").get(own).content.decode()
    for name in ("clerk", "secretariat", "board", "analyst", "stranger", "outsider"):
        decide(desk, name)
    assert registered() == before
    # Who confirms has to read the number; who only sees that one is asked for does not.
    for name, whole in (("director", True), ("finance", True), ("secretariat", False)):
        assert (NUMBER in shown(desk, name).content.decode()) is whole, name
    assert NUMBER not in shown(desk, "auditor").content.decode()
    assert shown(desk, "board").status_code == 404
    assert NUMBER not in desk.client("secretariat").get("/en/changes/").content.decode()
    decide(desk, "director")
    account = BankAccount.objects.get()
    assert (account.number, account.revision) == (NUMBER, 1)
    assert account.recorded_by == desk.actors.clerk.name
    assert account.confirmed_by == desk.actors.director.name


def test_no_entry_of_the_trail_holds_a_whole_account_number(desk: Desk) -> None:
    ask_account(desk)
    decide(desk, "director")
    ask_account(desk, "director", number="001100777777", since="2026-05-01")
    decide(desk, "finance", "refused", "Chưa có giấy của ngân hàng")
    entries = Entry.objects.filter(verb__in=["change.asked", "change.confirmed", "change.refused"])
    told = json.dumps([one.changed for one in entries], ensure_ascii=False)
    assert entries.count() == 4
    assert "•••• 4242" in told
    assert NUMBER not in told
    assert "001100777777" not in told


def test_who_sees_an_account_and_how_much_of_it(desk: Desk) -> None:
    ask_account(desk)
    decide(desk, "director")
    holder = "Ngân hàng Ví Dụ"
    for name in ("secretariat", "auditor", "administrator", "clerk", "director", "reader"):
        text = desk.client(name).get(desk.where("")).content.decode()
        assert holder in text, name
        assert NUMBER not in text, name
        assert "•••• 4242" in text, name
    assert NUMBER in desk.client("finance").get(desk.where("")).content.decode()
    for name in ("analyst", "board"):
        text = desk.client(name).get(desk.where("")).content.decode()
        assert holder not in text, name
        assert "4242" not in text, name


def test_an_account_is_corrected_by_a_further_row_and_never_from_a_stale_one(desk: Desk) -> None:
    ask_account(desk)
    decide(desk, "finance")
    same = given.send(desk.client("clerk"), desk.where("bank/"), **given.account())
    assert same.status_code == 422
    assert "Nothing would change" in same.content.decode()
    late = desk.client("clerk")
    kept = given.filled(late, desk.where("bank/"))
    ask_account(desk, "secretariat", number="999888777666")
    page = shown(desk, "finance").content.decode()
    assert NUMBER in page
    assert "999888777666" in page
    decide(desk, "finance")
    assert [one.revision for one in BankAccount.objects.all()] == [1, 2]
    stale = late.post(desk.where("bank/"), {**kept, **given.account(number="123456123456")})
    assert stale.status_code == 409
    assert "•••• 7666" in stale.content.decode()
    assert BankAccount.objects.count() == 2


def test_who_may_no_longer_ask_changes_nothing(desk: Desk) -> None:
    ask_account(desk)
    before = registered()
    RoleAssignment.objects.filter(user=desk.actors.clerk).update(until=dt.date(2021, 1, 1))
    decide(desk, "director")
    assert registered() == before
