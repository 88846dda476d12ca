"""Network A with a register: the standing actors, whose programs call the API."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.utils import timezone

from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.actions.adopt_code import adopt_code
from tcvm.apps.members.actions.facts import PersonFacts
from tcvm.apps.members.actions.register_organisation import register_organisation
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.models import Membership, Person
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.text import Text
from tcvm.foundation.accounts import rules
from tcvm.foundation.api.actions.create_token import create_service_token
from tcvm.foundation.api.models import Token
from tcvm.foundation.tenancy.models import Organisation
from tests.actors import Actors, actors  # noqa: F401 - the fixture
from tests.apps.members.conftest import NOW, facts, resolution
from tests.foundation.api.programs import Program, program_of


@dataclass
class Register:
    """Network A with three members, network B with one; who works there is in `actors`."""

    actors: Actors
    member: Membership
    other: Membership
    theirs: Membership
    person: Person

    @property
    def at(self) -> str:
        """Where network A's register is."""
        return f"/networks/{self.actors.network_a.code}"

    def program(self, actor: str, *scopes: str) -> Program:
        """A program of an actor."""
        user = self.actors.named(actor)
        assert user is not None
        return program_of(user, *scopes)

    def service(self, role: str = "secretariat") -> Program:
        """A service of network A that holds `role`, confirmed by a second person."""
        token, text = create_service_token(
            name="đồng bộ sổ",
            place=self.actors.network_a,
            role=role,
            scopes=frozenset(rules.rules().scopes),
            days=30,
            reason="Đồng bộ hằng đêm",
            actor=self.actors.administrator,
            now=timezone.now(),
            today=timezone.localdate(),
        )
        Token.objects.filter(pk=token.pk).update(confirmed_at=timezone.now())
        return Program(text)


@pytest.fixture
def register(actors: Actors) -> Register:  # noqa: F811 - the fixture
    """A small register; the organisations of the actors are members, each of its network."""
    a, b = actors.viewer("secretariat"), actors.viewer("outsider")
    adopt_code(
        network=actors.network_a.code,
        version="1",
        title=Text("Bộ quy tắc ứng xử", "Code of conduct"),
        since=dt.date(2020, 1, 1),
        grace_days=30,
        source="Nghị quyết 2019",
        actor=a,
        now=NOW,
    )

    def member(
        network: str, one: Organisation | Person, actor: object, category: Category
    ) -> Membership:
        return admit(
            network=network,
            member=one,
            category=category,
            since=dt.date(2015, 3, 1),
            decision=resolution(),
            actor=actor,  # type: ignore[arg-type]
            now=NOW,
        )

    another = register_organisation(
        facts=facts("Quỹ Bông Lúa"), since=dt.date(2012, 1, 1), actor=a, now=NOW
    )
    person = register_person(
        facts=PersonFacts("Nguyễn Thị Hoa", "Phiếu đăng ký", phone="0900 000 000"),
        since=dt.date(2012, 1, 1),
        actor=a,
        now=NOW,
    )
    code_a, code_b = actors.network_a.code, actors.network_b.code
    member(code_a, person, a, Category.ASSOCIATE_INDIVIDUAL)
    return Register(
        actors=actors,
        member=member(code_a, actors.organisation_a, a, Category.OBSERVER),
        other=member(code_a, another, a, Category.OBSERVER),
        theirs=member(code_b, actors.organisation_b, b, Category.OBSERVER),
        person=person,
    )
