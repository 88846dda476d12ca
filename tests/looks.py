"""What a page must look like to everybody: axe has nothing to say, nothing is wider than it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds: each rule that is broken, with the elements that break it."""
    # A page still on its way has no document to look at: whoever sends a form waits for the answer.
    page.wait_for_load_state()
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def is_clean(page: Page) -> None:
    """Nothing for axe to say, and nothing wider than the screen."""
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url
