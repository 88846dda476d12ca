"""A small network with its staff, its members and a support body, built by the actions alone."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.actions.decide import DecisionGiven
from tcvm.apps.members.actions.facts import OrganisationFacts, PersonFacts
from tcvm.apps.members.actions.register_organisation import register_organisation
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.models import Membership, Person
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import NetworkRole, OrganisationRole, Viewer

NOW = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


def resolution(number: str = "01/NQ-BĐH", day: dt.date = dt.date(2014, 1, 10)) -> DecisionGiven:
    """A decision of the board."""
    return DecisionGiven(number, day, "Ban điều hành", "Tủ hồ sơ A, cặp 3")


def facts(name: str = "Quỹ hỗ trợ phụ nữ Sông Đào", **other: Any) -> OrganisationFacts:
    """An organisation as a source describes it."""
    given: dict[str, Any] = {
        "name_vi": name,
        "name_en": f"{name} (en)",
        "legal_form": "social_fund",
        "source": "Đơn xin gia nhập",
        "founded_year": 2007,
        "place": "125",
    }
    return OrganisationFacts(**(given | other))


@dataclass
class World:
    """Two networks and who acts in them."""

    network: Network
    other_network: Network
    people: dict[str, Viewer] = field(default_factory=dict)

    @property
    def secretariat(self) -> Viewer:
        return self.people["secretariat"]

    def organisation(self, name: str, **other: Any) -> Organisation:
        """Register an organisation from 2005 on."""
        since = other.pop("since", dt.date(2010, 1, 1))
        return register_organisation(
            facts=facts(name, **other), since=since, actor=self.secretariat, now=NOW
        )

    def member(
        self,
        name: str,
        category: Category = Category.OBSERVER,
        since: dt.date = dt.date(2014, 2, 1),
        **other: Any,
    ) -> Membership:
        """Register an organisation and admit it to the first network."""
        return admit(
            network=self.network.code,
            member=self.organisation(name, **other),
            category=category,
            since=since,
            decision=resolution(),
            actor=self.secretariat,
            now=NOW,
        )

    def person(self, name: str = "Nguyễn Thị Hoa") -> Person:
        """Register a person."""
        return register_person(
            facts=PersonFacts(name, "Phiếu đăng ký", place="son-la"),
            since=dt.date(2012, 1, 1),
            actor=self.secretariat,
            now=NOW,
        )

    def staff_of(self, organisation: Organisation, role: OrganisationRole) -> Viewer:
        """Somebody with a role in an organisation."""
        return Viewer("user:9", "Lan", organisations={organisation.pk: frozenset({role})})


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - the tables
    """Two networks; the secretariat and the others are of the first."""
    network = Network.objects.create(code="mang-luoi", name_vi="Mạng lưới", name_en="Network")
    other = Network.objects.create(code="mang-khac", name_vi="Mạng khác", name_en="Other network")
    found = World(network, other)
    for number, role in enumerate(NetworkRole, start=1):
        found.people[role.value] = Viewer(
            f"user:{number}", f"{role.value} Mai", networks={network.pk: frozenset({role})}
        )
    found.people["stranger"] = Viewer(
        "user:20", "Sơn", networks={other.pk: frozenset({NetworkRole.SECRETARIAT})}
    )
    return found
