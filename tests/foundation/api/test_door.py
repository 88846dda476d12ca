"""The door: who is let in, what a request must carry, and how it is told what is wrong."""

import json
import re

import pytest
from django.test import Client, override_settings

from tcvm.foundation.audit.models import Entry
from tcvm.foundation.tenancy.models import Organisation
from tests.actors import Actors
from tests.foundation.api.programs import ROOT, Program, codes, program_of

pytestmark = pytest.mark.django_db

FACTS = {
    "name_vi": "Quỹ Bông Lúa",
    "name_en": "Ear of Rice Fund",
    "legal_form": "social_fund",
    "source": "Đơn xin gia nhập",
    "since": "2020-01-01",
}


@pytest.fixture
def program(actors: Actors) -> Program:
    """The secretariat's program."""
    return program_of(actors.secretariat)


def test_only_a_token_opens_the_door(actors: Actors) -> None:
    for token in ("", "tcvm_wrong", "tcvm_" + "x" * 200, "wrong", "tcvm_ạ"):
        answer = Client().get(
            f"{ROOT}/me", headers={"Authorization": f"Bearer {token}".encode().decode("latin-1")}
        )
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    browser = actors.client("administrator")
    assert browser.get(f"{ROOT}/me").status_code == 401, "a cookie opens nothing"
    basic = Client().get(f"{ROOT}/me", headers={"Authorization": "Basic YTpi"})
    assert basic.status_code == 401


def test_an_answer_is_kept_by_nobody_and_sets_no_cookie(program: Program) -> None:
    answer = program.get("/me")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert not answer.cookies
    assert {"Authorization", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("vi", "vi"),
        ("fr, en;q=0.5, vi;q=0.1", "en"),
        ("fr", "vi"),
        ("", "vi"),
        ("\x00;q=x", "vi"),
    ],
)
def test_problems_are_told_in_the_callers_language(
    program: Program, header: str, language: str
) -> None:
    program.language = header
    answer = program.get("/nothing")
    assert answer.headers["Content-Language"] == language
    titles = {"en": "Not found", "vi": "Không tìm thấy"}
    assert answer.json()["title"] == titles[language]


def test_a_language_chosen_for_pages_is_not_asked(program: Program) -> None:
    program.client.cookies["django_language"] = "en"
    program.language = "vi"
    assert program.get("/nothing").headers["Content-Language"] == "vi"


@pytest.mark.parametrize(
    "path", ["/nothing", "/", "//", "/me/", "/net%0Aworks", "/%ff", "/networks/a/b"]
)
def test_what_is_not_there_is_told_as_a_problem(program: Program, path: str) -> None:
    answer = program.get(path)
    assert answer.status_code == 404
    assert codes(answer) == []
    assert re.fullmatch(r"[!-~]+", answer.json()["instance"]), "a reference to a URI"


def test_a_method_that_is_not_there(program: Program) -> None:
    answer = program.call("DELETE", "/organisations")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST"
    assert answer.json()["status"] == 405


def test_head_answers_as_get_without_content(program: Program) -> None:
    shown, head = program.get("/me"), program.call("HEAD", "/me")
    assert head.status_code == 200
    assert head.content == b""
    assert int(head.headers["Content-Length"]) == len(shown.content)


def test_answers_are_json(program: Program) -> None:
    assert program.get("/me", Accept="application/*").status_code == 200
    answer = program.get("/me", Accept="text/html")
    assert answer.status_code == 406
    assert codes(answer) == [("not_acceptable", "Accept")]


def test_content_is_json(program: Program) -> None:
    answer = program.client.post(
        f"{ROOT}/organisations",
        FACTS,
        headers={"Authorization": f"Bearer {program.token}", "Idempotency-Key": "a"},
    )
    assert answer.status_code == 415
    for wrong in ("{", b"\xff", "[" * 100_000):
        answer = program.post("/organisations", wrong)
        assert answer.status_code == 400
        assert codes(answer) == [("body_unreadable", "")]
    assert Organisation.objects.count() == 2


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_content_has_an_end(program: Program) -> None:
    answer = program.post("/organisations", FACTS)
    assert answer.status_code == 413
    assert codes(answer) == [("too_long", "")]


def test_every_field_that_is_wrong_is_told_at_its_place(program: Program) -> None:
    wrong = FACTS | {
        "name_vi": " ",
        "name_en": "x" * 201,
        "since": 0,
        "founded_year": "2007",
        "owner": "a\x00b",
        "street": 5,
        "colour": "red",
    }
    answer = program.post("/organisations", wrong)
    assert answer.status_code == 422
    assert sorted(codes(answer)) == [
        ("blank", "name_vi"),
        ("control_characters", "owner"),
        ("date_parsing", "since"),
        ("extra_forbidden", "colour"),
        ("int_type", "founded_year"),
        ("string_too_long", "name_en"),
        ("string_type", "street"),
    ]
    assert all(one["sentence"] for one in answer.json()["problems"])
    assert Organisation.objects.count() == 2


