"""Signing in as people do: with a code, with a passkey, by invitation, after a lost password."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from tcvm.foundation.accounts.models import RoleAssignment, User
from tcvm.foundation.tenancy.viewer import NetworkRole
from tests.actors import PASSWORD, Actors, code_of, person, second_factor
from tests.foundation.accounts.conftest import Open
from tests.looks import is_clean
from tests.post import send_all

NEW_PASSWORD = "bốn con gà nhặt thóc vàng"

pytestmark = pytest.mark.django_db(transaction=True)


def enter(page: Page, login: str, password: str = PASSWORD) -> None:
    """Fill in the form of sign-in and send it."""
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Đăng nhập", exact=True).click()


def test_a_clerk_signs_in_by_user_name_or_address(visit: Open, actors: Actors) -> None:
    for login in ("clerk", "CLERK", "clerk@example.org"):
        page = visit("/vi/schemes/")
        page.get_by_role("link", name="Đăng nhập").click()
        enter(page, login)
        expect(page.get_by_role("heading", level=1)).to_have_text(actors.clerk.name)
        page.get_by_role("link", name="Vai trò và nhân sự").click()
        expect(page.get_by_text("Cán bộ nhập liệu")).to_be_visible()
        # A page that is the same for everybody knows it by a mark, not by the session.
        page.goto("/vi/schemes/")
        expect(page.get_by_role("link", name="Trang của tôi")).to_be_visible()
        page.get_by_role("link", name="Trang của tôi").click()
        page.get_by_role("button", name="Đăng xuất").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
        page.goto("/vi/schemes/")
        expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible()


def test_a_network_person_sets_up_an_app_before_anything_else(visit: Open, actors: Actors) -> None:
    newcomer = person("newcomer", "Mai Thị Hoa", password=PASSWORD)
    RoleAssignment.objects.create(
        user=newcomer,
        network=actors.network_a,
        role=NetworkRole.ANALYST,
        since="2020-01-01",
        granted_at="2020-01-01T00:00:00Z",
    )
    page = visit("/vi/me/")
    enter(page, "newcomer")
    expect(page.get_by_text("Hãy thiết lập xác thực hai bước trước.")).to_be_visible()
    page.goto("/vi/me/sessions/")
    expect(page).to_have_url(re.compile("/vi/account/second-factor/$"))
    page.get_by_role("link", name="Thiết lập ứng dụng").click()
    secret = page.locator("#totp_secret").inner_text()
    page.get_by_label("Mã", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Thiết lập ứng dụng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã khôi phục")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.goto("/vi/me/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mai Thị Hoa")

    # The next time a code is asked for; a wrong one does not do, one of paper does, once.
    for code, opens in (("000000", False), (codes[0], True), (codes[0], False)):
        again = visit("/vi/me/")
        enter(again, "newcomer")
        again.get_by_label("Mã", exact=True).fill(code)
        again.locator("main").get_by_role("button", name="Đăng nhập", exact=True).click()
        heading = "Mai Thị Hoa" if opens else "Xác thực bước hai"
        expect(again.get_by_role("heading", level=1)).to_have_text(heading)


def test_a_code_signs_in_once(visit: Open, actors: Actors) -> None:
    actors.analyst.authenticator_set.all().delete()
    code = code_of(second_factor(actors.analyst))
    for heading in (actors.analyst.name, "Xác thực bước hai"):
        page = visit("/vi/me/")
        enter(page, "analyst")
        page.get_by_label("Mã", exact=True).fill(code)
        page.locator("main").get_by_role("button", name="Đăng nhập", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_a_passkey_signs_in_alone(visit: Open, actors: Actors) -> None:
    page = visit("/vi/me/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    enter(page, "director")
    expect(page.get_by_role("heading", level=1)).to_have_text(actors.director.name)
    page.get_by_role("link", name="Bảo mật").click()
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    page.get_by_label("Chỉ cần khóa này để đăng nhập").check()
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã khôi phục")
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(actors.director.name)

    # With a password the key is the second step.
    page.get_by_role("button", name="Đăng xuất").click()
    enter(page, "director")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác thực bước hai")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(actors.director.name)


def test_five_failures_lock_the_name_out(visit: Open, actors: Actors) -> None:
    page = visit("/vi/account/sign-in/")
    for _ in range(5):
        enter(page, "clerk", "sai rồi sai rồi")
        expect(page.get_by_text("không đúng")).to_be_visible()
    enter(page, "clerk")
    expect(page.get_by_text("Có quá nhiều lần thử không thành công")).to_be_visible()
    # Another person's name is not locked with it.
    enter(page, "reader")
    expect(page.get_by_role("heading", level=1)).to_have_text(actors.reader.name)


def test_a_forgotten_password_is_reset_by_a_link_that_tells_nothing(
    visit: Open, actors: Actors
) -> None:
    inside = visit("/vi/me/")
    enter(inside, "clerk")
    said = []
    for address in ("nobody@example.org", "clerk@example.org"):
        page = visit("/vi/account/sign-in/")
        page.get_by_role("link", name="Quên mật khẩu?").click()
        page.get_by_label("Thư điện tử").fill(address)
        page.get_by_role("button", name="Gửi liên kết").click()
        said.append(page.locator("main").inner_text())
    assert said[0] == said[1]
    send_all()
    assert [one.to for one in mail.outbox] == [["clerk@example.org"]]
    link = re.search(r"http://\S+", mail.outbox[0].body)
    assert link is not None
    page = visit(link.group())
    page.get_by_label("Mật khẩu mới", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Lưu mật khẩu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mật khẩu đã được đổi")
    # Whoever was signed in before is not any more; the link is used; the new password opens.
    inside.goto("/vi/me/")
    expect(inside.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    page.goto(link.group())
    expect(page.get_by_role("heading", level=1)).to_have_text("Liên kết này không còn hiệu lực")
    enter(inside, "clerk", NEW_PASSWORD)
    expect(inside.get_by_role("heading", level=1)).to_have_text(actors.clerk.name)


@pytest.mark.usefixtures("actors")
def test_a_director_invites_a_clerk(visit: Open) -> None:
    page = visit("/vi/people/organisation/hoa-sen/")
    enter(page, "director")
    form = page.locator("form", has=page.get_by_role("button", name="Gửi lời mời"))
    form.get_by_label("Họ và tên").fill("Cao Thị Bích")
    form.get_by_label("Thư điện tử").fill("bich@example.org")
    form.get_by_label("Vai trò").select_option("clerk")
    form.get_by_role("button", name="Gửi lời mời").click()
    expect(page.get_by_text("Đã gửi lời mời đến bich@example.org.")).to_be_visible()
    send_all()
    link = re.search(r"http://\S+", mail.outbox[-1].body)
    assert link is not None
    guest = visit(link.group())
    expect(guest.get_by_text("Cao Thị Bích, bạn được mời làm")).to_be_visible()
    guest.get_by_label("Tên đăng nhập").fill("bich")
    for password, problem in (("12345678901234", "số"), ("matkhaucuatoi1", "đoán trước tiên")):
        guest.get_by_label("Mật khẩu", exact=True).fill(password)
        guest.get_by_label("Nhập lại mật khẩu").fill(password)
        guest.get_by_role("button", name="Nhận lời mời").click()
        expect(guest.locator(".errorlist").filter(has_text=problem)).to_be_visible()
    guest.get_by_label("Mật khẩu", exact=True).fill(NEW_PASSWORD)
    guest.get_by_label("Nhập lại mật khẩu").fill(NEW_PASSWORD)
    guest.get_by_role("button", name="Nhận lời mời").click()
    enter(guest, "bich", NEW_PASSWORD)
    guest.get_by_role("link", name="Vai trò và nhân sự").click()
    expect(guest.get_by_text("Cán bộ nhập liệu")).to_be_visible()
    guest.goto(link.group())
    expect(guest.get_by_role("heading", level=1)).to_have_text("Lời mời này không còn hiệu lực")
    assert User.objects.get(username="bich").email == "bich@example.org"


def test_a_session_elsewhere_is_ended(visit: Open, actors: Actors) -> None:
    lost, here = visit("/vi/me/"), visit("/vi/me/")
    enter(lost, "clerk")
    enter(here, "clerk")
    expect(here.get_by_role("heading", level=1)).to_have_text(actors.clerk.name)
    here.get_by_role("link", name="Phiên đăng nhập").click()
    here.get_by_role("button", name="Đăng xuất ở đó").click()
    expect(here.get_by_role("button", name="Đăng xuất ở đó")).to_have_count(0)
    lost.goto("/vi/me/")
    expect(lost.get_by_role("heading", level=1)).to_have_text("Đăng nhập")


def test_a_role_waits_for_a_second_person(visit: Open, actors: Actors) -> None:
    person("hoa", "Mai Thị Hoa", password=PASSWORD)
    actors.administrator.authenticator_set.all().delete()
    actors.board.authenticator_set.all().delete()
    secrets = {name: second_factor(getattr(actors, name)) for name in ("administrator", "board")}

    def inside(name: str, path: str) -> Page:
        page = visit(path)
        enter(page, name)
        page.get_by_label("Mã", exact=True).fill(code_of(secrets[name]))
        page.locator("main").get_by_role("button", name="Đăng nhập", exact=True).click()
        return page

    page = inside("administrator", "/vi/people/network/mang-luoi-a/")
    form = page.locator("form", has=page.get_by_role("button", name="Cấp vai trò"))
    form.get_by_label("Tên đăng nhập hoặc thư điện tử").fill("hoa")
    form.get_by_label("Vai trò").select_option("finance")
    form.get_by_label("Lý do").fill("Thay chị Mai nghỉ thai sản")
    form.get_by_role("button", name="Cấp vai trò").click()
    expect(page.get_by_text("sau khi người thứ hai xác nhận")).to_be_visible()
    second = inside("board", "/vi/me/")
    second.get_by_role("link", name="Cấp vai trò: Mai Thị Hoa · Tài chính").click()
    second.get_by_role("button", name="Xác nhận").click()
    expect(second.get_by_text("Đã xác nhận và thực hiện.")).to_be_visible()
    assert RoleAssignment.objects.filter(user__username="hoa", role="finance").count() == 1


@pytest.mark.parametrize(
    ("locale", "width"), [("vi", 1280), ("en", 1280), ("vi", 360), ("en", 360)]
)
def test_every_page_is_clean_in_both_languages_and_widths(
    visit: Open,
    actors: Actors,
    picture: Callable[[Page, str], None],
    locale: str,
    width: int,
) -> None:
    actors.administrator.authenticator_set.all().delete()
    secret = second_factor(actors.administrator)
    outside = ["account/sign-in/", "account/password/reset/", "account/password/reset/sent/"]
    outside += ["permissions/", "invitation/closed/"]
    page = visit("/vi/schemes/", width=width)
    for path in outside:
        page.goto(f"/{locale}/{path}")
        is_clean(page)
        picture(page, f"{locale}-{width}-{path.strip('/').replace('/', '-')}")
    page.goto("/vi/me/")
    enter(page, "administrator", "sai rồi sai rồi")
    is_clean(page)
    picture(page, f"{locale}-{width}-wrong")
    enter(page, "administrator")
    is_clean(page)
    picture(page, f"{locale}-{width}-second-step")
    page.get_by_label("Mã", exact=True).fill(code_of(secret))
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    inside = ["me/", "me/sessions/", "me/delegations/", "changes/", "account/second-factor/"]
    inside += ["people/network/mang-luoi-a/", "people/organisation/hoa-sen/", "account/password/"]
    inside += ["account/second-factor/codes/", "account/second-factor/passkeys/add/"]
    inside += ["account/second-factor/app/remove/", "account/sign-out/"]
    for path in inside:
        page.goto(f"/{locale}/{path}")
        is_clean(page)
        picture(page, f"{locale}-{width}-{path.strip('/').replace('/', '-')}")
