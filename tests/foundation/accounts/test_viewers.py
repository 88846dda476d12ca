"""From a person's roles on a day to the viewer they are."""

import pytest

from tcvm.foundation.accounts.viewers import user_key, viewer_for
from tcvm.foundation.tenancy.viewer import PUBLIC, NetworkRole, OrganisationRole, Viewer
from tests.actors import Actors, give
from tests.foundation.accounts.days import DAY, TODAY

pytestmark = pytest.mark.django_db


def test_a_role_holds_from_its_first_day_up_to_its_end(actors: Actors) -> None:
    give(
        actors.clerk,
        actors.organisation_b,
        OrganisationRole.READER,
        since=TODAY,
        until=TODAY + 2 * DAY,
    )
    held = [
        actors.organisation_b.pk in viewer_for(actors.clerk, TODAY + n * DAY).organisations
        for n in range(-1, 4)
    ]
    assert held == [False, True, True, False, False]


def test_what_was_lent_holds_only_while_the_lender_holds_it(actors: Actors) -> None:
    own = actors.board.roles.get()
    give(
        actors.clerk,
        actors.network_a,
        NetworkRole.BOARD,
        since=TODAY,
        until=TODAY + 30 * DAY,
        delegated_from=own,
    )
    assert viewer_for(actors.clerk, TODAY).networks == {
        actors.network_a.pk: frozenset({NetworkRole.BOARD})
    }
    assert viewer_for(actors.clerk, TODAY, not_lent_by=actors.board.pk).networks == {}
    own.until = TODAY + DAY
    own.save()
    assert viewer_for(actors.clerk, TODAY + DAY).networks == {}
    own.until = None
    own.save()
    actors.board.is_active = False
    actors.board.save()
    assert viewer_for(actors.clerk, TODAY).networks == {}


def test_what_was_lent_on_never_holds(actors: Actors) -> None:
    lent = give(
        actors.clerk,
        actors.network_a,
        NetworkRole.BOARD,
        until=TODAY + 30 * DAY,
        delegated_from=actors.board.roles.get(),
    )
    give(
        actors.reader,
        actors.network_a,
        NetworkRole.BOARD,
        until=TODAY + 30 * DAY,
        delegated_from=lent,
    )
    assert viewer_for(actors.reader, TODAY).networks == {}


def test_whoever_may_not_sign_in_is_the_public(actors: Actors) -> None:
    actors.director.is_active = False
    assert viewer_for(actors.director, TODAY) is PUBLIC


def test_a_viewer_knows_its_user(actors: Actors) -> None:
    assert user_key(actors.viewer("clerk")) == actors.clerk.pk
    assert user_key(PUBLIC) is None
    assert user_key(Viewer("service:7", "Export")) is None
