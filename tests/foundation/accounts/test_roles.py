"""Giving, ending and lending roles, and who may not."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tcvm.foundation.accounts.actions.delegate_role import delegate_role
from tcvm.foundation.accounts.actions.end_role import end_role
from tcvm.foundation.accounts.actions.grant_role import grant_role
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import PendingChange, RoleAssignment
from tcvm.foundation.accounts.viewers import viewer_for
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.tenancy.viewer import NetworkRole, OrganisationRole
from tests.actors import Actors, give, person
from tests.foundation.accounts.days import DAY, NOW, TODAY

pytestmark = pytest.mark.django_db


def grant(actors: Actors, actor: str, **fields: Any) -> RoleAssignment | PendingChange:
    """A director gives the stranger a clerk's role, unless said otherwise."""
    given = {
        "user": actors.stranger,
        "place": actors.organisation_a,
        "role": "clerk",
        "since": TODAY,
        "until": None,
        "reason": "",
        "now": NOW,
        "today": TODAY,
    }
    return grant_role(**given | {"actor": getattr(actors, actor)} | fields)


def lend(actors: Actors, key: int, **fields: Any) -> RoleAssignment:
    """The director lends the role `key` to the reader for a week, unless said otherwise."""
    given = {
        "to": actors.reader,
        "since": TODAY,
        "until": TODAY + 7 * DAY,
        "reason": "Nghỉ phép",
        "actor": actors.director,
        "now": NOW,
        "today": TODAY,
    }
    return delegate_role(key=key, **given | fields)


def test_a_director_gives_a_clerk_alone(actors: Actors) -> None:
    given = grant(actors, "director")
    assert isinstance(given, RoleAssignment)
    assert given.holds_on(TODAY)
    entry = Entry.objects.latest("number")
    assert (entry.verb, entry.actor_identifier) == ("role.given", f"user:{actors.director.pk}")
    assert entry.organisation == str(actors.organisation_a.pk)


@pytest.mark.parametrize(
    "actor",
    [
        "clerk",
        "reader",
        "stranger",
        "secretariat",
        "analyst",
        "finance",
        "board",
        "auditor",
        "outsider",
    ],
)
def test_others_give_nobody_anything(actors: Actors, actor: str) -> None:
    before = RoleAssignment.objects.count(), Entry.objects.count()
    with pytest.raises(NotPermitted):
        grant(actors, actor)
    assert before == (RoleAssignment.objects.count(), Entry.objects.count())


def test_another_director_waits_for_a_second_person(actors: Actors) -> None:
    asked = grant(actors, "director", role="director", reason="Thêm phó giám đốc")
    assert isinstance(asked, PendingChange)
    assert not RoleAssignment.objects.filter(user=actors.stranger, role="director").exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"role": "finance"}, "unknown_role"),
        ({"until": TODAY}, "dates"),
        ({"since": TODAY - DAY}, "past"),
        ({"role": "director"}, "reason_missing"),
    ],
)
def test_a_role_that_cannot_be_is_refused(
    actors: Actors, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        grant(actors, "director", **fields)
    assert refused.value.code == code


def test_nobody_gives_themselves_a_role(actors: Actors) -> None:
    with pytest.raises(Refused, match="own_role"):
        grant(actors, "director", user=actors.director)


def test_a_role_is_held_once(actors: Actors) -> None:
    with pytest.raises(Refused, match="held_already"):
        grant(actors, "director", user=actors.clerk)


def test_a_role_ends_and_stays_written(actors: Actors) -> None:
    held = actors.clerk.roles.get()
    end_role(key=held.pk, actor=actors.director, now=NOW, today=TODAY)
    held.refresh_from_db()
    assert (held.until, held.ended_by) == (TODAY, actors.director)
    assert viewer_for(actors.clerk, TODAY).organisations == {}
    with pytest.raises(Refused, match="ended"):
        end_role(key=held.pk, actor=actors.director, now=NOW, today=TODAY)


def test_a_network_keeps_an_administrator(actors: Actors) -> None:
    held = actors.administrator.roles.get()
    with pytest.raises(Refused, match="last_administrator"):
        end_role(key=held.pk, actor=actors.administrator, now=NOW, today=TODAY)
    give(actors.board, actors.network_a, NetworkRole.ADMINISTRATOR)
    assert end_role(key=held.pk, actor=actors.administrator, now=NOW, today=TODAY).until == TODAY


def test_another_members_role_is_as_if_it_were_not_there(actors: Actors) -> None:
    for key in (actors.stranger.roles.get().pk, 0):
        with pytest.raises(NotPermitted):
            end_role(key=key, actor=actors.director, now=NOW, today=TODAY)


def test_a_role_is_lent_until_a_day_and_taken_back(actors: Actors) -> None:
    lent = lend(actors, actors.director.roles.get().pk)
    assert [lent.holds_on(TODAY + n * DAY) for n in (0, 6, 7)] == [True, True, False]
    end_role(key=lent.pk, actor=actors.director, now=NOW, today=TODAY)
    lent.refresh_from_db()
    assert not lent.holds_on(TODAY)


def test_what_was_lent_is_not_lent_on(actors: Actors) -> None:
    lent = lend(actors, actors.director.roles.get().pk)
    with pytest.raises(Refused, match="not_further"):
        lend(actors, lent.pk, actor=actors.reader, to=actors.clerk)


def test_only_ones_own_role_is_lent(actors: Actors) -> None:
    with pytest.raises(NotPermitted):
        lend(actors, actors.clerk.roles.get().pk)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"until": TODAY}, "dates"),
        ({"since": TODAY - DAY}, "past"),
        ({"until": TODAY + 93 * DAY}, "too_long"),
        ({"reason": " "}, "reason_missing"),
    ],
)
def test_a_loan_has_its_limits(actors: Actors, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        lend(actors, actors.director.roles.get().pk, **fields)
    assert refused.value.code == code


def test_a_loan_ends_with_the_role_itself(actors: Actors) -> None:
    own = actors.director.roles.get()
    own.until = TODAY + 3 * DAY
    own.save()
    with pytest.raises(Refused, match="dates"):
        lend(actors, own.pk)


def test_the_database_refuses_a_role_in_the_wrong_place(actors: Actors) -> None:
    newcomer = person("newcomer", "Mai Thị Hoa")
    with pytest.raises(IntegrityError), transaction.atomic():
        give(newcomer, actors.network_a, OrganisationRole.CLERK)
    with pytest.raises(IntegrityError), transaction.atomic():
        give(newcomer, actors.network_a, NetworkRole.BOARD, since=TODAY, until=TODAY - DAY)
    own = actors.board.roles.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        give(newcomer, actors.network_a, NetworkRole.BOARD, delegated_from=own)
