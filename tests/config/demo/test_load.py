"""Loading the demo's networks: all of them or nothing, once, with nobody told of it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import override_settings
from django.urls import get_resolver
from django.utils import timezone

from tcvm.apps.members.public import NotTakenOver, OrganisationStated, counts_on
from tcvm.config.demo import load, networks, signins
from tcvm.config.demo.load import NotADemo, load_networks
from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.models import RoleAssignment, User
from tcvm.foundation.accounts.viewers import viewer_for
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.events import subscribers
from tcvm.foundation.events.models import Delivery, Event
from tcvm.foundation.tenancy.models import Network, Organisation
from tests.config.demo.conftest import run
from tests.config.demo.rows import digest, lines

pytestmark = [pytest.mark.django_db]
DAY = dt.date(2026, 6, 30)

DIGEST = """
import json
from tcvm.config import demo
demo.set_up()
from tests.config.demo.rows import digest
print(json.dumps(digest()))
"""


@pytest.fixture(autouse=True)
def _demo(tmp_path: Path) -> Iterator[None]:
    # Addresses and rules are read once, when the first is asked for: before this calls itself a
    # demo, or every later test would find the demo's.
    assert get_resolver().url_patterns
    assert rules.rules()
    stored = {"BACKEND": "django.core.files.storage.FileSystemStorage",
              "OPTIONS": {"location": str(tmp_path)}}  # fmt: skip
    with override_settings(
        DEMO=True,
        STORAGES=settings.STORAGES | {"files": stored},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # in a moment
    ):
        yield


def test_the_networks_are_loaded_as_they_stand(home: Path) -> None:
    """One load serves all: it takes seconds."""
    heard = []
    listening = subscribers.Subscriber(
        "tests.hears", "MemberAdmitted", lambda event, *, now: heard.append((event, now))
    )
    with subscribers.only(listening):
        assert load_networks()

    counted = {}
    for one in networks.networks():
        keeper = viewer_for(User.objects.get(username=one.keeper), DAY)
        counted[one.code] = counts_on(one.code, DAY, viewer=keeper, today=DAY)
    large, small = counted["lua-vang"], counted["bay-bong-sen"]
    assert dict(large.by_kind.lines) == {"organisation": 59, "person": 41}
    assert dict(large.by_category.lines) == {
        "official": 28,
        "observer": 10,
        "associate_organisation": 21,
        "associate_individual": 41,
    }
    assert large.suspended == 2
    assert dict(small.by_category.lines) == {
        "official": 7,
        "observer": 0,
        "associate_organisation": 1,
        "associate_individual": 0,
    }

    # The support body's people read the register of the network it supports, not the other.
    today = timezone.localdate()
    supporter = viewer_for(User.objects.get(username="giamdoc.hosen"), today)
    seen = {
        one.code: sum(
            dict(counts_on(one.code, DAY, viewer=supporter, today=today).by_kind.lines).values()
        )
        for one in networks.networks()
    }
    assert seen == {"lua-vang": 0, "bay-bong-sen": 8}

    # Each has the roles that the file says, and who works for a network a second factor.
    for person in signins.people():
        user = User.objects.get(username=person.username)
        held = {(one.role, one.place.code) for one in RoleAssignment.objects.filter(user=user)}
        assert held == {(one.role, one.network or one.organisation) for one in person.roles}
        assert user.authenticator_set.exists() == person.needs_code

    # Everything was announced, and nobody was told.
    assert Event.objects.filter(name="MemberAdmitted").count() >= 108
    assert not Delivery.objects.exists()
    assert heard == []
    assert mail.outbox == []
    loaded = Entry.objects.filter(verb=load.VERB).get()
    assert loaded.changed["sha256"] == (None, networks.digest())

    # Nothing of it depends on the machine, the hour or the kind of database.
    assert digest() == run(home, DIGEST)

    before = sorted(lines())
    assert not load_networks()
    assert sorted(lines()) == before


def test_a_row_that_the_register_refuses_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = networks.entries()
    first = next(one for _, one in sound if isinstance(one, OrganisationStated))
    monkeypatch.setattr(
        networks, "entries", lambda: [*sound[:20], (networks.taken_over_at(), first_again(first))]
    )
    with pytest.raises(NotTakenOver) as refused:
        load_networks()
    assert [one.code for one in refused.value.problems] == ["legal_form_unknown"]
    for model in (Network, Organisation, User, Entry, Event):
        assert not model.objects.exists()


def first_again(stated: OrganisationStated) -> OrganisationStated:
    """The same organisation under another name, with a legal form that there is not."""
    facts = replace(stated.facts, name_vi="Quỹ Khác", legal_form="kingdom")
    return replace(stated, code="khac", facts=facts)


def test_it_is_loaded_in_a_demo_alone() -> None:
    with override_settings(DEMO=False), pytest.raises(NotADemo, match="TCVM_DEMO"):
        load_networks()
    assert not Network.objects.exists()


def test_it_is_not_mixed_with_other_networks() -> None:
    Network.objects.create(code="that-that", name_vi="Mạng lưới thật", name_en="A real one")
    with pytest.raises(NotADemo, match="that-that"):
        load_networks()
    assert not User.objects.exists()