def test_what_the_rules_refuse_is_told_at_its_place(program: Program) -> None:
    answer = program.post("/organisations", FACTS | {"legal_form": "guild", "place": "x"})
    assert answer.status_code == 422
    assert codes(answer) == [("place_unknown", "place"), ("legal_form_unknown", "legal_form")]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("limit=0", ("greater_than_equal", "limit")),
        ("limit=201", ("less_than_equal", "limit")),
        ("limit=1_0", ("int_parsing", "limit")),
        ("colour=red", ("parameter_unknown", "colour")),
        ("limit=1&limit=2", ("parameter_twice", "limit")),
        ("cursor=x", ("cursor_unreadable", "cursor")),
    ],
)
def test_parameters_are_what_they_are_described_to_be(
    program: Program, query: str, said: tuple[str, str]
) -> None:
    answer = program.get(f"/organisations?{query}")
    assert answer.status_code == (400 if "cursor" in query else 422)
    assert codes(answer) == [said]


def test_a_deed_carries_a_key(program: Program) -> None:
    for key in ("", "ạ", "x" * 129, "two words"):
        answer = program.call(
            "POST", "/organisations", FACTS, key="", **({"Idempotency_Key": key} if key else {})
        )
        assert answer.status_code == 400
        assert codes(answer) == [("idempotency_key", "Idempotency-Key")]
    assert Organisation.objects.count() == 2


def test_the_same_key_gets_the_same_answer(program: Program) -> None:
    first = program.post("/organisations", FACTS, key="once")
    again = program.post("/organisations", FACTS, key="once")
    assert first.status_code == again.status_code == 201
    assert (again.content, again.headers["Location"], again.headers["ETag"]) == (
        first.content,
        first.headers["Location"],
        first.headers["ETag"],
    )
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert Organisation.objects.count() == 3
    other = program.post("/organisations", FACTS | {"name_vi": "Quỹ Khác"}, key="once")
    assert other.status_code == 422
    assert codes(other) == [("idempotency_key_used", "Idempotency-Key")]
    assert Organisation.objects.count() == 3


def test_a_refusal_is_repeated_too(program: Program) -> None:
    wrong = FACTS | {"legal_form": "guild"}
    first = program.post("/organisations", wrong, key="once")
    again = program.post("/organisations", wrong, key="once")
    assert first.status_code == again.status_code == 422
    assert first.content == again.content
    assert again.headers["Content-Type"] == "application/problem+json"


def test_keys_of_one_caller_are_nothing_to_another(actors: Actors, program: Program) -> None:
    program.post("/organisations", FACTS, key="once")
    other = program_of(actors.administrator)
    answer = other.post("/organisations", FACTS | {"name_vi": "Quỹ Khác"}, key="once")
    assert answer.status_code == 201


def test_what_goes_wrong_is_undone_and_told_under_a_number(
    program: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**given: object) -> None:
        raise RuntimeError(f"secret of {sorted(given)}")

    monkeypatch.setattr("tcvm.apps.members.actions.register_organisation.state_profile", broken)
    answer = program.post("/organisations", FACTS, key="once")
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()
    number = answer.json()["problems"][0]["parameters"]["number"]
    assert any(number in one.getMessage() for one in caplog.records)
    assert Organisation.objects.count() == 2
    assert not Entry.objects.filter(verb="organisation.register").exists()
    monkeypatch.undo()
    assert program.post("/organisations", FACTS, key="once").status_code == 201, "the key is free"


def test_an_operation_without_a_rule_is_closed(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.get("/me").status_code == 200
    monkeypatch.setattr("tcvm.foundation.accounts.rules.Rules.of", lambda *_: None)
    from django.test import RequestFactory

    from tcvm.foundation.api.door import door

    request = RequestFactory().get(
        f"{ROOT}/me", headers={"Authorization": f"Bearer {program.token}"}
    )
    assert door(request, "me").status_code == 404


def test_a_list_is_read_in_parts(program: Program) -> None:
    for number in range(7):
        program.post(
            "/organisations", FACTS | {"name_vi": f"Quỹ {number}", "code": f"quy-{number}"}
        )
    seen: list[str] = []
    path: str | None = "/organisations?limit=2"
    while path is not None:
        answer = program.get(path)
        part = answer.json()
        assert len(part["items"]) <= 2
        seen += [one["code"] for one in part["items"]]
        link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers.get("Link", ""))
        assert bool(link) == bool(part["next"])
        path = link[1].removeprefix(ROOT) if link else None
        # Rows added meanwhile shift nothing, and what comes after is still found.
        number = len(seen)
        program.post("/organisations", FACTS | {"name_vi": f"A {number}", "code": f"a-{number}"})
    assert seen == sorted(seen)
    assert [one for one in seen if one.startswith("quy-")] == [f"quy-{n}" for n in range(7)]
    assert len(set(seen)) == len(seen)


def test_a_cursor_is_of_one_list(program: Program) -> None:
    program.post("/organisations", FACTS)
    cursor = program.get("/organisations?limit=1").json()["next"]
    assert program.get(f"/organisations?limit=5&cursor={cursor}").status_code == 200
    answer = program.get(f"/people?cursor={cursor}")
    assert answer.status_code == 400
    assert codes(answer) == [("cursor_of_other_list", "cursor")]


def test_what_one_may_do(actors: Actors) -> None:
    said = {
        one["operation"]: one["permitted"]
        for one in program_of(actors.clerk, "account:read", "register:read")
        .get("/permissions")
        .json()["items"]
    }
    assert said["members.list"] is True
    assert said["members.admit"] is False, "no role"
    assert said["organisations.state_profile"] is False, "the role, but not the scope"
    assert json.dumps(said)
