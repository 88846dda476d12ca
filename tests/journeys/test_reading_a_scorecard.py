"""A director opens the product and follows a point down to the cell it came from."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Open


def test_from_the_front_door_to_the_source_cell(visit: Open) -> None:
    page = visit("/")
    expect(page).to_have_url(re.compile(r"/vi/rounds/mix-2014/$"))
    page.get_by_role("link", name="CEP", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CEP")

    chain = page.locator("#chain-oer")
    cell = chain.get_by_text("mix-vietnam-2014.csv, dòng 2, cột operating_expense")
    expect(cell).to_be_hidden()
    page.locator("summary", has_text="9.174.432 ÷ 73.686.226 = 12,45").click()
    expect(cell).to_be_visible()

    chain.get_by_role("link", name="Tỷ lệ chi phí hoạt động").click()
    expect(
        page.get_by_text("annualise(operating_expense) / average(gross_loan_portfolio)")
    ).to_be_visible()


def test_a_scorecard_is_taken_away_on_paper(visit: Open) -> None:
    page = visit("/vi/rounds/mix-2014/cep/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Phiếu điểm này trên một trang").click()
    assert taken.value.suggested_filename == "mix-2014.1-cep-vi.pdf"
    assert taken.value.path().read_bytes().startswith(b"%PDF")


def test_a_figures_note_opens_by_pointer_click_and_key(visit: Open) -> None:
    page = visit("/vi/rounds/mix-2014/cep/")
    door = page.locator("button[popovertarget=note-par]")
    note = page.locator("#note-par")
    expect(note).to_be_hidden()

    door.hover()
    expect(note).to_be_visible()
    page.mouse.move(5, 5)
    expect(note).to_be_hidden()

    door.click()
    expect(note).to_be_visible()
    page.mouse.move(5, 5)
    page.wait_for_timeout(600)
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()

    door.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note).to_contain_text("IRIS FP2635")
    note.get_by_role("link").click()
    expect(page.locator("#chain-par")).to_be_visible()


def test_a_columns_note_opens_on_keyboard_focus(visit: Open) -> None:
    page = visit("/vi/rounds/mix-2014/")
    page.get_by_role("link", name="CEP", exact=True).focus()
    note = page.locator("#note-class")
    expect(note).to_be_hidden()
    page.keyboard.press("Tab")
    expect(note).to_be_visible()
    page.keyboard.press("Tab")
    expect(note).to_be_hidden()
    expect(page.locator("#note-points")).to_be_visible()


def test_the_keyboard_skips_to_the_content(visit: Open) -> None:
    page = visit("/en/rounds/mix-2014/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
