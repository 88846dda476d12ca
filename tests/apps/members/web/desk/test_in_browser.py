"""The desk as a clerk and the secretariat use it, by keyboard and telephone, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tcvm.apps.members.models import MemberEvent, OrganisationProfile
from tests.actors import client_of, standing_actors
from tests.apps.members.web.desk.conftest import Desk, desk_of
from tests.foundation.accounts.conftest import Open, picture, visit  # noqa: F401 - fixtures
from tests.foundation.files.samples import PDF
from tests.looks import is_clean

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def served(transactional_db: None, live_server: LiveServer) -> Desk:  # noqa: ARG001
    """The desk, where the server of the browser sees it."""
    return desk_of(standing_actors())


def opened(visit: Open, desk: Desk, name: str, path: str, width: int = 1280) -> Page:  # noqa: F811
    """A page in the browser of an actor who has signed in."""
    page = visit("/vi/schemes/", width=width)
    session = client_of(desk.actors.named(name)).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": urljoin(page.url, "/")}]
    )
    page.goto(path)
    return page


def test_a_clerk_states_the_profile_on_a_telephone(
    visit: Open,  # noqa: F811
    served: Desk,
    picture: Callable[[Page, str], None],  # noqa: F811
) -> None:
    where = "/vi/registers/mang-luoi-a/members/hoa-sen/"
    page = opened(visit, served, "clerk", where, 360)
    is_clean(page)
    picture(page, "member-360-vi")
    page.get_by_role("link", name="Khai lại thông tin này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Khai lại thông tin tổ chức")
    is_clean(page)
    # With a script the districts of another day and province come by themselves.
    page.get_by_label("Áp dụng từ ngày").fill("2024-05-01")
    page.get_by_label("Tỉnh, thành phố").select_option(label="Tỉnh Hà Giang")
    expect(page.get_by_label("Quận, huyện")).to_be_visible()
    page.get_by_label("Quận, huyện").select_option(label="Huyện Mèo Vạc")
    page.get_by_label("Nguồn").fill("Giấy đăng ký")
    page.get_by_label("Tên tiếng Anh").fill("")
    page.get_by_label("Tên tiếng Anh").evaluate("one => one.form.noValidate = true")
    page.get_by_role("button", name="Khai lại", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("còn 1 chỗ cần sửa")
    # The first field that is wrong has the focus: whoever types on puts it right.
    expect(page.get_by_label("Tên tiếng Anh")).to_be_focused()
    is_clean(page)
    picture(page, "profile-wrong-360-vi")
    page.keyboard.type("Lotus Fund")
    page.get_by_role("button", name="Khai lại", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã khai lại thông tin thành viên.")
    kept = OrganisationProfile.objects.order_by("pk").last()
    assert kept is not None
    assert (kept.name_en, kept.since.isoformat()) == ("Lotus Fund", "2024-05-01")
    assert kept.place.isdigit()


def test_the_secretariat_records_an_event_with_its_paper(
    visit: Open,  # noqa: F811
    served: Desk,
    picture: Callable[[Page, str], None],  # noqa: F811
) -> None:
    page = opened(visit, served, "secretariat", "/en/registers/mang-luoi-a/conduct/")
    is_clean(page)
    picture(page, "conduct-1280-en")
    page.goto("/en/registers/mang-luoi-a/members/hoa-sen/")
    page.get_by_role("link", name="Record an event").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Record an event")
    page.get_by_label("When").fill("2026-05-01")
    page.get_by_label("in Vietnamese").fill("Khai trương chi nhánh.")
    page.get_by_label("in English").fill("A branch was opened.")
    page.get_by_label("Source", exact=True).fill("Báo cáo năm 2026")
    page.get_by_label("The source as a file").set_input_files(
        {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("The event is recorded.")
    is_clean(page)
    picture(page, "member-1280-en")
    with page.expect_download() as waited:
        page.get_by_role("link", name="Open the paper").click()
    assert waited.value.suggested_filename == "bao-cao.pdf"
    assert MemberEvent.objects.get().text_en == "A branch was opened."
