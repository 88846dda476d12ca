"""A sensitive change is carried out only when a second person says so."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tcvm.foundation.accounts import queries
from tcvm.foundation.accounts.actions.ask_change import DAYS_OPEN, ask_change
from tcvm.foundation.accounts.actions.decide_change import decide_change
from tcvm.foundation.accounts.actions.grant_role import ask_role
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import Decision, PendingChange, RoleAssignment
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.tenancy.viewer import NetworkRole
from tests.actors import Actors, give
from tests.foundation.accounts.days import DAY, NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(actors: Actors) -> PendingChange:
    """The administrator asks that the analyst become finance as well."""
    return ask_role(
        user=actors.analyst,
        place=actors.network_a,
        role="finance",
        since=TODAY,
        until=None,
        reason="Thay người nghỉ",
        actor=actors.administrator,
        now=NOW,
    )


def decide(asked: PendingChange, actor: Any, decision: str, **fields: Any) -> PendingChange:
    """Decide it a minute later."""
    given = {"now": NOW, "today": TODAY, "because": ""} | fields
    return decide_change(key=asked.pk, decision=Decision(decision), actor=actor, **given)


def test_a_second_person_confirms_and_it_is_carried_out(
    actors: Actors, asked: PendingChange
) -> None:
    done = decide(asked, actors.board, "confirmed")
    assert (done.decision, done.decided_by) == ("confirmed", actors.board)
    given = RoleAssignment.objects.get(user=actors.analyst, role="finance")
    assert given.granted_by == actors.administrator
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs[-3:] == ["change.asked", "role.given", "change.confirmed"]


def test_nobody_decides_what_they_asked_for(actors: Actors, asked: PendingChange) -> None:
    for decision in ("confirmed", "refused"):
        with pytest.raises(Refused, match="own_change"):
            decide(asked, actors.administrator, decision, because="Vì")
    assert not RoleAssignment.objects.filter(user=actors.analyst, role="finance").exists()


def test_nobody_confirms_a_role_of_their_own(actors: Actors, asked: PendingChange) -> None:
    give(actors.analyst, actors.network_a, NetworkRole.BOARD)
    with pytest.raises(Refused, match="own_role"):
        decide(asked, actors.analyst, "confirmed")
    asked.refresh_from_db()
    assert asked.decision == "waiting"


def test_a_right_lent_by_the_asker_does_not_confirm(actors: Actors, asked: PendingChange) -> None:
    give(
        actors.clerk,
        actors.network_a,
        NetworkRole.ADMINISTRATOR,
        until=TODAY + DAY,
        delegated_from=actors.administrator.roles.get(),
    )
    with pytest.raises(NotPermitted):
        decide(asked, actors.clerk, "confirmed")


@pytest.mark.parametrize(
    "actor", ["clerk", "director", "secretariat", "finance", "auditor", "outsider"]
)
def test_others_decide_nothing(actors: Actors, asked: PendingChange, actor: str) -> None:
    with pytest.raises(NotPermitted):
        decide(asked, getattr(actors, actor), "confirmed")
    asked.refresh_from_db()
    assert asked.decision == "waiting"


def test_a_refusal_has_its_reason(actors: Actors, asked: PendingChange) -> None:
    with pytest.raises(Refused, match="reason_missing"):
        decide(asked, actors.board, "refused")
    assert decide(asked, actors.board, "refused", because="Chưa có nghị quyết").decided_because
    with pytest.raises(Refused, match="not_open"):
        decide(asked, actors.board, "confirmed")


def test_the_asker_withdraws(actors: Actors, asked: PendingChange) -> None:
    with pytest.raises(Refused, match="own_change"):
        decide(asked, actors.board, "withdrawn")
    assert decide(asked, actors.administrator, "withdrawn").decision == "withdrawn"


def test_it_is_open_for_two_weeks(actors: Actors, asked: PendingChange) -> None:
    late = NOW + DAYS_OPEN * DAY
    with pytest.raises(Refused, match="not_open"):
        decide(asked, actors.board, "confirmed", now=late, today=late.date())
    again = ask_change(
        kind=asked.kind,
        place=actors.network_a,
        subject=asked.subject,
        subject_key=asked.subject_key,
        old={},
        new=asked.new,
        reason="Lần nữa",
        actor=actors.administrator,
        now=late,
    )
    asked.refresh_from_db()
    assert (asked.decision, again.decision) == ("expired", "waiting")


def test_a_record_that_has_moved_on_is_left_alone(actors: Actors, asked: PendingChange) -> None:
    give(actors.analyst, actors.network_a, NetworkRole.FINANCE)
    with pytest.raises(Refused, match="stale"):
        decide(asked, actors.board, "confirmed")
    assert RoleAssignment.objects.filter(user=actors.analyst, role="finance").count() == 1


@pytest.mark.usefixtures("asked")
def test_a_change_is_asked_for_once(actors: Actors) -> None:
    with pytest.raises(Refused, match="already_asked"):
        ask_role(
            user=actors.analyst,
            place=actors.network_a,
            role="finance",
            since=TODAY,
            until=None,
            reason="Lần nữa",
            actor=actors.administrator,
            now=NOW,
        )


def test_the_database_keeps_asker_and_decider_apart(actors: Actors, asked: PendingChange) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PendingChange.objects.filter(pk=asked.pk).update(
            decision="confirmed", decided_by=actors.administrator
        )


@pytest.mark.usefixtures("asked")
def test_it_waits_for_whoever_may_decide(actors: Actors) -> None:
    waiting = {
        name: bool(queries.waiting_for(actors.viewer(name), NOW, TODAY))
        for name in ("administrator", "board", "auditor", "director", "outsider")
    }
    assert waiting == {
        "administrator": False,
        "board": True,
        "auditor": False,
        "director": False,
        "outsider": False,
    }


def test_another_networks_change_is_not_there(actors: Actors, asked: PendingChange) -> None:
    where = reverse("accounts:change", args=[asked.pk])
    found = {
        name: actors.client(name).get(where).status_code
        for name in ("administrator", "board", "auditor", "director", "outsider")
    }
    assert found == {
        "administrator": 200,
        "board": 200,
        "auditor": 200,
        "director": 404,
        "outsider": 404,
    }
    assert actors.client("outsider").post(where, {"decision": "confirmed"}).status_code == 404
