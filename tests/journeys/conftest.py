"""The product itself, prepared and served as `./run` does, and a browser to go through it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

#: Screenshots of the last run, for whoever wants to look at them; git ignores them.
ARTEFACTS = Path(__file__).parents[2] / "var" / "artefacts"
START_S = 120

SERVE = """
import sys
from tcvm.config import demo
demo.prepare()
demo.serve(port=int(sys.argv[1]))
"""

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all journeys in one worker: they share one server and one browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo, running from a data directory of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    home = str(tmp_path_factory.mktemp("site"))
    log = tmp_path_factory.mktemp("log") / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port)],
            env=kept | {"TCVM_HOME": home},
            stdout=output,
            stderr=output,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/vi/schemes/", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the demo did not start: {log.read_text()}")


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Open]:
    """Open a page of the demo: `visit("/vi/…", width=360, dark=True, script=False)`.

    A test fails when the browser complains of anything: a script error, a blocked or missing file,
    an answer other than those `allowed`, which a test looks for on purpose.
    """
    complaints: list[str] = []
    contexts = []

    def opened(
        path: str,
        *,
        width: int = 1280,
        dark: bool = False,
        script: bool = True,
        allowed: tuple[int, ...] = (),
    ) -> Page:
        def complained(message: ConsoleMessage) -> None:
            expected = any(f"status of {code}" in message.text for code in allowed)
            if message.type in ("error", "warning") and not expected:
                complaints.append(f"{page.url}: {message.text}")

        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            is_mobile=width < 500,
            has_touch=width < 500,
            java_script_enabled=script,
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
        # Hiding the caret would leave style attributes behind, which htmx copies and the CSP refuses.
        page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True, caret="initial")

    return taken
