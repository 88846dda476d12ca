"""An invitation is used once, by whom it was sent to, while it is open."""

from typing import Any

import pytest

from tcvm.foundation.accounts.actions.accept_invitation import accept_as_known, accept_as_new
from tcvm.foundation.accounts.actions.invite import DAYS_OPEN, invitation_of, invite, withdraw
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import Invitation, PendingChange, RoleAssignment, User
from tests.actors import PASSWORD, Actors
from tests.foundation.accounts.days import DAY, NOW, TODAY

pytestmark = pytest.mark.django_db


def invited(actors: Actors, **fields: Any) -> tuple[Invitation, str]:
    """The director invites a clerk, unless said otherwise."""
    given = {
        "email": "Bich@Example.org",
        "name": "Cao Thị Bích",
        "locale": "vi",
        "place": actors.organisation_a,
        "role": "clerk",
        "role_until": None,
        "reason": "",
        "actor": actors.director,
        "now": NOW,
        "today": TODAY,
    }
    return invite(**given | fields)


def join(token: str, **fields: Any) -> tuple[User, RoleAssignment | PendingChange]:
    """Accept as somebody new."""
    given = {
        "username": "bich",
        "name": "Cao Thị Bích",
        "password": PASSWORD,
        "now": NOW,
        "today": TODAY,
    }
    return accept_as_new(token=token, **given | fields)


def test_a_new_person_joins_with_their_role(actors: Actors) -> None:
    invitation, token = invited(actors)
    user, role = join(token)
    assert isinstance(role, RoleAssignment)
    assert (user.email, user.check_password(PASSWORD)) == ("bich@example.org", True)
    assert role.granted_by == actors.director
    assert user.emailaddress_set.get().verified
    assert invitation_of(token, NOW) is None
    with pytest.raises(Refused, match="invitation"):
        join(token, username="other")
    assert token.split(":")[0] not in invitation.secret_sha256


def test_only_a_whole_open_token_opens(actors: Actors) -> None:
    invitation, token = invited(actors)
    assert invitation_of(token, NOW) == invitation
    assert invitation_of(token[:-1], NOW) is None
    assert invitation_of("", NOW) is None
    assert invitation_of(token, NOW + DAYS_OPEN * DAY) is None
    withdraw(
        key=invitation.pk, place=actors.organisation_a, actor=actors.director, now=NOW, today=TODAY
    )
    assert invitation_of(token, NOW) is None


def test_a_second_invitation_closes_the_first(actors: Actors) -> None:
    _, first = invited(actors)
    _, second = invited(actors)
    assert invitation_of(first, NOW) is None
    assert invitation_of(second, NOW) is not None


def test_a_networks_person_joins_and_waits_for_a_second_person(actors: Actors) -> None:
    _, token = invited(
        actors,
        place=actors.network_a,
        role="analyst",
        reason="Chuyên viên mới",
        actor=actors.administrator,
    )
    user, asked = join(token)
    assert isinstance(asked, PendingChange)
    assert asked.asked_by == actors.administrator
    assert not user.roles.exists()


def test_the_operator_gives_the_first_administrator_at_once(actors: Actors) -> None:
    _, token = invited(actors, place=actors.network_b, role="administrator", actor=None)
    _, role = join(token)
    assert isinstance(role, RoleAssignment)


def test_whoever_is_known_accepts_for_themselves_alone(actors: Actors) -> None:
    _, token = invited(actors, email=actors.stranger.email)
    with pytest.raises(Refused, match="other_person"):
        accept_as_known(token=token, user=actors.reader, now=NOW, today=TODAY)
    with pytest.raises(Refused, match="person_known"):
        join(token)
    assert isinstance(
        accept_as_known(token=token, user=actors.stranger, now=NOW, today=TODAY), RoleAssignment
    )


def test_an_invitation_ends_with_the_inviters_right(actors: Actors) -> None:
    _, token = invited(actors)
    actors.director.roles.update(until=TODAY)
    with pytest.raises(Refused, match="stale"):
        join(token)
    assert not User.objects.filter(username="bich").exists()


@pytest.mark.parametrize("actor", ["clerk", "reader", "stranger", "board", "outsider"])
def test_others_invite_nobody(actors: Actors, actor: str) -> None:
    with pytest.raises(NotPermitted):
        invited(actors, actor=getattr(actors, actor))
    assert not Invitation.objects.exists()
