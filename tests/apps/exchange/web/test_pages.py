"""The pages of the exchange, from the upload to the undoing, as people see them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tcvm.apps.exchange.models import Import, Outcome, Stage
from tests.apps.exchange.conftest import Desk, listed, workbook
from tests.apps.ratings.web.page import read

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
HOME = "/en/registers/mang-luoi-a/exchange/"
FUND = "Quỹ hỗ trợ phụ nữ Sông Đào"
ROWS = listed(
    [1, "=Quỹ Đồi Sim", "QDS", "Quỹ xã hội", "Quan sát viên", 2015, "Sơn La", "", ""],
    [2, FUND.upper(), "", "Tổ chức phi chính phủ", "", "", "Hà Nội", "0211222333", "a@b.vn"],
    [3, "Trung tâm Bến Lúa", "", "Hợp tác xã", "", "", "", "", ""],
)


def filled(content: str) -> dict[str, str]:
    """What the forms of a page would send as they stand."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', content))
    for name, inner in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', content, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    found |= dict(
        re.findall(r'<input type="(?:text|date)" name="([^"]+)" value="([^"]*)"', content)
    )
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def post(client: Client, address: str, **values: object) -> str:
    answer = client.post(address, values)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return answer["Location"]


def test_from_upload_to_undoing(desk: Desk) -> None:
    desk.member(FUND, phone="0211222333")
    client = desk.actors.client("secretariat")
    file = SimpleUploadedFile("ds.xlsx", workbook(ROWS))
    here = post(client, HOME, file=file, kind="organisation")
    page = text_of(client, here)
    values = filled(page) | {"since": "2026-01-01", "decided_on": "2026-01-01"}
    job = post(client, here, **values, do="map")
    assert "Waiting" in text_of(client, job)
    desk.work()
    assert 'class="act" href="' + here in text_of(client, job)
    page = text_of(client, here)
    assert "with errors" in page
    assert "D6" in text_of(client, f"{here}rows/?show=wrong")
    row = text_of(client, f"{here}rows/5/")
    assert "same name without diacritics" in row
    post(client, here, seen=filled(page)["seen"], do="sure")
    page = text_of(client, here)
    post(client, here, seen=filled(page)["seen"], do="apply")
    desk.work()
    one = Import.objects.get()
    outcomes = list(one.rows.values_list("outcome", flat=True))
    assert outcomes == [Outcome.ENTERED, Outcome.MERGED, Outcome.LEFT_OUT]
    report = b"".join(client.get(f"{here}report/").streaming_content).decode()  # type: ignore[arg-type]
    assert "4,'=Quỹ Đồi Sim,New,Entered" in report
    post(client, f"{here}rows/4/", do="undo", reason="Nhầm")
    page = text_of(client, here)
    post(client, here, seen=filled(page)["seen"], do="undo", reason="Nhầm tệp")
    desk.work()
    one.refresh_from_db()
    assert Stage(one.stage) is Stage.UNDONE


def test_a_file_that_is_no_table_is_refused_at_its_field(desk: Desk) -> None:
    client = desk.actors.client("secretariat")
    file = SimpleUploadedFile("ds.xlsx", b"%PDF-1.7 not a table %%EOF")
    answer = client.post(HOME, {"file": file, "kind": "organisation"})
    assert answer.status_code == 200
    assert "The file is" in answer.content.decode()
    assert not Import.objects.exists()


def test_a_stale_form_changes_nothing(desk: Desk) -> None:
    one = desk.checked(workbook(ROWS))
    client = desk.actors.client("secretariat")
    here = f"{HOME}imports/{one.pk}/"
    post(client, here, seen="1", do="apply")
    assert "Somebody changed this meanwhile" in text_of(client, here)
    one.refresh_from_db()
    assert Stage(one.stage) is Stage.CHECKED


def test_pages_are_whole_in_both_languages(desk: Desk) -> None:
    desk.member(FUND)
    desk.member("Quỹ HTPN Sông Đào")
    one = desk.checked(workbook(ROWS))
    client = desk.actors.client("secretariat")
    pair = "organisation/quy-ho-tro-phu-nu-song-dao/quy-htpn-song-dao/"
    for locale in ("vi", "en"):
        for tail in (
            "",
            f"imports/{one.pk}/",
            f"imports/{one.pk}/?map",
            f"imports/{one.pk}/rows/",
            f"imports/{one.pk}/rows/5/",
            "doubles/",
            f"doubles/{pair}",
        ):
            page = read(text_of(client, f"/{locale}/registers/mang-luoi-a/exchange/{tail}"))
            assert page is not None


@pytest.mark.parametrize("name", ["outsider", "clerk", "analyst"])
def test_nobody_else_sees_anything(desk: Desk, name: str) -> None:
    one = desk.checked(workbook(ROWS))
    client = desk.actors.client(name)
    for tail in ("", f"imports/{one.pk}/", f"imports/{one.pk}/rows/4/", "doubles/"):
        assert client.get(f"{HOME}{tail}").status_code in (403, 404)


def test_the_auditor_reads_and_changes_nothing(desk: Desk) -> None:
    one = desk.checked(workbook(ROWS))
    client = desk.actors.client("auditor")
    here = f"{HOME}imports/{one.pk}/"
    assert 'value="apply"' not in text_of(client, here)
    assert client.post(here, {"do": "apply", "seen": one.version}).status_code in (403, 404)
    assert client.post(f"{here}rows/4/", {"choice": "leave"}).status_code in (403, 404)
    assert io.BytesIO(b"".join(client.get(f"{here}report/").streaming_content)).read()  # type: ignore[arg-type]
