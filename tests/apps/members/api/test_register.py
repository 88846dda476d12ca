"""The register through the API: who reads what, who changes what, and that nothing is lost."""

import datetime as dt
from typing import Any

import pytest

from tcvm.apps.members.models import Membership, MembershipEntry, Note, OrganisationProfile
from tcvm.foundation.accounts.models import PendingChange
from tcvm.foundation.audit.models import Entry
from tests.actors import NAMES
from tests.apps.members.api.conftest import Register
from tests.foundation.api.programs import codes

pytestmark = pytest.mark.django_db

DECISION = {
    "number": "12/NQ-BĐH",
    "decided_on": "2026-03-20",
    "body": "Ban điều hành",
    "source": "Hồ sơ lưu trữ 2026, cặp 1",
}
STEP = {"since": "2026-04-01", "decision": DECISION}
FACTS = {
    "name_vi": "Quỹ Hoa Sen",
    "name_en": "Lotus Fund",
    "legal_form": "social_fund",
    "source": "Thư của quỹ",
    "since": "2026-01-01",
}


def member_at(register: Register) -> str:
    """Where network A's member, organisation A, is."""
    return f"{register.at}/members/{register.member.code}"


def test_the_register_is_read_as_of_a_day(register: Register) -> None:
    program = register.program("analyst")
    (network,) = program.get("/networks").json()["items"]
    assert (network["code"], network["whole_register"]) == ("mang-luoi-a", True)
    listed = program.get(f"{register.at}/members").json()["items"]
    assert [one["code"] for one in listed] == ["hoa-sen", "nguyen-thi-hoa", "quy-bong-lua"]
    assert program.get(f"{register.at}/members?as_of=2015-02-28").json()["items"] == []
    counts = program.get(f"{register.at}/counts?as_of=2015-03-01").json()
    assert (counts["as_of"], counts["total"]) == ("2015-03-01", 3)
    assert {one["code"]: one["count"] for one in counts["by_category"]}["observer"] == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=bong lua", ["quy-bong-lua"]),
        ("q=Bông Lúa", ["quy-bong-lua"]),
        ("kind=person", ["nguyen-thi-hoa"]),
        ("category=observer", ["hoa-sen", "quy-bong-lua"]),
        ("standing=left", []),
        ("legal_form=social_fund", ["quy-bong-lua"]),
        ("province=cao-bang", []),
    ],
)
def test_members_are_filtered(register: Register, query: str, found: list[str]) -> None:
    listed = register.program("board").get(f"{register.at}/members?{query}").json()["items"]
    assert [one["code"] for one in listed] == found


def test_a_member_shows_how_it_came_to_be(register: Register) -> None:
    answer = register.program("secretariat").get(member_at(register))
    shown = answer.json()
    assert [(one["since"], one["until"], one["category"]) for one in shown["spells"]] == [
        ("2015-03-01", None, "observer")
    ]
    assert shown["entries"][0]["decision"]["number"] == "01/NQ-BĐH"
    assert not shown["conduct"]["qualifies"]
    assert [one["code"] for one in shown["conduct"]["reasons"]] == ["code_not_signed"]
    again = register.program("secretariat").get(
        member_at(register), If_None_Match=answer.headers["ETag"]
    )
    assert (again.status_code, again.content) == (304, b"")


#: What each actor is answered: their own register, their own membership, another's.
SEES = {
    "clerk": (404, 200, 404),
    "director": (404, 200, 404),
    "reader": (404, 200, 404),
    "stranger": (404, 404, 200),
    "secretariat": (200, 200, 404),
    "analyst": (200, 200, 404),
    "finance": (200, 200, 404),
    "board": (200, 200, 404),
    "auditor": (200, 200, 404),
    "administrator": (200, 200, 404),
    "outsider": (404, 404, 200),
}


@pytest.mark.parametrize("actor", [name for name in NAMES if name != "public"])
def test_nobody_sees_what_is_anothers(register: Register, actor: str) -> None:
    program = register.program(actor)
    theirs = f"/networks/mang-luoi-b/members/{register.theirs.code}"
    found = (
        program.get(f"{register.at}/counts").status_code,
        program.get(member_at(register)).status_code,
        program.get(theirs).status_code,
    )
    assert found == SEES[actor]
    for at, seen in ((member_at(register), found[1]), (theirs, found[2])):
        for part in ("events", "signatures"):
            assert program.get(f"{at}/{part}").status_code == seen
    listed = program.get("/organisations").json()["items"]
    readable = {one["code"] for one in listed}
    for code in ("hoa-sen", "hoa-mai", "quy-bong-lua"):
        for path in (f"/organisations/{code}", f"/organisations/{code}/posts"):
            assert program.get(path).status_code == (200 if code in readable else 404)
    assert ("hoa-mai" in readable) == (actor in ("stranger", "outsider"))
    assert ("hoa-sen" in readable) == (actor not in ("stranger", "outsider"))


