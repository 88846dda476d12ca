"""An analyst sorts and filters a round; every choice stands in the address."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open


def members(page: Page) -> list[str]:
    return page.locator(".members .who a").all_inner_texts()


def test_choices_stand_in_the_address_and_survive_language_and_return(visit: Open) -> None:
    page = visit("/vi/rounds/mix-2014/")
    expect(page.locator(".members .who a")).to_have_count(6)

    page.get_by_label("Hình thức pháp lý", exact=True).select_option("ngo")
    expect(page.locator(".members .who a")).to_have_count(5)
    expect(page).to_have_url(re.compile(r"legal_form=ngo"))

    page.get_by_role("columnheader").get_by_role("link", name="Điểm").click()
    expect(page).to_have_url(re.compile(r"sort=points"))
    page.get_by_label("Chia nhóm theo").select_option("none")
    expect(page).to_have_url(re.compile(r"by=none"))
    expect(page.locator(".members .who a").first).to_have_text("M7 DB District")
    assert members(page) == ["M7 DB District", "M7 STU", "PPC", "MFCDI", "CEP"]

    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/rounds/mix-2014/\?.*legal_form=ngo"))
    assert members(page) == ["M7 DB District", "M7 STU", "PPC", "MFCDI", "CEP"]

    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.go_back()
    expect(page.locator(".members .group").first).to_be_visible()

    page.goto("/")
    expect(page).to_have_url(re.compile(r"/en/rounds/mix-2014/$"))


def test_all_of_it_works_without_script(visit: Open) -> None:
    page = visit("/en/rounds/mix-2014/", script=False)
    page.get_by_label("Class", exact=True).select_option("A")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"class=A"))
    assert members(page) == ["CEP", "Thanh Hoa MFI"]

    page.get_by_role("columnheader").get_by_role("link", name="Member").click()
    expect(page).to_have_url(re.compile(r"class=A"))
    expect(page).to_have_url(re.compile(r"sort=member"))

    page.get_by_role("link", name="CEP", exact=True).click()
    page.locator("button[popovertarget=note-oss]").click()
    expect(page.locator("#note-oss")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("summary", has_text="Gross loan portfolio = 85,256,590").click()
    chain = page.locator("#chain-gross_loan_portfolio")
    expect(chain.get_by_text("column gross_loan_portfolio")).to_be_visible()


def test_a_phone_sorts_from_the_form(visit: Open) -> None:
    page = visit("/vi/rounds/mix-2014/", width=360)
    page.get_by_label("Chia nhóm theo").select_option("none")
    expect(page).to_have_url(re.compile(r"by=none"))
    page.get_by_label("Sắp xếp theo").select_option("-change")
    expect(page.locator(".members .who a").first).to_have_text("Thanh Hoa MFI")
    expect(page).to_have_url(re.compile(r"sort=-change"))
