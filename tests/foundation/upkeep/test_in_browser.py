"""The pages of upkeep as an administrator sees them, wide and narrow, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.actors import Actors
from tests.foundation.upkeep.conftest import MEMBER, a_failed_message, a_job, entry
from tests.looks import is_clean
from tests.post import send_all

pytestmark = pytest.mark.django_db(transaction=True)

#: Screenshots of the last run, for whoever wants to look at them; git ignores them.
ARTEFACTS = Path(__file__).parents[3] / "var" / "artefacts" / "upkeep"


Screen = tuple[str, Page]


@pytest.fixture(params=[("vi", 1280), ("vi", 360), ("en", 360)], ids=str)
def screen(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Screen]:
    """A language, and a page in a browser of its own, wide or narrow."""
    locale, width = request.param
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        is_mobile=width < 500,
        has_touch=width < 500,
    )
    yield locale, context.new_page()
    context.close()


@pytest.mark.usefixtures("dead")
def test_every_page_is_clean(screen: Screen, live_server: LiveServer, actors: Actors) -> None:
    locale, page = screen
    a_failed_message(actors.network_a.pk)
    a_failed_message(actors.network_a.pk, recipient="anh@example.org", failure="interrupted")
    failed = a_job(actors.viewer("administrator").identifier, actors.network_a.pk)
    send_all()
    a_job("user:0", actors.network_a.pk)
    entry("membership.admit", MEMBER, network=actors.network_a.pk)
    entry("membership.note", MEMBER, network=actors.network_a.pk)
    session = actors.client("administrator").cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    width = (page.viewport_size or {})["width"]
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    for name, address in {
        "home": "upkeep/",
        "messages": "mail/",
        "message": "mail/accounts.invitation/",
        "outbox": f"mail/network/{actors.network_a.code}/",
        "jobs": "jobs/",
        "job": f"jobs/{failed.pk}/",
        "events": "events/",
        "trail": f"trail/{actors.network_a.code}/",
        "history": "history/membership/7/",
    }.items():
        page.goto(f"/{locale}/{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        is_clean(page)
        page.screenshot(path=ARTEFACTS / f"{name}-{locale}-{width}.png", full_page=True)
    assert complaints == []
