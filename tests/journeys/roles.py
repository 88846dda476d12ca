"""What the people of each role do in the demo: where they look, and the one thing they do.

The thing is done once, in the language and width that the role names; on the other screens the same
pages are looked at.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from django.utils import timezone
from playwright.sync_api import expect

from tests.foundation.files.samples import PDF
from tests.journeys.walking import Walk, fill

WIDE_VI, NARROW_EN = ("vi", 1280), ("en", 360)
NARROW_VI, WIDE_EN = ("vi", 360), ("en", 1280)
LUA_VANG, SEVEN = "registers/lua-vang/", "registers/bay-bong-sen/"

#: Opens the demo for another person, by user name, in a browser of their own.
Other = Callable[[str], Walk]


@dataclass(frozen=True)
class Role:
    """A role of the demo: who has it, which pages are theirs, what they do and on which screen."""

    code: str
    #: Empty for the public.
    username: str
    pages: tuple[str, ...]
    work: Callable[[Walk, Other], None]
    screen: tuple[str, int]
    #: Signs in by the form instead of the demo's button, on that screen.
    by_form: bool = False


def day(ago: int = 0) -> str:
    """A day as the fields take it."""
    return (timezone.localdate() - dt.timedelta(days=ago)).isoformat()


def decision(number: str, ago: int) -> dict[str, str]:
    """The fields of a decision."""
    return {
        "number": number,
        "decided_on": day(ago),
        "body": "Ban Điều hành",
        "source": "Sổ nghị quyết, lưu tại Ban Thư ký",
    }


# ── What each does ───────────────────────────────────────────────────────────────────────────────


def registers_admits_suspends(walk: Walk, _other: Other) -> None:
    """The secretariat enters an organisation, admits it, suspends it, and finds it by search."""
    walk.open(f"{LUA_VANG}new/organisation/")
    fill(
        walk.page,
        name_vi="Quỹ Phát triển Xóm Chài",
        name_en="Xom Chai Development Fund",
        legal_form="social_fund",
        founded_year="2012",
        phone="0200 399 001",
    )
    # The places of another day come by themselves.
    with walk.page.expect_response(lambda one: one.request.method == "POST"):
        fill(walk.page, since=day(60), source="Đơn xin gia nhập")
    expect(walk.main.locator("#places.htmx-swapping, #places.htmx-settling")).to_have_count(0)
    walk.press("Ghi vào sổ")
    walk.headed("Kết nạp thành viên")
    walk.look()
    fill(walk.page, category="observer", since=day(30), **decision("07/NQ-BĐH", 40))
    walk.press("Kết nạp")
    walk.headed("Quỹ Phát triển Xóm Chài")
    walk.told("Đã ghi việc kết nạp.")
    walk.follow("Tạm đình chỉ")
    fill(walk.page, reason="Chưa gửi báo cáo.", **decision("08/NQ-BĐH", 10))
    walk.press("Tạm đình chỉ")
    walk.headed("Quỹ Phát triển Xóm Chài")
    expect(walk.main.locator(".verdict")).to_contain_text("Tạm đình chỉ")
    walk.look()
    walk.open("search/?q=xom+chai")
    expect(walk.main.get_by_role("link", name="Quỹ Phát triển Xóm Chài")).to_be_visible()


def states_and_confirms(walk: Walk, _other: Other) -> None:
    """The director states the profile anew, and confirms the account a clerk asked for."""
    walk.open(f"{LUA_VANG}members/canh-buom/")
    walk.follow("State this anew")
    fill(walk.page, phone="0200 309 120", source="Công văn báo số điện thoại mới")
    walk.press("State anew")
    expect(
        walk.main.get_by_role("definition").filter(has_text="0200 309 120").first
    ).to_be_visible()
    confirms_what_waits(walk, "Confirm", about="Cánh Buồm")


def confirms_what_waits(walk: Walk, confirm: str, about: str) -> None:
    """From the home page to what waits for a second person about somebody, and yes to it."""
    walk.open("me/")
    expect(walk.main.locator(".waiting a[href*='/changes/']").first).to_be_visible()
    walk.open("changes/")
    walk.main.locator("a[href*='/changes/']").filter(has_text=about).first.click()
    expect(walk.page).to_have_url(re.compile(r"/changes/\d+/$"))
    walk.look()
    change = walk.page.url
    walk.press(confirm)
    walk.page.goto(change)
    expect(walk.main.get_by_role("button", name=confirm, exact=True)).to_have_count(0)
    expect(walk.main.locator("dl")).to_contain_text(
        "Decided by" if walk.locale == "en" else "Người quyết định"
    )
    walk.look()


def keeps_a_paper(walk: Walk, _other: Other) -> None:
    """The clerk keeps a paper of the organisation, and takes it out again."""
    walk.open(f"{LUA_VANG}members/canh-buom/")
    walk.follow("Lưu giấy tờ")
    fill(walk.page, kind="report", title="Báo cáo thường niên", dated_on=day(20))
    walk.page.locator("main [name=paper]").set_input_files(
        {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    walk.press("Lưu giấy tờ")
    paper = walk.main.locator("section", has_text="Báo cáo thường niên").last
    expect(paper).to_be_visible()
    walk.look()
    with walk.page.expect_download() as waited:
        walk.main.locator("a[href*='/papers/']", has_text="Báo cáo thường niên").first.click()
    assert waited.value.suggested_filename == "bao-cao.pdf"


def only_reads(walk: Walk, _other: Other) -> None:
    """A reader finds no form that changes anything, and no door that is closed."""
    doors = set()
    for path in (f"{LUA_VANG}members/canh-buom/", "people/organisation/canh-buom/"):
        walk.open(path)
        assert walk.main.locator("form[method=post]").count() == 0
        assert walk.main.locator(".doing a").count() == 0
        links = walk.main.locator("a[href]")
        doors |= set(links.evaluate_all("all => all.map(one => one.getAttribute('href'))"))
    inside = {urljoin(walk.page.url, one) for one in doors if not one.startswith("#")}
    assert len(inside) > 5
    for one in sorted(inside):
        assert walk.page.request.get(one).status == 200, one
    where = f"/{walk.locale}/{LUA_VANG}members/canh-buom/profile/"
    assert walk.page.request.get(where).status == 403


def counts_on_a_past_day(walk: Walk, _other: Other) -> None:
    """The analyst counts the members of a past day and opens a scorecard down to a figure."""
    walk.open(f"{LUA_VANG}counts/")
    today = walk.main.inner_text()
    walk.page.locator("main [name=on]").fill("2010-12-31")
    walk.press("Count")
    expect(walk.page).to_have_url(re.compile("on=2010-12-31"))
    assert walk.main.inner_text() != today
    walk.look()
    walk.open("rounds/mix-2014/")
    walk.main.locator(".members .who a", has_text="CEP").click()
    walk.headed("CEP")
    walk.look()
    walk.page.locator("button[popovertarget=note-oss]").click()
    expect(walk.page.locator("#note-oss")).to_be_visible()


def confirms_an_account(walk: Walk, _other: Other) -> None:
    """Finance confirms the bank account that a member's clerk asked for."""
    confirms_what_waits(walk, "Xác nhận", about="Hoa Ban")


