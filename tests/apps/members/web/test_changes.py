"""What each role is told on its home page of what changed in the register."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.actions.facts import PersonFacts
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.actions.write_note import write_note
from tcvm.apps.members.web.changes import changes
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer
from tests.actors import NAMES, Actors, actors  # noqa: F401 - a fixture
from tests.apps.members import sample

pytestmark = pytest.mark.django_db
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def told(actors: Actors, name: str) -> list[str]:  # noqa: F811 - the fixture
    with override("en"):
        return [one.text for one in changes(actors.viewer(name), LONG_AGO)]


@pytest.fixture
def decided(actors: Actors) -> Actors:  # noqa: F811 - the fixture
    """Organisation A is admitted to both networks; in network A a note is written about it."""
    now = timezone.now()
    for network in (actors.network_a, actors.network_b):
        keeper = Viewer(
            "system:tests", "Thư ký", networks={network.pk: frozenset({NetworkRole.SECRETARIAT})}
        )
        admit(
            network=network.code,
            member=actors.organisation_a,
            category=Category.OBSERVER,
            since=dt.date(2015, 1, 1),
            decision=sample.decision(2015),
            actor=keeper,
            now=now,
        )
        if network == actors.network_a:
            write_note(
                network=network.code, member="hoa-sen", text="Chưa nộp.", actor=keeper, now=now
            )
            human = register_person(
                facts=PersonFacts("Lê Thị Sen", "Đơn"),
                since=dt.date(2015, 1, 1),
                actor=keeper,
                now=now,
            )
            admit(
                network=network.code,
                member=human,
                category=Category.ASSOCIATE_INDIVIDUAL,
                since=dt.date(2015, 1, 1),
                decision=sample.decision(2015),
                actor=keeper,
                now=now,
            )
    return actors


def test_each_role_is_told_what_concerns_it(decided: Actors) -> None:
    admitted, note = "Admitted: Quỹ Hoa Sen", "Note written: Quỹ Hoa Sen"
    human = "Admitted: Lê Thị Sen"
    found = {name: told(decided, name) for name in NAMES}
    # Staff know all that their network did, and nothing of what another one decided.
    for name in ("secretariat", "analyst", "finance", "administrator"):
        assert found[name] == [human, note, admitted]
    assert found["board"] == [human, admitted]
    # A member's people know of both admissions, and of no note.
    for name in ("clerk", "director", "reader"):
        assert found[name] == [admitted, admitted]
    assert found["outsider"] == [admitted]
    assert found["stranger"] == found["public"] == []
    # An auditor reads how many of each.
    assert sorted(found["auditor"]) == ["Admitted", "Note written"]
    with override("en"):
        lines = changes(decided.viewer("auditor"), LONG_AGO)
        assert {one.text: one.count for one in lines} == {"Admitted": 2, "Note written": 1}
        assert {one.place for one in lines} == {"Network A"}
        own = {one.href for one in changes(decided.viewer("clerk"), LONG_AGO)}
        assert "/en/registers/mang-luoi-a/members/hoa-sen/" in own
    assert changes(decided.viewer("secretariat"), timezone.now()) == []
