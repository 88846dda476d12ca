"""What the file of permissions may say, and what it answers."""

import datetime as dt
from typing import Any

import pytest

from tcvm.foundation.accounts import reach, rules
from tcvm.foundation.accounts.rules import ANYWHERE, Answer, Place, RulesUnreadable
from tcvm.foundation.tenancy.viewer import PUBLIC, NetworkRole, OrganisationRole, Viewer
from tests.foundation.accounts.days import TODAY

CLERK = Viewer("user:1", "Hạnh", organisations={1: frozenset({OrganisationRole.CLERK})})
FINANCE = Viewer("user:2", "Mai", networks={7: frozenset({NetworkRole.FINANCE})})


def document(**fields: Any) -> dict[str, Any]:
    """A file of one operation."""
    one = {
        "code": "fees.read",
        "name": {"vi": "Xem phí", "en": "See fees"},
        "access": "roles",
        "organisation": ["clerk"],
        "network": ["finance"],
        "addresses": ["GET fees:list", "POST fees:pay", "fees:both"],
    }
    return {"operations": [one | fields]}


def test_an_address_is_opened_by_method() -> None:
    found = rules.read(document())
    assert found.of("fees:list", "GET") is found.of("fees:list", "HEAD") is not None
    assert found.of("fees:list", "POST") is None
    assert found.of("fees:pay", "GET") is None
    assert found.of("fees:both", "GET") is found.of("fees:both", "DELETE") is not None
    assert found.of("fees:none", "GET") is None
    assert found.methods("fees:pay") == ["POST"]
    assert found.methods("fees:none") == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"network": ["treasurer"]}, "treasurer"),
        ({"access": "anybody"}, "anybody"),
        ({"access": "public"}, "do not go together"),
        ({"organisation": [], "network": []}, "do not go together"),
        ({"adresses": []}, "adresses is not known"),
        ({"addresses": ["PUT fees:list"]}, "neither GET nor POST"),
        ({"addresses": ["fees:list", "GET fees:list"]}, "in fees.read and in fees.read"),
        ({"name": {"vi": "Xem phí"}}, "en"),
    ],
)
def test_what_cannot_be_meant_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(RulesUnreadable, match=said):
        rules.read(document(**fields))


def test_an_operation_stands_once() -> None:
    twice = document()["operations"] * 2
    with pytest.raises(RulesUnreadable, match="twice"):
        rules.read({"operations": twice})


@pytest.mark.parametrize(
    ("viewer", "place", "expected"),
    [
        (PUBLIC, ANYWHERE, Answer.SIGN_IN),
        (CLERK, ANYWHERE, Answer.YES),
        (CLERK, Place(organisation=1), Answer.YES),
        (CLERK, Place(organisation=2), Answer.HIDDEN),
        (CLERK, Place(network=7), Answer.HIDDEN),
        (FINANCE, Place(network=7), Answer.YES),
        (FINANCE, Place(network=8), Answer.HIDDEN),
        (FINANCE, Place(organisation=1), Answer.YES),
        (FINANCE, Place(organisation=2), Answer.HIDDEN),
        (Viewer("user:3", "Nobody"), ANYWHERE, Answer.FORBIDDEN),
        (Viewer("user:3", "Nobody"), Place(organisation=1), Answer.HIDDEN),
    ],
)
def test_a_role_counts_in_its_own_place(
    viewer: Viewer, place: Place, expected: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation = rules.read(document()).operations["fees.read"]

    def reached(networks: frozenset[int], today: dt.date) -> frozenset[int]:
        assert today == TODAY
        return frozenset({1}) if 7 in networks else frozenset()

    monkeypatch.setattr(reach, "_registers", [])
    reach.register(reached)
    reach.register(reached)
    assert rules.answer(operation, viewer, place, TODAY) is expected
    reach.forget(reached)
    assert reach.organisations_of(frozenset({7}), TODAY) == frozenset()