def confirms_a_category(walk: Walk, other: Other) -> None:
    """The board confirms the category that the secretariat asked for."""
    keeper = other("thuky.luavang")
    keeper.open(f"{LUA_VANG}members/nang-mai/category/")
    fill(
        keeper.page,
        category="observer",
        reason="Theo đề nghị của thành viên.",
        **decision("09/NQ-HNTN", 15),
    )
    keeper.press("Ask for the change")
    expect(keeper.page.get_by_role("status")).to_be_visible()
    confirms_what_waits(walk, "Confirm", about="Nắng Mai")


def takes_the_trail_out(walk: Walk, _other: Other) -> None:
    """The auditor takes the trail out as a file, and is refused a change."""
    walk.open("trail/lua-vang/")
    with walk.page.expect_download() as waited:
        walk.main.locator("a[href*='/file/csv/']").click()
    text = waited.value.path().read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) > 100
    walk.open(f"{LUA_VANG}new/organisation/", status=403)
    walk.open(LUA_VANG)
    assert walk.main.locator(".doing a").count() == 0


def invites_and_makes_a_token(walk: Walk, _other: Other) -> None:
    """The administrator invites an analyst and asks for the token of a service."""
    walk.open("people/network/lua-vang/")
    fill(
        walk.page,
        **{
            "invite-name": "Lưu Thị Bông",
            "invite-email": "bong@demo.example.org",
            "invite-role": "analyst",
            "invite-reason": "Thay người nghỉ hưu.",
        },
    )
    walk.press("Send the invitation")
    walk.told("bong@demo.example.org")
    walk.follow("Services and their tokens")
    fill(walk.page, name="Trang tin của mạng lưới", role="analyst", reason="Hiện số liệu.")
    walk.main.get_by_label("Read ratings").check()
    walk.press("Make the token")
    walk.told(re.compile("second person"))
    walk.open("changes/")
    expect(walk.main.locator("tbody tr")).not_to_have_count(0)


def reads_what_it_supervises(walk: Walk, _other: Other) -> None:
    """The support body's director opens a member it supervises, and can change nothing there."""
    walk.open(SEVEN)
    walk.main.locator("th a, td a", has_text="Hoa Đào").first.click()
    walk.headed("Quỹ Phụ nữ Hoa Đào")
    walk.look()
    assert walk.main.locator(".doing a").count() == 0