def test_notes_are_the_staffs(register: Register) -> None:
    notes = f"{member_at(register)}/notes"
    secretariat = register.program("secretariat")
    assert secretariat.post(notes, {"text": "Đã gọi điện."}).status_code == 201
    assert secretariat.get(notes).json()["items"][0]["text"] == "Đã gọi điện."
    assert codes(register.program("clerk").get(notes)) == [("role_missing", "Authorization")]
    assert register.program("outsider").get(notes).status_code == 404


#: Every change of the register: what is asked, of whose record, with what.
CHANGES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "POST",
        "/networks/mang-luoi-a/members",
        {"kind": "organisation", "member": "hoa-mai", "category": "observer", **STEP},
    ),
    (
        "POST",
        "/networks/mang-luoi-a/members/hoa-sen/category",
        {**STEP, "category": "official", "reason": "Đã ký."},
    ),
    (
        "POST",
        "/networks/mang-luoi-a/members/hoa-sen/suspension",
        {**STEP, "reason": "Chưa nộp phí."},
    ),
    ("POST", "/networks/mang-luoi-a/members/hoa-sen/reinstatement", STEP),
    ("POST", "/networks/mang-luoi-a/members/hoa-sen/departure", STEP),
    ("POST", "/networks/mang-luoi-a/members/hoa-sen/re-entry", {**STEP, "category": "observer"}),
    (
        "POST",
        "/networks/mang-luoi-a/members/hoa-sen/corrections",
        {**STEP, "state": None, "reason": "Nhầm."},
    ),
    (
        "POST",
        "/networks/mang-luoi-a/members/hoa-sen/events",
        {"happened_on": "2020-01-01", "text_vi": "a", "text_en": "a", "source": "b"},
    ),
    ("POST", "/networks/mang-luoi-a/members/hoa-sen/notes", {"text": "a"}),
    (
        "POST",
        "/networks/mang-luoi-a/codes",
        {"version": "2", "title_vi": "a", "title_en": "a", "since": "2026-01-01", "source": "b"},
    ),
    (
        "POST",
        "/networks/mang-luoi-a/signatures",
        {
            "organisation": "hoa-sen",
            "version": "1",
            "year": 2026,
            "signed_on": "2026-01-02",
            "signed_by": "a",
        },
    ),
    ("PUT", "/organisations/hoa-sen/profile", FACTS),
    (
        "POST",
        "/organisations/hoa-sen/posts",
        {"person": "nguyen-thi-hoa", "kind": "director", "since": "2026-01-01", "source": "b"},
    ),
    (
        "PUT",
        "/people/nguyen-thi-hoa/profile",
        {"name": "Nguyễn Thị Hoa", "source": "b", "since": "2026-01-01"},
    ),
]


@pytest.mark.parametrize("actor", ["clerk", "reader", "stranger", "analyst", "auditor", "outsider"])
def test_who_may_not_changes_nothing(register: Register, actor: str) -> None:
    program = register.program(actor)
    # What a clerk states of their own organisation is theirs to state.
    own = "/organisations/hoa-sen/profile" if actor == "clerk" else ""
    before = recorded()
    for method, path, body in CHANGES:
        if path == own:
            continue
        answer = program.call(method, path, body, seen='"0-0000000000000000"')
        assert answer.status_code in (403, 404, 422), (path, answer.content)
        if answer.status_code == 422:
            assert codes(answer) == [("person_unknown", "person")], "nor may they know who is there"
    assert recorded() == before


def recorded() -> tuple[int, int, int]:
    """How much there is of what only ever grows."""
    return Entry.objects.count(), MembershipEntry.objects.count(), PendingChange.objects.count()


