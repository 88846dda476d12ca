"""The pages of tokens and of the API as people see them, on a screen and on a telephone."""

import pytest
from playwright.sync_api import expect

from tests.actors import Actors
from tests.foundation.accounts.conftest import Open, visit
from tests.foundation.accounts.test_in_browser import enter
from tests.looks import is_clean

__all__ = ["visit"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_token_is_made_and_taken_back(visit: Open, actors: Actors, width: int) -> None:
    page = visit("/vi/me/tokens/", width=width)
    enter(page, actors.clerk.username)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã truy cập API")
    page.get_by_label("Dùng cho việc gì").fill("Bảng tính của phòng")
    page.get_by_label("Đọc sổ thành viên").check()
    page.get_by_role("button", name="Tạo mã", exact=True).click()
    text = page.locator("code.token")
    expect(text).to_contain_text("tcvm_")
    is_clean(page)
    page.goto("/en/me/tokens/")
    expect(page.get_by_text("In force", exact=True)).to_be_visible()
    expect(text).to_have_count(0)
    page.get_by_role("button", name="Revoke the token").click()
    expect(page.get_by_text("Revoked", exact=True)).to_be_visible()
    page.goto("/en/me/tokens/")
    is_clean(page)


@pytest.mark.parametrize(("language", "width"), [("vi", 360), ("en", 1280)])
def test_the_api_is_described_on_a_page(
    visit: Open, actors: Actors, language: str, width: int
) -> None:
    del actors
    page = visit(f"/{language}/api/", width=width)
    operation = page.locator(
        "details", has=page.get_by_text("/organisations/{organisation}/profile")
    )
    operation.locator("summary").click()
    expect(operation.get_by_text("licence_number")).to_be_visible()
    is_clean(page)
