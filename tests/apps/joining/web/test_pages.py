"""The pages of joining: those under a link and those of the staff."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from tcvm.apps.joining import links, queries
from tcvm.apps.joining.finding import finds
from tcvm.apps.joining.models import Application, Draft, DraftPaper, Intake, Remark, StepEntry
from tcvm.apps.joining.waiting import waits
from tcvm.apps.members.models import Membership
from tcvm.domain.joining.course import State
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.accounts.models import RoleAssignment
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.files.models import StoredFile
from tcvm.foundation.mail.models import Message
from tcvm.foundation.once.models import Answered
from tcvm.foundation.tenancy.viewer import NetworkRole
from tests.actors import client_of, give
from tests.apps.joining.conftest import NOW, Scene, admission, pdf
from tests.apps.ratings.web.page import Page, read

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="page" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]+)"')
ONCE = re.compile(r'name="once" value="([^"]+)"')
START = "/vi/join/mang-luoi-a/"


def page(client: Client, address: str, status: int = 200) -> str:
    """A page, which must be well formed."""
    answer = client.get(address)
    assert answer.status_code == status, address
    text = answer.content.decode()
    found: Page = read(text)
    assert found.faults == []
    return text


def desk(scene: Scene, application: Application, locale: str = "vi") -> str:
    return f"/{locale}/applications/{scene.network}/{application.number}/"


def begun(client: Client, **other: str) -> dict[str, str]:
    """The first form, filled in."""
    shown = TOKEN.search(page(client, START))
    assert shown is not None
    given = {"page": shown[1], "choice": "organisation:observer", "email": "mau@example.org"}
    return given | other


def test_every_page_stands_in_both_languages(scene: Scene) -> None:
    draft, application = scene.draft(), scene.prepared()
    secrets = [links.issue(draft.thread, NOW), scene.link(application)]
    public, staff = Client(), scene.actors.client("secretariat")
    for locale in ("vi", "en"):
        for rest in ("join/", "join/mang-luoi-a/"):
            page(public, f"/{locale}/{rest}")
        for secret in secrets:
            page(public, f"/{locale}/application/{secret}/")
        for part in ("applicant", "contact", "papers", "conduct"):
            page(public, f"/{locale}/application/{secrets[0]}/{part}/")
        for rest in ("", "?state=all", "?state=sent&page=x", "?state=nothing", "intake/"):
            page(staff, f"/{locale}/applications/{scene.network}/{rest}")
        page(staff, desk(scene, application, locale))


def test_beginning_twice_is_beginning_once(scene: Scene) -> None:
    client = Client()
    given = begun(client)
    first, second = client.post(START, given), client.post(START, given)
    assert first.status_code == 302
    assert first["Location"] == second["Location"]
    assert Draft.objects.count() == Message.objects.count() == 1
    secret = first["Location"].rstrip("/").rsplit("/", 1)[-1]
    assert secret not in str(list(Message.objects.values()))
    page(client, first["Location"])
    del scene


def test_a_page_token_of_ones_own_making_opens_nobodys_draft(scene: Scene) -> None:
    client = Client()
    places = {client.post(START, begun(client, page="a"))["Location"] for _ in range(2)}
    assert len(places) == Draft.objects.count() == 2
    del scene


@pytest.mark.parametrize(
    "given",
    [{"choice": "person:official"}, {"choice": ""}, {"email": "mau"}, {"company": "ACME"}],
)
def test_a_wrong_beginning_begins_nothing(scene: Scene, given: dict[str, str]) -> None:
    client = Client()
    answer = client.post(START, begun(client, **given))
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Draft.objects.exists()
    del scene


def test_one_address_begins_ten_an_hour(scene: Scene) -> None:
    client = Client()
    given = begun(client)
    for _ in range(10):
        assert client.post(START, given).status_code == 302
    assert client.post(START, given).status_code == 429
    del scene


def test_links_are_not_tried_for_long(scene: Scene) -> None:
    client = Client()
    for number in range(40):
        assert client.get(f"/vi/application/{number}/").status_code == 404
    assert client.get("/vi/application/41/").status_code == 429
    page(Client(REMOTE_ADDR="203.0.113.9"), "/vi/application/42/", 404)
    del scene


def test_a_closed_network_takes_nothing(scene: Scene) -> None:
    staff = scene.actors.client("administrator")
    address = f"/vi/applications/{scene.network}/intake/"
    text = page(staff, address)
    seen = SEEN.search(text)
    assert seen is not None
    fields = {
        "requirements": "usual",
        "place_vi": "Huế",
        "place_en": "Hue",
        "signatory_title_vi": "Chủ tịch",
        "signatory_title_en": "Chair",
        "signatory_name": "Lê Văn Ví Dụ",
        "seen": seen[1],
    }
    assert staff.post(address, fields | {"place_vi": ""}).status_code == 200
    assert staff.post(address, fields).status_code == 302
    assert staff.post(address, fields).status_code == 200, "changed meanwhile"
    assert Intake.objects.count() == 2
    assert page(Client(), "/vi/join/").count("mang-luoi-a") == 0
    assert Client().get(START).status_code == 404


def test_a_part_keeps_what_can_be_read_and_says_what_cannot(scene: Scene) -> None:
    draft = scene.draft()
    address = f"/vi/application/{links.issue(draft.thread, NOW)}/applicant/"
    client = Client()
    answer = client.post(address, {"name_vi": "Quỹ Mới", "founded_year": "xưa"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Không đọc được năm" in text
    draft.refresh_from_db()
    assert (draft.answers["name_vi"], draft.answers["founded_year"]) == ("Quỹ Mới", "xưa")
    assert client.post(address, {"founded_year": "2007"})["Location"] == "../contact/"
    assert client.get(address.replace("applicant", "nonsense")).status_code == 404


def test_papers_are_attached_and_taken_off_one_by_one(scene: Scene) -> None:
    draft = scene.draft()
    address = f"/vi/application/{links.issue(draft.thread, NOW)}/papers/"
    client = Client()

    def attach(name: str, content: bytes, code: str = "request") -> int:
        file = SimpleUploadedFile(name, content)
        return client.post(address, {"paper": code, "file": file}).status_code

    assert attach("đơn.pdf", pdf().read()) == 302
    assert "đơn.pdf" in page(client, address)
    assert attach("trang.pdf", b"<script>alert(1)</script>") == 200
    assert client.post(address, {"paper": "request"}).status_code == 200
    assert DraftPaper.objects.get().name == "đơn.pdf"
    assert not StoredFile.objects.filter(purpose="joining.paper").exists()
    assert client.post(address, {"paper": "request", "do": "detach"}).status_code == 302
    assert not DraftPaper.objects.exists()


def test_sending_twice_sends_once_and_keeps_no_secret(scene: Scene) -> None:
    draft = scene.filled()
    secret = links.issue(draft.thread, NOW)
    address = f"/vi/application/{secret}/"
    client = Client()
    once = ONCE.search(page(client, address))
    assert once is not None
    given = {"do": "send", "once": once[1]}
    assert [client.post(address, given).status_code for _ in range(3)] == [302] * 3
    assert Application.objects.count() == StepEntry.objects.count() == 1
    assert Answered.objects.exists()
    assert secret not in str(list(Answered.objects.values()))
    assert "GN-2026-0001" in page(client, address)


def test_what_is_not_complete_is_not_sent(scene: Scene) -> None:
    draft = scene.draft()
    address = f"/vi/application/{links.issue(draft.thread, NOW)}/"
    answer = Client().post(address, {"do": "send"})
    assert answer.status_code == 200
    assert "Xin đính kèm giấy tờ này." in answer.content.decode()
    assert not Application.objects.exists()
    assert Client().post(address, {"do": "admit"}).status_code == 404


def test_files_are_given_to_the_applicant_and_the_staff_alone(scene: Scene) -> None:
    application, other = scene.prepared(), scene.sent(answers={"name_vi": "Quỹ Khác"})
    paper = queries.last_submission(application).papers.first()
    prepared = queries.prepared_of(application)
    assert paper is not None
    assert prepared is not None
    own, others = scene.link(application), scene.link(other)
    client = Client()
    get = f"files/{paper.file_id}/"
    answer = client.get(f"/vi/application/{own}/{get}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer).startswith(b"%PDF-")  # type: ignore[call-overload]
    assert client.get(f"/vi/application/{others}/{get}").status_code == 404
    # The resolution is the network's own paper.
    assert client.get(f"/vi/application/{own}/files/{prepared.paper_id}/").status_code == 404
    for name, expected in (("auditor", 200), ("outsider", 404), ("clerk", 404), ("public", 302)):
        reader = scene.actors.client(name)
        answer = reader.get(desk(scene, application) + get)
        assert answer.status_code == expected, name
        b"".join(answer)  # type: ignore[call-overload] # what is read to its end is closed
    staff = scene.actors.client("board")
    answer = staff.get(f"{desk(scene, application)}files/{prepared.paper_id}/")
    assert answer.status_code == 200
    assert b"".join(answer)  # type: ignore[call-overload]
    assert staff.get(f"{desk(scene, other)}{get}").status_code == 404


def test_another_networks_application_is_not_there(scene: Scene) -> None:
    application = scene.prepared()
    before = (StepEntry.objects.count(), Entry.objects.count(), Remark.objects.count())
    for name in ("outsider", "stranger", "analyst"):
        client = scene.actors.client(name)
        assert client.get(desk(scene, application)).status_code == 404
        there = desk(scene, application).replace("mang-luoi-a", "mang-luoi-b")
        assert client.get(there).status_code == 404
        for address, do in (("", "take_up"), ("remarks/", "comment"), ("decision/", "confirm")):
            given = {"do": do, "text": "…"}
            assert client.post(desk(scene, application) + address, given).status_code == 404
    assert before == (StepEntry.objects.count(), Entry.objects.count(), Remark.objects.count())


def test_the_secretariat_works_an_application_through(scene: Scene) -> None:
    application = scene.sent()
    address = desk(scene, application)
    staff = scene.actors.client("secretariat")

    def seen() -> str:
        found = SEEN.search(page(staff, address))
        assert found is not None
        return found[1]

    def does(do: str, **given: object) -> int:
        return staff.post(address, {"do": do, "seen": seen(), **given}).status_code

    assert does("take_up") == 302
    assert does("ask", text=" ") == 200
    assert does("ask", text="Ai ký?") == 302
    assert does("send_back") == 200
    assert does("forward", text="") == 200
    assert does("forward", text="Đủ.") == 302
    fields = {
        "outcome": "admit",
        "category": "official",
        "since": "2026-12-01",
        "member": "",
        "number": "12/NQ-BĐH",
        "decided_on": timezone.localdate().isoformat(),
        "body": "Ban điều hành",
        "reasons": "",
    }
    assert does("prepare", **fields) == 200, "without its paper"
    assert does("prepare", **fields, paper=SimpleUploadedFile("a.pdf", b"<html>")) == 200
    later = fields | {"decided_on": "2999-01-01"}
    assert does("prepare", **later, paper=SimpleUploadedFile("a.pdf", pdf().read())) == 200
    assert not Membership.objects.exists()
    assert queries.last_step(application).state == State.AWAITING_DECISION
    assert does("prepare", **fields, paper=SimpleUploadedFile("a.pdf", pdf().read())) == 302
    assert does("nonsense") == 404
    comment = {"do": "comment", "text": "Xong."}
    assert staff.post(f"{address}remarks/", comment).status_code == 302
    assert staff.post(f"{address}remarks/", {"do": "comment"}).status_code == 200
    assert staff.post(f"{address}decision/", {"do": "confirm"}).status_code == 404
    board = scene.actors.client("board")
    stale = {"do": "confirm", "seen": "1"}
    assert board.post(f"{address}decision/", stale).status_code == 200
    give_back = {"do": "give_back", "seen": seen(), "text": ""}
    assert board.post(f"{address}decision/", give_back).status_code == 200
    done = board.post(f"{address}decision/", {"do": "confirm", "seen": seen()})
    assert done.status_code == 302
    member = f"/vi/registers/{scene.network}/members/{application.admitted.member}/"
    assert member in page(board, address)
    assert "Quỹ hỗ trợ phụ nữ Sông Đào" in page(board, member)
    own = page(Client(), f"/vi/application/{scene.link(application)}/")
    assert "Thư kết nạp" in own
    assert "Xong." not in own
    assert "Đủ." not in own


def test_who_cannot_be_official_is_told_why_and_nothing_is_done(scene: Scene) -> None:
    application = scene.prepared(papers=("request", "licence"), category=Category.OBSERVER)
    board = scene.actors.client("board")
    answer = board.post(f"{desk(scene, application)}decision/", {"do": "confirm"})
    assert answer.status_code == 200
    assert "Không thể là thành viên chính thức: chưa ký" in answer.content.decode()
    assert not Membership.objects.exists()


def test_a_right_lent_by_who_prepared_does_not_confirm(scene: Scene) -> None:
    application = scene.prepared(by="administrator")
    lender = scene.actors.administrator
    lent = RoleAssignment.objects.get(user=lender)
    give(
        scene.actors.secretariat,
        scene.actors.network_a,
        NetworkRole.ADMINISTRATOR,
        until=timezone.localdate() + dt.timedelta(days=9),
        delegated_from=lent,
    )
    client = client_of(scene.actors.secretariat)
    answer = client.post(f"{desk(scene, application)}decision/", {"do": "confirm"})
    assert answer.status_code == 404
    assert not Membership.objects.exists()


def test_what_waits_is_shown_to_whom_it_waits_for(scene: Scene) -> None:
    scene.sent()
    scene.prepared(admission(number="2"), answers={"name_vi": "Quỹ Hai"}, by="administrator")

    def lines(name: str) -> list[str]:
        with translation.override("en"):
            return sorted(one.text for one in waits(scene.viewer(name), timezone.now()))

    assert lines("secretariat") == ["Joining: 1 application to take up"]
    assert lines("board") == ["Joining: 1 decision on an application to confirm"]
    assert lines("administrator") == ["Joining: 1 application to take up"]
    assert lines("auditor") == lines("outsider") == lines("clerk") == lines("public") == []


def test_applications_are_found_without_diacritics_by_who_may_read_them(scene: Scene) -> None:
    scene.sent()
    today = timezone.localdate()
    for words in (("song", "dao"), ("gn-2026-0001",), ("sdf",)):
        found = finds(scene.viewer("auditor"), words, today)
        assert [one.title for one in found] == ["Quỹ hỗ trợ phụ nữ Sông Đào"]
    assert finds(scene.viewer("auditor"), ("khac",), today) == []
    assert finds(scene.viewer("outsider"), ("song",), today) == []