def test_a_step_is_taken_by_who_has_seen_the_membership(register: Register) -> None:
    program = register.program("secretariat")
    at, body = f"{member_at(register)}/suspension", {**STEP, "reason": "Chưa nộp phí."}
    assert codes(program.post(at, body)) == [("version_missing", "If-Match")]
    assert program.post(at, body, seen="*").status_code == 428
    assert codes(program.post(at, body, seen="abc")) == [("version_unreadable", "If-Match")]
    seen = program.get(member_at(register)).headers["ETag"]
    first = program.post(at, body, seen=seen)
    assert first.status_code == 201
    assert first.json()["standing"] == "suspended"
    stale = program.post(
        f"{member_at(register)}/departure", {**STEP, "since": "2026-05-01"}, seen=seen
    )
    assert stale.status_code == 412
    assert codes(stale) == [("changed_meanwhile", "If-Match")]
    then = program.post(
        f"{member_at(register)}/departure",
        {**STEP, "since": "2026-05-01"},
        seen=first.headers["ETag"],
    )
    assert then.json()["standing"] == "left"
    assert [one["step"] for one in then.json()["entries"]] == ["admit", "suspend", "leave"]


def test_a_whole_membership(register: Register) -> None:
    program = register.program("secretariat")
    made = program.post(
        f"{register.at}/members",
        {"kind": "organisation", "member": "hoa-mai", "category": "observer", **STEP},
    )
    assert made.status_code == 201, made.content
    assert made.headers["Location"] == "/api/v1/networks/mang-luoi-a/members/hoa-mai"
    at, seen = f"{register.at}/members/hoa-mai", made.headers["ETag"]
    for name, body, standing in (
        ("departure", {"since": "2026-05-01"}, "left"),
        ("re-entry", {"since": "2026-06-01", "category": "associate_organisation"}, "active"),
        ("suspension", {"since": "2026-07-01", "reason": "Chưa nộp phí."}, "suspended"),
        ("reinstatement", {"since": "2026-08-01"}, "active"),
        ("corrections", {"since": "2026-08-01", "state": None, "reason": "Nhầm."}, "suspended"),
    ):
        answer = program.post(f"{at}/{name}", {"decision": DECISION, **body}, seen=seen)
        assert answer.status_code == 201, answer.content
        assert answer.json()["standing"] == standing
        seen = answer.headers["ETag"]
    entries = Entry.objects.filter(verb__startswith="membership.").order_by("pk")
    assert [one.verb for one in entries][-6:] == [
        "membership.admit",
        "membership.leave",
        "membership.re_enter",
        "membership.suspend",
        "membership.reinstate",
        "membership.correct",
    ]


def test_another_category_waits_for_a_second_person(register: Register) -> None:
    program = register.program("secretariat")
    signed = {"organisation": "hoa-sen", "version": "1", "year": 2026}
    signed |= {"signed_on": "2026-01-05", "signed_by": "Trần Văn Bình", "evidence": "Cặp 2"}
    assert program.post(f"{register.at}/signatures", signed).status_code == 201
    at, body = (
        f"{member_at(register)}/category",
        {**STEP, "category": "official", "reason": "Đã ký."},
    )
    seen = program.get(member_at(register)).headers["ETag"]
    asked = program.post(at, body, seen=seen)
    assert asked.status_code == 202, asked.content
    assert PendingChange.objects.get().pk == asked.json()["key"]
    assert program.get(member_at(register)).json()["category"] == "observer"
    twice = program.post(at, body, seen=seen)
    assert twice.status_code == 422
    assert codes(twice) == [("already_asked", "")]
    assert codes(register.service().post(at, body, seen=seen)) == [
        ("person_needed", "Authorization")
    ]


def test_two_who_edit_a_profile_lose_nothing(register: Register) -> None:
    clerk, secretariat = register.program("clerk"), register.program("secretariat")
    at = "/organisations/hoa-sen"
    seen = clerk.get(at).headers["ETag"]
    assert secretariat.get(at).json()["profile"] is None
    first = clerk.put(f"{at}/profile", FACTS | {"phone": "024 000 001"}, seen=seen)
    assert first.status_code == 200, first.content
    second = secretariat.put(f"{at}/profile", FACTS | {"owner": "Hội Phụ nữ"}, seen=seen)
    assert second.status_code == 412
    assert OrganisationProfile.objects.filter(organisation__code="hoa-sen").count() == 1
    third = secretariat.put(
        f"{at}/profile", FACTS | {"owner": "Hội Phụ nữ"}, seen=secretariat.get(at).headers["ETag"]
    )
    assert (third.json()["profile"]["revision"], third.json()["profile"]["owner"]) == (
        2,
        "Hội Phụ nữ",
    )
    assert third.headers["ETag"] != first.headers["ETag"]


