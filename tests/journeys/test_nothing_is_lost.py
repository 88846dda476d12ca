"""What people do to forms without meaning to: nothing is done twice, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Open
from tests.journeys.walking import Walk, fill

MEMBER = "registers/lua-vang/members/canh-buom/"
KEEP = "Lưu ghi chú"
SECRETARIAT, CLERK, DIRECTOR = "thuky.luavang", "nhaplieu.canhbuom", "giamdoc.canhbuom"

#: Opens the demo, signed in as somebody.
Enter = Callable[..., Walk]


@pytest.fixture
def enter(visit: Open, picture: Callable[[Page, str], None]) -> Enter:
    """Sign in as a person of the demo, in a browser of their own."""

    def entered(username: str, name: str, width: int = 1280) -> Walk:
        page = visit("about:blank", width=width, allowed=(403, 409, 422))
        walk = Walk(page, "vi", width, picture, f"nothing-lost-{name}", set())
        walk.sign_in(username)
        return walk

    return entered


def notes(walk: Walk, text: str) -> int:
    """How often a note stands on the member's page."""
    walk.page.goto(f"/vi/{MEMBER}")
    return walk.main.locator("[aria-labelledby=notes] dd").get_by_text(text, exact=True).count()


def begin_note(walk: Walk, text: str) -> None:
    walk.page.goto(f"/vi/{MEMBER}note/")
    fill(walk.page, text=text)


def test_a_button_pressed_twice_does_it_once(enter: Enter) -> None:
    text = "Hẹn làm việc với kế toán vào thứ Ba."
    walk = enter(SECRETARIAT, "twice")
    begin_note(walk, text)
    walk.main.get_by_role("button", name=KEEP).dblclick()
    expect(walk.page).to_have_url(re.compile(f"/vi/{MEMBER}(#.*)?$"))
    assert notes(walk, text) == 1


def test_a_form_of_an_earlier_session_is_told_and_keeps_its_text(enter: Enter) -> None:
    text = "Đã nhận báo cáo quý ba."
    walk = enter(SECRETARIAT, "stale")
    begin_note(walk, text)
    # Meanwhile the same person signs out and in again in another tab.
    tab = walk.page.context.new_page()
    tab.goto("/vi/me/")
    tab.get_by_role("button", name="Đăng xuất").click()
    expect(tab.locator("main [name=login]")).to_be_visible()
    tab.goto("/vi/demo/")
    tab.locator(f"button[name=username][value='{SECRETARIAT}']").click()
    expect(tab).to_have_url(re.compile("/vi/me/$"))

    walk.press(KEEP)
    walk.headed("Biểu mẫu đã quá hạn")
    walk.look()
    assert notes(Walk(tab, "vi", 1280, walk.picture, walk.name, set()), text) == 0
    walk.page.go_back()
    expect(walk.main.locator("textarea[name=text]")).to_have_value(text)
    walk.press(KEEP)
    expect(walk.page).to_have_url(re.compile(f"/vi/{MEMBER}(#.*)?$"))
    assert notes(walk, text) == 1


def test_what_is_sent_while_the_line_is_down_is_sent_again_once(enter: Enter) -> None:
    text = "Gọi lại sau khi có mạng."
    walk = enter(SECRETARIAT, "line")
    begin_note(walk, text)
    sent: list[tuple[bytes, str]] = []

    def answer_lost(route: Route) -> None:
        """The server gets it; its answer never arrives."""
        asked = route.request
        if asked.method != "POST" or sent:
            route.continue_()
            return
        sent.append((asked.post_data_buffer or b"", asked.headers["content-type"]))
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    walk.page.route("**/note/", answer_lost)
    form = walk.page.url
    with walk.page.expect_event("requestfailed"):
        walk.main.get_by_role("button", name=KEEP).click(no_wait_after=True)
    ((what, kind),) = sent
    again = walk.page.request.post(form, data=what, headers={"Content-Type": kind})
    assert again.ok
    walk.page.unroute("**/note/")
    assert notes(walk, text) == 1


def test_two_people_at_one_profile_are_told_and_lose_nothing(enter: Enter) -> None:
    first, second = enter(CLERK, "first"), enter(DIRECTOR, "second", 360)
    for one in (first, second):
        one.page.goto(f"/vi/{MEMBER}profile/")
    fill(first.page, phone="0200 555 111", source="Công văn số 11")
    fill(second.page, phone="0200 555 222", street="Thôn 9, xã Long Bình", source="Công văn số 12")
    first.press("Khai lại")
    expect(first.page).to_have_url(re.compile(f"/vi/{MEMBER}(#.*)?$"))

    second.press("Khai lại")
    told = second.main.locator("[aria-labelledby=meanwhile]")
    expect(told).to_contain_text("Có người đã thay đổi trong lúc này")
    # Both versions stand there, and what was typed is kept.
    expect(told).to_contain_text("0200 555 111")
    for name, typed in (
        ("phone", "0200 555 222"),
        ("street", "Thôn 9, xã Long Bình"),
        ("source", "Công văn số 12"),
    ):
        expect(second.main.locator(f"[name={name}]")).to_have_value(typed)
    second.look()
    first.page.reload()
    expect(first.main.locator("[aria-labelledby=facts]")).to_contain_text("0200 555 111")

    # Whoever has seen both sends it again, and it holds.
    second.press("Khai lại")
    expect(second.page).to_have_url(re.compile(f"/vi/{MEMBER}(#.*)?$"))
    expect(second.main.locator("[aria-labelledby=facts]")).to_contain_text("0200 555 222")


def test_a_form_with_a_mistake_keeps_what_was_typed(enter: Enter) -> None:
    walk = enter(CLERK, "mistake", 360)
    walk.page.goto(f"/vi/{MEMBER}bank/")
    fill(walk.page, bank="Ngân hàng Ví Dụ", holder="Cánh Buồm", number="00 11", reason="")
    walk.press("Gửi đề nghị")
    expect(walk.main.get_by_role("alert")).to_contain_text("cần sửa")
    for name, typed in (("bank", "Ngân hàng Ví Dụ"), ("holder", "Cánh Buồm"), ("number", "00 11")):
        expect(walk.main.locator(f"[name={name}]")).to_have_value(typed)
    walk.look()
    walk.page.goto(f"/vi/{MEMBER}")
    expect(walk.main.locator("[aria-labelledby=bank]")).not_to_contain_text("0011")
