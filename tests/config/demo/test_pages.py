"""Signing in to the demo, and that nothing of it is there where there is no demo."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tcvm.config.demo import signins
from tests.config.demo.conftest import run

START = """
import json, re, time
from tcvm.config import demo
demo.set_up()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client
from tcvm.config.demo import signins
from tcvm.foundation.accounts.models import User
from tcvm.foundation.audit.models import Entry

def text(answer):
    return answer.content.decode()
"""

ENTER = """
people = {}
for one in signins.people():
    browser = Client(enforce_csrf_checks=True)
    page = text(browser.get("/vi/demo/"))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    gave = {"username": one.username, "csrfmiddlewaretoken": token}
    answer = browser.post("/vi/demo/enter/", gave)
    mine = browser.get(answer.headers["Location"])
    named = f"<h1>{one.name}</h1>" in text(mine)
    people[one.username] = [answer.status_code, mine.status_code, named]
    at_once = browser.get("/vi/me/delegations/").status_code
    verbs = Entry.objects.filter(actor_label=one.name).order_by("-number")
    people[one.username] += [at_once, sorted(verbs.values_list("verb", flat=True)[:2])]
kept = browser.cookies["sessionid"].value

plain = Client(enforce_csrf_checks=True)
refused = {
    "without a token": plain.post("/vi/demo/enter/", {"username": "thuky.luavang"}).status_code,
    "nobody": Client().post("/vi/demo/enter/", {"username": "nobody"}).status_code,
    "by a link": Client().get("/vi/demo/enter/?username=thuky.luavang").status_code,
}
def marked(where):
    page = text(Client().get(where, follow=True))
    return page.count('<aside class="demo"')

pages = {}
for where in ("/vi/", "/en/", "/vi/schemes/", "/en/demo/", "/vi/account/sign-in/", "/vi/nothing/"):
    pages[where] = [marked(where), marked(where)]
print(json.dumps([people, refused, pages, kept]))
"""

BY_HAND = """
from django.utils import timezone
found = {}
for one in signins.people()[:1] + signins.people()[-1:]:
    browser = Client()
    gave = {"login": one.username, "password": signins.password()}
    answer = browser.post("/vi/account/sign-in/", gave)
    if one.needs_code:
        answer = browser.post(answer.headers["Location"], {"code": one.code(time.time())})
    found[one.username] = [answer.status_code, browser.get("/vi/me/").status_code]
print(json.dumps(found))
"""

OUTSIDE = """
import json, os
import django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client
from tcvm.config.demo import signins
from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.viewers import viewer_for
import datetime as dt

one = signins.people()[-1]
browser = Client()
typed = {"login": one.username, "password": signins.password()}
answer = browser.post("/vi/account/sign-in/", typed)
staying = Client()
staying.cookies["sessionid"] = os.environ["KEPT"]
user = User.objects.get(username=one.username)
print(json.dumps({
    "pages": [
        Client().get("/vi/demo/").status_code,
        Client().get("/demo/", follow=True).status_code,
        Client().post("/vi/demo/enter/", {"username": one.username}).status_code,
    ],
    "signed in": answer.status_code == 302 or "sessionid" in browser.cookies,
    "stays": staying.get("/vi/me/").status_code == 200,
    "viewer": viewer_for(user, dt.date(2026, 6, 30)).is_public,
    "banner": 'class="demo"' in Client().get("/vi/", follow=True).content.decode(),
    "rule": "demo.enter" in rules.rules().operations,
}))
"""


@pytest.fixture(scope="module")
def entered(home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A copy of the demo in which everyone has signed in, and what was answered."""
    own = tmp_path_factory.mktemp("entered") / "home"
    shutil.copytree(home, own)
    return own, run(own, START + ENTER)


def test_everyone_signs_in_by_a_button_and_comes_to_a_page_of_their_own(
    entered: tuple[Path, Any],
) -> None:
    people = entered[1][0]
    assert len(people) == len(signins.people())
    for username, answers in people.items():
        expected = [302, 200, True, 200, ["demo.entered", "session.began"]]
        assert answers == expected, username


def test_only_the_button_signs_in_and_only_as_people_of_the_demo(
    entered: tuple[Path, Any],
) -> None:
    assert entered[1][1] == {"without a token": 403, "nobody": 404, "by a link": 405}


def test_every_page_says_that_it_is_a_demo_also_when_it_is_remembered(
    entered: tuple[Path, Any],
) -> None:
    pages = entered[1][2]
    assert set(map(tuple, pages.values())) == {(1, 1)}, pages


def test_password_and_code_sign_in_as_well(entered: tuple[Path, Any]) -> None:
    found = run(entered[0], START + BY_HAND)
    assert set(map(tuple, found.values())) == {(302, 200)}, found


def test_outside_a_demo_nothing_of_it_is_there(entered: tuple[Path, Any]) -> None:
    """The demo's own data directory, started as a production: its passwords open nothing."""
    own, (*_, kept) = entered
    found = run(
        own,
        OUTSIDE,
        DJANGO_SETTINGS_MODULE="tcvm.config.settings",
        SECRET_KEY=(own / "secret_key").read_text(encoding="ascii"),
        KEPT=kept,
    )
    assert found == {
        "pages": [404, 404, 404],
        "signed in": False,
        "stays": False,
        "viewer": True,
        "banner": False,
        "rule": False,
    }


def test_every_address_of_the_demo_has_a_rule_of_the_demo(home: Path) -> None:
    script = """
import json
from tcvm.config import demo
demo.set_up()
from tcvm.foundation.accounts import rules
from tests.permissions.addresses import names
mapped = {name for name, _ in names()}
opened = rules.rules().addresses()
print(json.dumps([sorted(n for n in found if n.startswith("demo:")) for found in (mapped, opened)]))
"""
    mapped, opened = run(home, script)
    assert mapped == opened == ["demo:enter", "demo:people"]