def test_an_etag_of_another_day_names_the_same_version(register: Register) -> None:
    program = register.program("secretariat")
    tags = {
        program.get(f"{member_at(register)}?as_of={day}").headers["ETag"]
        for day in ("2016-01-01", "2017-01-01")
    }
    assert len(tags) == 2, "another day is shown"
    for tag in sorted(tags)[:1]:
        answer = program.post(
            f"{member_at(register)}/suspension", {**STEP, "reason": "a"}, seen=tag
        )
        assert answer.status_code == 201


def test_people_and_posts(register: Register) -> None:
    program = register.program("secretariat")
    made = program.post(
        "/people", {"name": "Lê Văn Lúa", "source": "Quyết định", "since": "2020-01-01"}
    )
    assert made.status_code == 201
    code = made.json()["code"]
    assert program.get("/people").json()["items"][0] == {"code": "le-van-lua", "name": "Lê Văn Lúa"}
    post = {"person": code, "kind": "accountant", "since": "2021-01-01", "source": "Quyết định"}
    assert program.post("/organisations/hoa-sen/posts", post).status_code == 201
    ended = program.post("/organisations/hoa-sen/posts", post | {"until": "2024-01-01"})
    assert (ended.json()["revision"], ended.json()["until"]) == (2, "2024-01-01")
    wrong = program.post("/organisations/hoa-sen/posts", post | {"until": "2021-01-01"})
    assert codes(wrong) == [("dates", "")]
    assert register.program("outsider").get(f"/people/{code}").status_code == 404
    seen = program.get(f"/people/{code}").headers["ETag"]
    stated = {"name": "Lê Văn Lúa", "phone": "0900 000 001", "source": "Thư", "since": "2022-01-01"}
    assert program.put(f"/people/{code}/profile", stated, seen=seen).status_code == 200
    assert program.put(f"/people/{code}/profile", stated, seen=seen).status_code == 412
    assert program.get(f"/people/{code}?as_of=2021-06-01").json()["profile"]["phone"] == ""
    assert program.get(f"/people/{code}").json()["profile"]["phone"] == "0900 000 001"


def test_events_are_corrected_not_overwritten(register: Register) -> None:
    program, at = register.program("secretariat"), f"{member_at(register)}/events"
    event = {"happened_on": "2004-07-15", "precision": "month", "source": "Biên bản"}
    event |= {"text_vi": "Nhận bàn giao.", "text_en": "Handed over."}
    first = program.post(at, event).json()
    assert first["happened_on"] == "2004-07-01"
    second = program.post(at, event | {"precision": "day", "corrects": first["key"]})
    assert second.json()["corrects"] == first["key"]
    assert codes(program.post(at, event | {"corrects": first["key"]})) == [
        ("event_corrected_already", "")
    ]
    assert codes(program.post(at, event | {"corrects": 10**18})) == [("event_unknown", "")]
    assert len(program.get(at).json()["items"]) == 2


def test_versions_of_the_code_and_decisions_are_listed(register: Register) -> None:
    clerk, auditor = register.program("clerk"), register.program("auditor")
    listed = clerk.get(f"{register.at}/codes").json()["items"]
    assert [one["version"] for one in listed] == ["1"]
    assert clerk.get(f"{register.at}/decisions").status_code == 404
    assert auditor.get(f"{register.at}/decisions").json()["items"][0]["number"] == "01/NQ-BĐH"
    assert register.program("outsider").get(f"{register.at}/codes").status_code == 404


def test_who_is_not_registered_cannot_be_admitted(register: Register) -> None:
    body = {"kind": "person", "member": "hoa-mai", "category": "associate_individual", **STEP}
    answer = register.program("secretariat").post(f"{register.at}/members", body)
    assert codes(answer) == [("member_unknown", "member")]
    assert Membership.objects.count() == 4


def test_a_service_is_named_in_the_trail(register: Register) -> None:
    service = register.service()
    assert service.post(f"{member_at(register)}/notes", {"text": "Tự động."}).status_code == 201
    entry = Entry.objects.filter(verb="membership.note").get()
    assert (entry.actor_kind, entry.actor_label) == ("service", "đồng bộ sổ")
    assert Note.objects.get().recorded_by == "đồng bộ sổ"
    assert dt.datetime.now(dt.UTC) >= entry.at
