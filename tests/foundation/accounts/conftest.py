"""The standing actors, and a browser on a server of the tests' own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from tests.actors import actors  # noqa: F401 - the fixture

#: Screenshots of the last run, for whoever wants to look at them; git ignores them.
ARTEFACTS = Path(__file__).parents[3] / "var" / "artefacts" / "accounts"

Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def _no_attempts_yet(request: pytest.FixtureRequest) -> None:
    """Attempts that another test made do not count here."""
    if request.node.get_closest_marker("django_db") or "live_server" in request.fixturenames:
        request.getfixturevalue(
            "transactional_db" if "live_server" in request.fixturenames else "db"
        )
        cache.clear()


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[Open]:
    """Open a page in a browser of its own: `visit("/vi/…", width=360)`.

    A test fails when the browser complains of anything but an answer of 403, 404, 422 or 429, which
    tests look for on purpose.
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def complained(message: ConsoleMessage) -> None:
        expected = any(f"status of {code}" in message.text for code in (403, 404, 422, 429))
        if message.type in ("error", "warning") and not expected:
            complaints.append(message.text)

    def opened(path: str, *, width: int = 1280) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            is_mobile=width < 500,
            has_touch=width < 500,
            locale="vi-VN",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", complained)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keep a screenshot of the whole page among the artefacts."""

    def taken(page: Page, name: str) -> None:
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)

    return taken
