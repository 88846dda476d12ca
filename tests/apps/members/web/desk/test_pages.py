"""The code of conduct of a network, what waits, what is found, and the member's page on any day."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.utils import timezone, translation

import tcvm.apps.members
from tcvm.apps.members.actions.name_support_body import name_support_body
from tcvm.apps.members.actions.sign_code import sign_code
from tcvm.apps.members.web.finds import found
from tcvm.apps.members.web.waits import waiting
from tcvm.apps.members.web.wording import CODES, sentence
from tcvm.domain.membership import conduct, standing
from tcvm.domain.problems import Problem
from tcvm.foundation.ui.waiting import Waiting
from tests.apps.members.conftest import resolution
from tests.apps.members.web.desk import conftest as given
from tests.apps.members.web.desk.conftest import Desk
from tests.apps.ratings.web.page import read

pytestmark = pytest.mark.django_db
CODE = re.compile(r'(?:refuse|Problem|_wrong)\(\s*"([a-z_]+)"')


def sign(desk: Desk, year: int, evidence: str = "Cặp 1") -> None:
    sign_code(
        network="mang-luoi-a",
        organisation="hoa-sen",
        version="1",
        year=year,
        signed_on=dt.date(year, 1, 10),
        signed_by="Trần Văn Bình",
        evidence=evidence,
        actor=desk.keeper,
        now=given.LONG_AGO,
    )


def make_official(desk: Desk) -> None:
    answer = given.send(
        desk.client("secretariat"),
        desk.where("correct/"),
        **given.decision(what="state", since="2016-02-01", category="official", standing="active"),
    )
    assert answer.status_code == 302


def test_every_problem_of_the_register_has_its_words() -> None:
    room = Path(tcvm.apps.members.__file__).parent
    sources = [*room.rglob("*.py"), Path(conduct.__file__), Path(standing.__file__)]
    raised = {code for one in sources for code in CODE.findall(one.read_text("utf-8"))}
    raised |= {f"membership_{one}" for one in ("left", "suspended")}
    raised |= {"nothing_changes", "reason_missing", "already_asked"}  # those of `ask_change`
    raised |= {"person_missing", "person_twice"}  # whichever of the two it is
    assert raised == CODES
    for locale in ("vi", "en"):
        with translation.override(locale):
            said = sentence(
                Problem(
                    "history_step",
                    parameters={
                        "since": dt.date(2020, 2, 1),
                        "standing": "suspended",
                        "before": None,
                    },
                )
            )
            assert said.count("2020") == 1
            assert "None" not in said


def test_the_code_of_conduct_can_be_asked_of_any_day(desk: Desk) -> None:
    for year in (2016, 2017, 2019):
        sign(desk, year, "" if year == 2019 else "Cặp 1")
    make_official(desk)
    client = desk.client("board")

    def on(day: str) -> tuple[dict[int, str], list[str]]:
        answer = client.get(desk.where(f"/conduct/?on={day}"))
        page = answer.context["page"]
        assert read(answer.content.decode()).faults == []
        cells = {line.code: dict(zip(page.years, line.cells, strict=True)) for line in page.lines}
        gaps = [reason for gap in page.gaps for reason in gap.reasons]
        return {year: cell.text for year, cell in cells["hoa-sen"].items()}, gaps

    # Before there was a code nothing was to be signed, and no year is asked about.
    assert on("2015-06-01") == ({}, [])
    assert on("2017-06-01") == (
        {2017: "10 January 2017, version 1", 2016: "10 January 2016, version 1"},
        [],
    )
    years, gaps = on("2018-06-01")
    assert years[2018] == "not signed"
    assert gaps == ["It last signed for 2017; that counted up to, but not on, 1 April 2018."]
    years, gaps = on("2019-06-01")
    assert years[2019] == "signed, paper missing"
    assert gaps == ["The signed paper for 2019 is not in the files."]
    # Who only reads is offered nothing to do; nobody outside the network's people reads it.
    assert "Record a signature" not in client.get(desk.where("/conduct/")).content.decode()
    assert (
        "Record a signature"
        in desk.client("secretariat").get(desk.where("/conduct/")).content.decode()
    )
    for name in ("clerk", "director", "stranger", "outsider"):
        assert desk.client(name).get(desk.where("/conduct/")).status_code == 404


def test_the_list_tells_who_qualifies(desk: Desk) -> None:
    sign(desk, timezone.localdate().year)
    client = desk.client("analyst")
    for choice, there, absent in (
        ("yes", "member-hoa-sen", f"member-{desk.neighbour.code}"),
        ("no", f"member-{desk.neighbour.code}", "member-hoa-sen"),
    ):
        text = client.get(desk.where(f"/?qualifies={choice}")).content.decode()
        assert f'id="{there}"' in text
        assert f'id="{absent}"' not in text
        assert f'id="member-{desk.individual.code}"' not in text


def test_what_waits_for_whom(desk: Desk) -> None:
    now = timezone.now()
    given.send(
        desk.client("clerk"),
        desk.where(f"posts/{desk.post.pk}/end/"),
        until="2026-03-01",
        source="Quyết định",
    )
    sign(desk, 2016)
    make_official(desk)

    def texts(name: str) -> list[str]:
        return [one.text for one in waiting(desk.actors.viewer(name), now)]

    year = timezone.localdate().year
    mine = [
        f"The code of conduct is not signed for {year}",
        "Nobody holds the post since 1 March 2026: Accountant",
        "The profile lacks 2 facts: Number of the licence or registration, Telephone",
    ]
    assert texts("clerk") == texts("director") == mine
    kept = [
        f"1 official member has not signed the code of conduct for {year}",
        "1 post of members has had no successor, first at Quỹ Hoa Sen (en)",
        "2 profiles lack required facts, first that of Quỹ Hoa Sen (en)",
    ]
    assert texts("secretariat") == texts("administrator") == kept
    for name in ("public", "reader", "analyst", "board", "finance", "auditor"):
        assert texts(name) == []
    # Each line leads to a page that opens, and where it is done nothing waits any more.
    for name in ("clerk", "secretariat"):
        for one in waiting(desk.actors.viewer(name), now):
            assert desk.client(name).get(one.href).status_code == 200, one
    sign(desk, year)
    given.send(
        desk.client("clerk"),
        desk.where("appoint/"),
        kind="accountant",
        name="Vũ Thị Cam",
        since="2026-03-01",
        source="Quyết định",
    )
    assert texts("clerk") == mine[2:]
    assert texts("secretariat") == kept[2:]


def test_a_support_body_is_told_what_its_members_lack(desk: Desk) -> None:
    now = timezone.now()
    given.send(
        desk.client("clerk"),
        desk.where(f"posts/{desk.post.pk}/end/"),
        until="2026-03-01",
        source="Quyết định",
    )
    sign(desk, 2016)
    make_official(desk)

    def lines() -> list[Waiting]:
        return waiting(desk.actors.viewer("stranger"), now)

    # Its own profile is told to it in any case, what others lack only while it supports them.
    own = [one.text for one in lines()]
    assert own == ["The profile lacks 2 facts: Number of the licence or registration, Telephone"]
    name_support_body(
        network="mang-luoi-a",
        organisation="hoa-mai",
        since=given.SINCE,
        decision=resolution(),
        actor=desk.keeper,
        now=given.LONG_AGO,
    )
    year = timezone.localdate().year
    supporting = lines()
    assert [one.text for one in supporting] == [
        f"1 official member has not signed the code of conduct for {year}",
        "1 post of members has had no successor, first at Quỹ Hoa Sen (en)",
        "2 profiles lack required facts, first that of Quỹ Hoa Sen (en)",
        *own,
    ]
    for one in supporting:
        assert desk.client("stranger").get(one.href).status_code == 200, one


def test_what_is_found_by_whom(desk: Desk) -> None:
    today = timezone.localdate()

    def titles(name: str, *words: str) -> list[str]:
        return [one.title for one in found(desk.actors.viewer(name), words, today)]

    given.send(desk.client("clerk"), desk.where("profile/"), **given.organisation())
    # By the old name and the new, and by the short one; what begins so stands first.
    assert titles("clerk", "hoa", "sen") == ["Ben Lua Fund"]
    assert titles("secretariat", "qbl") == ["Ben Lua Fund"]
    assert titles("secretariat", "quy") == ["Quỹ Đồi Sim (en)", "Ben Lua Fund"]
    assert titles("clerk", "doi", "sim") == []
    assert titles("secretariat", "hoa", "mai") == []
    assert titles("secretariat", "tran", "man") == ["Trần Thị Mận"]
    assert titles("clerk", "buoi") == ["Lê Thị Bưởi"]
    assert titles("stranger", "buoi") == titles("public", "buoi") == []
    assert titles("auditor", "01/nq-bdh") == titles("clerk", "01/nq") == ["01/NQ-BĐH"]
    for one in found(desk.actors.viewer("secretariat"), ("quy",), today):
        assert desk.client("secretariat").get(one.href).status_code == 200


def test_the_page_of_a_member_tells_any_day_and_its_history(desk: Desk) -> None:
    given.send(desk.client("clerk"), desk.where("profile/"), **given.organisation())
    client = desk.client("auditor")
    for day, name in (("2025-12-31", "Quỹ Hoa Sen"), ("2026-01-01", "Quỹ Bến Lúa")):
        text = client.get(desk.where(f"?on={day}")).content.decode()
        assert f'<dd lang="vi">{name}</dd>' in text
        assert "Observer member" in text
    text = client.get(desk.where("?on=2014-06-01")).content.decode()
    assert "Not yet a member" in text
    history = client.get(desk.where("")).context["page"].history
    assert [one.done for one in history] == [
        "Stated anew",
        "Stated anew",
        "Post recorded",
        "Admitted",
    ]
    changes = {str(one.name): (one.old, one.new) for one in history[0].changes}
    assert changes["Name"] == ("Quỹ Hoa Sen", "Quỹ Bến Lúa")
    assert changes["Holds from"] == (None, "1 January 2026")
    assert changes["Place"][1] == "Thành phố Hà Nội"
    assert {str(one.name): one.new for one in history[3].changes}["Category"] == "Observer member"
