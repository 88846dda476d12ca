"""Who sees whose membership: a network its members, a member itself, a support body its network."""

import datetime as dt

import pytest

from tcvm.apps.members import public, queries
from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.actions.leave import leave
from tcvm.apps.members.actions.name_support_body import name_support_body
from tcvm.apps.members.models import Membership
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.accounts import reach
from tcvm.foundation.tenancy.viewer import PUBLIC, NetworkRole, OrganisationRole, Viewer
from tests.apps.members.conftest import NOW, TODAY, World, resolution

pytestmark = pytest.mark.django_db


def seen(viewer: Viewer, day: dt.date = TODAY) -> list[str]:
    return sorted(str(one) for one in queries.visible_to(viewer, day))


def clerk(one: Membership) -> Viewer:
    assert one.organisation_id is not None
    roles = frozenset({OrganisationRole.CLERK})
    return Viewer("user:9", "Lan", organisations={one.organisation_id: roles})


def test_the_public_sees_nothing(world: World) -> None:
    world.member("Quỹ Sông Đào")
    assert seen(PUBLIC) == []
    assert not queries.networks_visible_to(PUBLIC, TODAY).exists()
    assert not queries.editable_by(PUBLIC).exists()
    assert not queries.organisations_editable_by(PUBLIC).exists()
    assert public.members_on("mang-luoi", TODAY, viewer=PUBLIC, today=TODAY) == []


def test_a_network_sees_its_own_members_and_no_others(world: World) -> None:
    world.member("Quỹ Sông Đào")
    for role in NetworkRole:
        assert seen(world.people[role.value]) == ["mang-luoi: quy-song-dao"]
    assert seen(world.people["stranger"]) == []


def test_a_member_sees_itself_in_every_network_and_no_other_member(world: World) -> None:
    one, _ = world.member("Quỹ Sông Đào"), world.member("Quỹ Đồi Sim")
    assert one.organisation is not None
    admit(
        network="mang-khac",
        member=one.organisation,
        category=Category.OBSERVER,
        since=dt.date(2016, 1, 1),
        decision=resolution(),
        actor=world.people["stranger"],
        now=NOW,
    )
    assert seen(clerk(one)) == ["mang-khac: quy-song-dao", "mang-luoi: quy-song-dao"]
    assert not queries.networks_visible_to(clerk(one), TODAY).exists()
    assert not queries.editable_by(clerk(one)).exists()


def test_a_support_body_sees_the_network_while_it_supports_it(world: World) -> None:
    """CFRC is the eighth member of M7 and supervises the other seven."""
    body = world.member("Trung tâm hỗ trợ")
    world.member("Quỹ Đồi Sim")
    for year, ended in ((2015, False), (2020, True)):
        name_support_body(
            network="mang-luoi",
            organisation=body.code,
            since=dt.date(year, 1, 1),
            ended=ended,
            decision=resolution(),
            actor=world.secretariat,
            now=NOW,
        )
    everything = ["mang-luoi: quy-doi-sim", "mang-luoi: trung-tam-ho-tro"]
    assert seen(clerk(body), dt.date(2014, 12, 31)) == everything[1:]
    assert seen(clerk(body), dt.date(2015, 1, 1)) == everything
    assert seen(clerk(body), dt.date(2020, 1, 1)) == everything[1:]
    assert queries.support_body_of(world.network, dt.date(2019, 12, 31)) == body.organisation
    assert queries.support_body_of(world.network, dt.date(2020, 1, 1)) is None
    assert queries.support_body_of(world.other_network, TODAY) is None
    # To see is not to change.
    assert not queries.editable_by(clerk(body)).exists()


def test_who_may_change_what_an_organisation_says_of_itself(world: World) -> None:
    one = world.member("Quỹ Sông Đào")
    assert one.organisation is not None
    mine = world.staff_of(one.organisation, OrganisationRole.DIRECTOR)
    reader = world.staff_of(one.organisation, OrganisationRole.READER)
    assert one.organisation in queries.organisations_editable_by(mine)
    assert one.organisation not in queries.organisations_editable_by(reader)
    assert one.organisation in queries.organisations_editable_by(world.secretariat)
    for who in ("analyst", "auditor", "stranger"):
        assert one.organisation not in queries.organisations_editable_by(world.people[who])
    # One that nobody has admitted yet may be prepared by any register's keeper.
    waiting = world.organisation("Quỹ mới")
    assert waiting in queries.organisations_editable_by(world.people["stranger"])


def test_accounts_are_told_whom_a_network_reaches(world: World) -> None:
    one, other = world.member("Quỹ Sông Đào"), world.member("Quỹ Đồi Sim")
    leave(
        network="mang-luoi",
        member=other.code,
        since=dt.date(2016, 1, 1),
        decision=resolution(),
        actor=world.secretariat,
        now=NOW,
    )
    networks = frozenset({world.network.pk})
    assert reach.organisations_of(networks, TODAY) == {one.organisation_id}
    assert reach.organisations_of(networks, dt.date(2015, 6, 1)) == {
        one.organisation_id,
        other.organisation_id,
    }
    assert reach.organisations_of(networks, dt.date(2010, 1, 1)) == frozenset()
    assert reach.organisations_of(frozenset({world.other_network.pk}), TODAY) == frozenset()


def test_other_rooms_get_values_of_a_day(world: World) -> None:
    world.member("Quỹ Sông Đào", place="136")
    day = dt.date(2025, 6, 30)
    (found,) = public.members_on("mang-luoi", day, viewer=world.secretariat, today=TODAY)
    assert (found.code, found.legal_form, found.province) == (
        "quy-song-dao",
        "social_fund",
        "yen-bai",
    )
    (after,) = public.members_on("mang-luoi", TODAY, viewer=world.secretariat, today=TODAY)
    assert after.province == "lao-cai-2025"
    counts = public.counts_on("mang-luoi", TODAY, viewer=world.secretariat, today=TODAY)
    assert (counts.total, counts.by_category.of(Category.OBSERVER)) == (1, 1)
    before = dt.date(2014, 1, 31)
    assert public.members_on("mang-luoi", before, viewer=world.secretariat, today=TODAY) == []
