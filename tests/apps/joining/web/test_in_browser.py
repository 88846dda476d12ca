"""From the form to the letter in a browser: a telephone without script, then the desk."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tcvm.foundation.accounts.models import User
from tests.actors import client_of
from tests.apps.joining.conftest import ORGANISATION, PAPERS, PERSON, Scene, pdf
from tests.looks import is_clean, violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def telephone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A telephone whose browser runs no script."""
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def at_desk(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[User], Page]]:
    """Opens a page of somebody of the staff, signed in."""
    contexts: list[BrowserContext] = []

    def opened(user: User) -> Page:
        site = live_server.url
        context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        cookies = client_of(user).cookies.values()
        context.add_cookies([{"name": one.key, "value": one.value, "url": site} for one in cookies])
        return context.new_page()

    yield opened
    for one in contexts:
        one.close()


def fits(page: Page) -> None:
    """Nothing is wider than the screen. (axe needs script: the desk's browser looks with it.)"""
    width = page.locator("html").evaluate("one => one.scrollWidth")
    assert width <= 360, page.url


def fill(page: Page, answers: dict[str, str]) -> None:
    """Fill in what of `answers` the page asks for."""
    for code, value in answers.items():
        field = page.locator(f"[name={code}]")
        if not field.count():
            continue
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def attach(page: Page, code: str, path: Path) -> None:
    """Attach one paper and wait until it is there."""
    line = page.locator("ol.papers > li").filter(has=page.locator(f"input[value={code}]"))
    line.locator("input[type=file]").set_input_files(path)
    line.locator("button:not([name])").click()
    expect(line).to_contain_text(path.name)


def begin(page: Page, locale: str, choice: str, email: str) -> None:
    """Begin an application."""
    page.goto(f"/{locale}/join/")
    page.locator("main ul a").first.click()
    page.locator(f"input[value='{choice}']").check()
    page.locator("input[name=email]").fill(email)
    fits(page)
    page.locator("main form button").click()
    expect(page.locator("ol.parts > li")).to_have_count(4)


def test_from_a_telephone_to_a_member(
    scene: Scene, telephone: Page, at_desk: Callable[[User], Page], tmp_path: Path
) -> None:
    page = telephone
    for code in (*PAPERS, "sharp"):
        (tmp_path / f"{code}.pdf").write_bytes(pdf(code).read())
    begin(page, "vi", "organisation:official", "mau@example.org")
    link = page.url
    page.locator("ol.parts a").first.click()
    for _ in range(2):
        fill(page, ORGANISATION)
        fits(page)
        page.locator("main form button").first.click()
    expect(page.locator("ol.papers > li")).to_have_count(len(PAPERS))
    for code in PAPERS:
        attach(page, code, tmp_path / f"{code}.pdf")
    fits(page)
    page.locator("a.act-first").click()
    fill(page, ORGANISATION)
    page.locator("input[name=conduct_accepted]").check()
    page.locator("main form button").first.click()
    expect(page).to_have_url(link)
    fits(page)
    desk = at_desk(scene.actors.secretariat)
    for where in ("", "applicant/", "papers/", "conduct/"):
        desk.set_viewport_size({"width": 360, "height": 740})
        desk.goto(f"{link}{where}")
        is_clean(desk)
    desk.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Gửi hồ sơ").click()
    expect(page.locator("main")).to_contain_text("GN-2")

    desk.goto(f"/vi/applications/{scene.network}/")
    desk.locator("th.who a").click()
    desk.get_by_role("button", name="Bắt đầu thẩm định").click()
    desk.locator("summary", has_text="Trả hồ sơ để bổ sung").click()
    desk.get_by_label("Điều lệ hoặc quy chế hoạt động").check()
    desk.get_by_label("Nội dung còn thiếu hoặc chưa đúng").fill("Trang 3 mờ.")
    found = violations(desk)
    assert found == [], str(found)[:3000]
    desk.get_by_role("button", name="Trả hồ sơ", exact=True).click()
    expect(desk.locator("main .state").first).to_have_text("Cần bổ sung")

    page.goto(link)
    expect(page.locator("main .state").first).to_have_text("Cần bổ sung")
    expect(page.get_by_role("button", name="Gửi hồ sơ")).to_be_disabled()
    page.get_by_role("link", name="Giấy tờ").click()
    attach(page, "charter", tmp_path / "sharp.pdf")
    page.goto(link)
    page.get_by_role("button", name="Gửi hồ sơ").click()
    expect(page.locator("main .state").first).to_have_text("Đã gửi")

    desk.reload()
    desk.get_by_role("button", name="Bắt đầu thẩm định").click()
    desk.locator("summary", has_text="Trình Ban điều hành").click()
    desk.get_by_label("Ý kiến đề xuất của Ban Thư ký").fill("Đủ điều kiện.")
    desk.locator("button[value=forward]").click()
    desk.locator("summary", has_text="Nhập quyết định theo nghị quyết").click()
    today = timezone.localdate()
    desk.locator("[name=since]").fill((today + dt.timedelta(days=7)).isoformat())
    desk.locator("[name=number]").fill("12/NQ-BĐH")
    desk.locator("[name=decided_on]").fill(today.isoformat())
    desk.locator("[name=body]").fill("Ban điều hành")
    desk.locator("[name=paper]").set_input_files(tmp_path / "sharp.pdf")
    desk.locator("button[value=prepare]").click()
    expect(desk.locator(".decision")).to_contain_text("12/NQ-BĐH")
    expect(desk.locator("button[value=confirm]")).to_have_count(0)

    board = at_desk(scene.actors.board)
    board.goto(desk.url)
    is_clean(board)
    board.get_by_role("button", name="Xác nhận quyết định").click()
    expect(board.locator("main .state").first).to_have_text("Đã kết nạp")
    board.get_by_role("link", name="Mở trong sổ thành viên").click()
    expect(board.get_by_role("heading", level=1)).to_have_text(ORGANISATION["name_vi"])
    expect(board.locator("main")).to_contain_text("12/NQ-BĐH")

    page.goto(link)
    fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Thư kết nạp (PDF)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def test_a_person_applies_in_english_and_withdraws(
    scene: Scene, telephone: Page, tmp_path: Path
) -> None:
    page = telephone
    for code in ("request", "cv"):
        (tmp_path / f"{code}.pdf").write_bytes(pdf(code).read())
    begin(page, "en", "person:associate_individual", PERSON["contact_email"])
    page.locator("ol.parts a").first.click()
    for _ in range(2):
        fill(page, PERSON)
        page.locator("main form button").first.click()
    for code in ("request", "cv"):
        attach(page, code, tmp_path / f"{code}.pdf")
    page.locator("a.act-first").click()
    page.get_by_label("We have read “Code of Conduct”").check()
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Send the application").click()
    expect(page.locator("main .state").first).to_have_text("Sent")
    fits(page)
    page.locator("summary").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("main .state").first).to_have_text("Withdrawn")
    del scene
