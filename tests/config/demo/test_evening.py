"""The first evening: whoever signs in finds something of their own, and what waits can be done."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tcvm.config.demo import signins
from tests.config.demo.conftest import run

START = """
import datetime as dt
import json
from tcvm.config import demo
demo.set_up()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
from django.utils import timezone, translation
from tcvm.config.demo import signins
from tcvm.foundation.accounts.models import PendingChange, User
from tcvm.foundation.accounts.viewers import viewer_for
now = timezone.now()
today = timezone.localdate(now)
"""

HOMES = """
from django.test import Client
from django.urls import reverse
from tcvm.foundation.accounts.web.what_changed import last_here
from tcvm.foundation.ui.changed import changed_for
from tcvm.foundation.ui.waiting import waiting_for

found, answers = {}, {}
for one in signins.people():
    browser = Client()
    browser.post("/vi/demo/enter/", {"username": one.username})
    user = User.objects.get(username=one.username)
    viewer = viewer_for(user, today)
    with translation.override("vi"):
        waits = [line.href for line in waiting_for(viewer, now)]
        changed = [line.href for line in changed_for(viewer, last_here(user, now)[0])]
        safety = reverse("mfa_index")
    found[one.username] = [sorted(set(waits) - {safety}), sorted(set(changed))]
    for href in {"/vi/me/", *waits, *changed}:
        answers[f"{one.username} {href}"] = browser.get(href).status_code
print(json.dumps([found, answers]))
"""

DECIDED = """
from tcvm.apps.joining.actions.confirm import confirm
from tcvm.apps.joining.models import Application
from tcvm.apps.members.public import members_on
from tcvm.foundation.accounts.actions.decide_change import decide_change
from tcvm.foundation.accounts.models import Decision

# The day from which both decisions hold.
day = dt.date(2026, 7, 1)
board = {"lua-vang": "dieuhanh.luavang", "bay-bong-sen": "giamdoc.hoaban"}
finance = User.objects.get(username="taichinh.luavang")
supporting = User.objects.get(username="taichinh.baybongsen")
for change in PendingChange.objects.order_by("pk"):
    if change.kind == "bank-account":
        actor = supporting if change.organisation.code == "ho-sen" else finance
    else:
        actor = User.objects.get(username=board[change.network.code])
    decide_change(key=change.pk, decision=Decision.CONFIRMED, actor=actor, now=now, today=today)
members = {}
for network, username in board.items():
    viewer = viewer_for(User.objects.get(username=username), today)
    before = {one.code for one in members_on(network, day, viewer=viewer, today=today)}
    for one in Application.objects.filter(network__code=network):
        if one.steps.latest("number").step == "prepare":
            confirm(network=network, number=one.number, site="http://testserver", actor=viewer,
                    now=now, today=today)
    after = {one.code for one in members_on(network, day, viewer=viewer, today=today)}
    members[network] = sorted(after - before)
print(json.dumps([
    sorted(PendingChange.objects.values_list("kind", "decision")),
    members,
    sorted(one.steps.latest("number").state for one in Application.objects.all()),
]))
"""


@pytest.fixture(scope="module")
def evening(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo, to be changed."""
    own = tmp_path_factory.mktemp("evening") / "home"
    shutil.copytree(home, own)
    return own


@pytest.fixture(scope="module")
def homes(evening: Path) -> Any:
    """What each person's home lists, and what every line of it answers."""
    return run(evening, START + HOMES)


def test_everybody_finds_a_line_of_their_own_and_every_line_opens(homes: Any) -> None:
    found, answers = homes
    assert set(found) == {one.username for one in signins.people()}
    for username, (waits, changed) in found.items():
        assert waits or changed, username
    assert set(answers.values()) == {200}, {k: v for k, v in answers.items() if v != 200}


def test_who_decides_and_who_speaks_for_a_member_has_something_to_do(homes: Any) -> None:
    """Readers, analysts and auditors are told what changed; for everybody else something waits."""
    told = {"reader", "analyst", "auditor"}
    for one in signins.people():
        waits, changed = homes[0][one.username]
        if {role.role for role in one.roles} <= told:
            assert changed, one.username
        else:
            assert waits, one.username


def test_all_that_waits_for_a_second_person_can_be_confirmed(evening: Path, homes: Any) -> None:
    del homes  # looked at before anything is decided
    changes, members, states = run(evening, START + DECIDED)
    assert changes == [
        ["bank-account", "confirmed"],
        ["bank-account", "confirmed"],
        ["bank-account", "confirmed"],
        ["member-category", "confirmed"],
        ["role-grant", "confirmed"],
        ["role-grant", "confirmed"],
    ]
    assert members == {
        "lua-vang": ["suoimay"],
        "bay-bong-sen": ["hoaman"],
    }
    assert states == [
        "admitted",
        "admitted",
        "admitted",
        "refused",
        "sent",
        "to_complete",
        "under_review",
    ]
