"""The parts of the design as people use them: by key, on a telephone, at night, scriptless."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.foundation.accounts.conftest import Open
from tests.looks import is_clean

ARTEFACTS = Path(__file__).parents[3] / "var" / "artefacts" / "ui"
#: What may be the smallest that can be touched, in pixels, and what is not a control of its own.
NARROW = """() => [...document.querySelectorAll(
    'nav a, button, select, summary, input, .table th a')]
  .filter((one) => one.checkVisibility() && !one.closest('.note, .path, thead, .unseen'))
  .filter((one) => one.type !== 'radio' && one.type !== 'checkbox')
  .map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < 43.5)"""


@pytest.mark.parametrize(
    ("locale", "width", "dark"),
    [("vi", 1280, False), ("en", 1280, True), ("vi", 360, True), ("en", 360, False)],
)
def test_the_design_is_open_to_everyone(
    browser: Browser, live_server: LiveServer, locale: str, width: int, *, dark: bool
) -> None:
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        is_mobile=width < 500,
        has_touch=width < 500,
    )
    page = context.new_page()
    page.goto(f"/{locale}/design/?try=1&q=quy")
    expect(page.locator(".problem")).to_be_focused()
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(
        path=ARTEFACTS / f"design-{locale}-{width}{'-dark' if dark else ''}.png", full_page=True
    )
    is_clean(page)
    if width < 500:
        assert page.evaluate(NARROW) == []
    context.close()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_table_form_dialog_and_toast_by_key_alone(visit: Open) -> None:
    page = visit("/en/design/")
    requests: list[str] = []
    page.on("request", lambda one: requests.append(one.resource_type))

    # Order: only the table is fetched, the address keeps it, the focus stays on the head.
    head = page.locator("#sort-sample-clients")
    head.focus()
    press(page, "Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Borrowers ↑persons")
    expect(page).to_have_url(re.compile(r"design/\?sort=clients$"))
    expect(head).to_be_focused()
    press(page, "Enter")
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Borrowers")

    # Filter: as it is typed; the order holds, what is left empty is not in the address.
    page.locator("#choose-q").focus()
    page.keyboard.type("song dao")
    expect(page.locator("#count-sample")).to_have_text("1–3 of 3")
    expect(page).to_have_url(re.compile(r"design/\?q=song(%20|\+)dao&sort=-clients$"))
    expect(page.locator("#choose-q")).to_be_focused()
    expect(page.locator("#languages a[lang=vi]")).to_have_attribute(
        "href", "/language/vi/?next=/vi/design/%3Fq%3Dsong%2Bdao%26sort%3D-clients"
    )
    page.locator("#choose-q").fill("")
    expect(page.locator("#count-sample")).to_have_text("1–6 of 21")
    page.locator("#after-sample").focus()
    press(page, "Enter")
    expect(page.locator("#count-sample")).to_have_text("7–12 of 21")
    page.go_back()
    expect(page.locator("#count-sample")).to_have_text("1–6 of 21")
    assert "document" not in requests

    # Dialog: opens over the page, holds the focus, Escape gives it back.
    opener = page.get_by_role("link", name="Open the sample dialog")
    opener.focus()
    press(page, "Enter")
    dialog = page.get_by_role("dialog", name="End the sample role?")
    expect(dialog).to_be_visible()
    is_clean(page)
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    press(page, "Enter")
    dialog.get_by_role("link", name="Cancel").press("Enter")
    expect(dialog).to_be_hidden()

    # A toast stays until it is closed.
    toast = page.locator(".toast-success")
    toast.get_by_role("button", name="Close").press("Enter")
    expect(toast).to_have_count(0)

    # A form that is wrong: the list of faults has the focus, its links lead to the fields.
    page.locator("#id_name").fill("Quỹ Hoa Sen")
    page.get_by_role("button", name="Check").press("Enter")
    expect(page.locator(".problem")).to_be_focused()
    press(page, "Tab", "Enter")
    expect(page.locator("#id_founded")).to_be_focused()
    expect(page.locator("#id_name")).to_have_value("Quỹ Hoa Sen")


def test_what_could_not_be_fetched_is_said_and_what_was_there_stays(
    browser: Browser, live_server: LiveServer
) -> None:
    page = browser.new_page(base_url=live_server.url)
    page.goto("/en/design/")
    page.route("**/design/?sort=*", lambda route: route.fulfill(status=403, body=""))
    page.locator("#sort-sample-state").click()
    expect(page.locator("#load-failed")).to_be_visible()
    expect(page.locator("#count-sample")).to_have_text("1–6 of 21")
    page.unroute("**/design/?sort=*")
    page.locator("#sort-sample-state").click()
    expect(page.locator("th[aria-sort]")).to_contain_text("State")
    expect(page.locator("#load-failed")).to_be_hidden()
    page.close()


def test_search_by_key_from_the_box_to_what_was_found(visit: Open) -> None:
    page = visit("/vi/schemes/")
    box = page.locator("#search-box")
    box.focus()
    page.keyboard.type("tu vung")
    first = page.locator("#suggestions a").first
    expect(first).to_contain_text("tự vững")
    is_clean(page)
    press(page, "ArrowDown")
    expect(first).to_be_focused()
    press(page, "ArrowDown", "ArrowUp", "ArrowUp")
    expect(box).to_be_focused()
    press(page, "Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tìm kiếm")
    expect(page.locator("mark").first).to_have_text("tự")
    expect(page.locator("#search-box")).to_have_value("tu vung")
    is_clean(page)


def test_without_a_script_everything_still_leads_somewhere(
    browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/design/")
    page.locator("#choose-q").fill("song dao")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#count-sample")).to_have_text("1–3 of 3")
    page.locator("#sort-sample-clients").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Borrowers")
    expect(page.locator("#count-sample")).to_have_text("1–3 of 3")
    page.get_by_role("link", name="Open the sample dialog").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("End the sample role?")
    expect(page.get_by_role("button", name="Close")).to_have_count(0)
    page.locator("#search-box").fill("tu vung")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_have_text("tự")
    context.close()
