"""Every page for every reader: nothing sticks out, nothing bars the way, everything has a name."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tcvm.config.demo import networks
from tests.journeys.conftest import Open
from tests.journeys.pages import PAGES, READERS
from tests.looks import is_clean, violations

EVERY = [
    pytest.param(name, *reader, id=f"{name}-{reader[0]}-{reader[1]}{'-dark' if reader[2] else ''}")
    for name in PAGES
    for reader in READERS
]
TARGET_MIN_PX = 24
TARGET_TOUCH_PX = 44

NARROW_TARGETS = """(least) => [...document.querySelectorAll(
    'nav a, button, select, summary, .members a, .who a, .downloads a')]
  .filter((one) => one.checkVisibility() && !one.closest('.note, .as-table, .path, thead'))
  .map((one) => [one.textContent.trim().slice(0, 40), one.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && box.height < least - 0.5)
  .map(([text, box]) => `${text}: ${box.height}`)"""


@pytest.mark.parametrize(("name", "locale", "width", "dark"), EVERY)
def test_a_page_is_open_to_everyone(
    visit: Open,
    picture: Callable[[Page, str], None],
    name: str,
    locale: str,
    width: int,
    *,
    dark: bool,
) -> None:
    page = visit(f"/{locale}/{PAGES[name]}", width=width, dark=dark)
    picture(page, f"{name}-{locale}-{width}{'-dark' if dark else ''}")
    is_clean(page)
    least = TARGET_TOUCH_PX if width < 500 else TARGET_MIN_PX
    assert page.evaluate(NARROW_TARGETS, least) == []


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_an_opened_calculation_is_open_to_everyone(visit: Open, locale: str) -> None:
    for width in (1280, 360):
        page = visit(f"/{locale}/rounds/mix-2014/cep/", width=width)
        for summary in page.locator(".ledger-chain > details > summary").all():
            summary.click()
        page.locator("button[popovertarget=note-roa]").click()
        is_clean(page)


def test_a_missing_page_is_open_to_everyone(visit: Open, site: str) -> None:
    page = visit("/vi/schemes/")
    page.set_content(page.request.get(f"{site}/vi/nothing/").text())
    assert violations(page) == []


#: What is asked for first, by whom, and what after it.
FIRST = [
    ("", "rounds/mix-2014/", "rounds/mix-2014/cep/"),
    ("", "design/", "design/?q=song&sort=-clients"),
    ("", "search/?q=tu+vung", "search/?q=ty+le"),
    ("keeper", "me/", "registers/"),
    ("keeper", "registers/", "me/"),
]


@pytest.mark.parametrize(("who", "first", "later"), FIRST)
def test_a_first_visit_weighs_under_150_kilobytes(
    visit: Open, site: str, who: str, first: str, later: str
) -> None:
    page = visit("about:blank")
    if who:
        name = networks.networks()[0].keeper
        page.request.get(f"{site}/vi/demo/")
        token = next(
            one["value"] for one in page.context.cookies(site) if one["name"] == "csrftoken"
        )
        form = {"username": name, "csrfmiddlewaretoken": token}
        assert page.request.post(f"{site}/vi/demo/enter/", form=form).ok
    weighed: dict[str, int] = {}
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on(
        "Network.loadingFinished",
        lambda one: weighed.__setitem__(one["requestId"], one["encodedDataLength"]),
    )
    assert page.goto(f"/vi/{first}").ok  # type: ignore[union-attr]
    page.wait_for_load_state("networkidle")
    assert len(weighed) > 4
    assert sum(weighed.values()) < 150_000
    weighed.clear()
    assert page.goto(f"/vi/{later}").ok  # type: ignore[union-attr]
    page.wait_for_load_state("networkidle")
    assert 0 < sum(weighed.values()) < 30_000