def reads_why_it_is_suspended(walk: Walk, _other: Other) -> None:
    """The director of a suspended member reads why, and what would put it right."""
    walk.open(f"{LUA_VANG}members/gio-bien/")
    expect(walk.main.locator(".verdict")).to_contain_text("Tạm đình chỉ")
    expect(walk.main.locator("[aria-labelledby=conduct]")).to_contain_text("Chưa đủ điều kiện")


def looks_from_outside_and_applies(walk: Walk, other: Other) -> None:
    """Anybody reads a scorecard and, once the secretariat opens the intake, begins to apply."""
    walk.open("rounds/mix-2014/")
    walk.main.locator(".members .who a", has_text="CEP").click()
    walk.headed("CEP")
    walk.look()
    walk.page.goto(f"/{walk.locale}/{LUA_VANG}")
    expect(walk.main.locator("[name=login]")).to_be_visible()
    walk.look()

    keeper = other("thuky.luavang")
    keeper.open("applications/lua-vang/intake/")
    keeper.main.locator("[name=open]").check()
    fill(
        keeper.page,
        place_vi="Hà Nội",
        place_en="Ha Noi",
        signatory_title_vi="Trưởng ban",
        signatory_title_en="Chair",
        signatory_name="Bùi Trọng Nghĩa",
    )
    keeper.press("Save")
    expect(keeper.page.get_by_role("status")).to_be_visible()

    walk.open("join/")
    walk.follow("Lua Vang Microfinance Network")
    walk.main.locator("[name=choice]").first.check()
    fill(walk.page, email="don@demo.example.org")
    walk.press("Begin the application")
    expect(walk.page).to_have_url(re.compile("/application/"))
    walk.look()


ROLES = (
    Role(
        "secretariat",
        "thuky.luavang",
        (
            LUA_VANG,
            f"{LUA_VANG}conduct/",
            f"{LUA_VANG}members/gio-bien/",
            f"{LUA_VANG}admit/",
            f"{LUA_VANG}exchange/",
            "applications/lua-vang/",
        ),
        registers_admits_suspends,
        WIDE_VI,
        by_form=True,
    ),
    Role(
        "director",
        "giamdoc.canhbuom",
        ("me/roles/", f"{LUA_VANG}members/canh-buom/profile/", "people/organisation/canh-buom/"),
        states_and_confirms,
        NARROW_EN,
    ),
    Role(
        "clerk",
        "nhaplieu.canhbuom",
        (f"{LUA_VANG}members/canh-buom/document/", f"{LUA_VANG}members/canh-buom/bank/"),
        keeps_a_paper,
        NARROW_VI,
    ),
    Role("reader", "xem.canhbuom", (f"{LUA_VANG}members/canh-buom/",), only_reads, NARROW_VI),
    Role(
        "analyst",
        "phantich.luavang",
        (f"{LUA_VANG}counts/", "rounds/mix-2014/cep/", "search/?q=hoa"),
        counts_on_a_past_day,
        WIDE_EN,
    ),
    Role(
        "finance",
        "taichinh.luavang",
        ("changes/", f"{LUA_VANG}members/hoa-ban/"),
        confirms_an_account,
        NARROW_VI,
    ),
    Role(
        "board",
        "dieuhanh.luavang",
        ("changes/", f"{LUA_VANG}members/nang-mai/", "me/delegations/"),
        confirms_a_category,
        WIDE_EN,
    ),
    Role(
        "auditor",
        "kiemsoat.luavang",
        ("trail/lua-vang/", "upkeep/", "mail/", f"{LUA_VANG}conduct/"),
        takes_the_trail_out,
        WIDE_VI,
    ),
    Role(
        "administrator",
        "quantri.luavang",
        (
            "people/network/lua-vang/",
            "people/network/lua-vang/services/",
            "mail/network/lua-vang/",
            "jobs/",
            "events/",
            "permissions/",
        ),
        invites_and_makes_a_token,
        NARROW_EN,
        by_form=True,
    ),
    Role(
        "support",
        "giamdoc.hosen",
        (SEVEN, f"{SEVEN}counts/", f"{SEVEN}members/ho-sen/"),
        reads_what_it_supervises,
        WIDE_VI,
    ),
    Role(
        "suspended",
        "giamdoc.giobien",
        (f"{LUA_VANG}members/gio-bien/", "me/sessions/", "account/second-factor/", "me/tokens/"),
        reads_why_it_is_suspended,
        NARROW_VI,
    ),
    Role(
        "public",
        "",
        ("", "schemes/", "demo/", "account/sign-in/", "join/"),
        looks_from_outside_and_applies,
        NARROW_EN,
    ),
)
