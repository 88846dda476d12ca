"""Who is looking, and in which roles."""

from tcvm.foundation.tenancy.viewer import PUBLIC, NetworkRole, OrganisationRole, Viewer

HANH = Viewer(
    "user:1",
    "Hạnh",
    {1: frozenset({OrganisationRole.CLERK}), 2: frozenset({OrganisationRole.READER})},
    {7: frozenset({NetworkRole.ANALYST, NetworkRole.FINANCE})},
)


def test_the_public_holds_nothing() -> None:
    assert PUBLIC.is_public
    assert (PUBLIC.organisations_as(), PUBLIC.networks_as()) == (frozenset(), frozenset())


def test_roles_are_held_place_by_place() -> None:
    assert not HANH.is_public
    assert HANH.organisations_as() == {1, 2}
    assert HANH.organisations_as(OrganisationRole.CLERK, OrganisationRole.DIRECTOR) == {1}
    assert HANH.organisations_as(OrganisationRole.DIRECTOR) == frozenset()
    assert HANH.networks_as(NetworkRole.FINANCE) == {7}
    assert HANH.networks_as(NetworkRole.BOARD) == frozenset()
