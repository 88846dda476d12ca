"""An invented network of up to a hundred members, shaped like a real one.

At its largest 59 organisations and 41 individuals, admitted over the years; some change category,
are suspended, leave and come back. Nobody in it exists.
"""

from __future__ import annotations

import datetime as dt

from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.actions.adopt_code import adopt_code
from tcvm.apps.members.actions.appoint import appoint
from tcvm.apps.members.actions.change_category import change_category
from tcvm.apps.members.actions.decide import DecisionGiven
from tcvm.apps.members.actions.facts import OrganisationFacts, PersonFacts
from tcvm.apps.members.actions.leave import leave
from tcvm.apps.members.actions.re_enter import re_enter
from tcvm.apps.members.actions.record_event import record_event
from tcvm.apps.members.actions.register_organisation import register_organisation
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.actions.sign_code import sign_code
from tcvm.apps.members.actions.suspend import suspend
from tcvm.apps.members.actions.write_note import write_note
from tcvm.apps.members.models import Membership
from tcvm.apps.members.models.people import PostKind
from tcvm.apps.members.models.records import Precision
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.viewer import Viewer

FORMS = ("social_fund", "programme", "ngo", "social_fund", "programme", "company", "licensed_mfi")
PLACES = ("son-la", "125", "205", "quang-ninh", "ha-noi", "ha-tinh", "ninh-thuan", "dien-bien")
#: Names that no organisation has: rivers and hills of the mind.
NAMES = ("Sông Đào", "Đồi Sim", "Bến Lúa", "Suối Trong", "Làng Dâu", "Cầu Tre", "Đồng Xanh")
KINDS = ("Quỹ hỗ trợ phụ nữ", "Chương trình tín dụng tiết kiệm", "Trung tâm phát triển")
FAMILIES = ("Nguyễn Thị", "Trần Văn", "Lê Thị", "Phạm Văn", "Hoàng Thị")
GIVEN = ("Mận", "Đào", "Hoa", "Sen", "Thóc", "Lúa", "Ngô", "Bưởi", "Cam")


def decision(year: int) -> DecisionGiven:
    """The board's resolution of a year."""
    return DecisionGiven(
        f"0{year % 9 + 1}/NQ-BĐH",
        dt.date(year, 1, 15),
        "Ban điều hành",
        f"Hồ sơ lưu trữ {year}, cặp 1",
    )


def fill(
    network: str, actor: Viewer, now: dt.datetime, organisations_count: int, persons_count: int
) -> None:
    """Give the network its members: 59 and 41 make the hundred."""
    organisations = [
        _organisation(network, number, actor, now) for number in range(organisations_count)
    ]
    for number in range(persons_count):
        _individual(network, number, actor, now)
    _code(network, actor, now)
    for number, member in enumerate(organisations):
        _later(network, number, member.code, actor, now)
    _story(network, organisations[0].code, actor, now)


def _organisation(network: str, number: int, actor: Viewer, now: dt.datetime) -> Membership:
    name = f"{KINDS[number % 3]} {NAMES[number % 7]} {number // 7 + 1}"
    form = FORMS[number % 7]
    year = 2004 + number % 12
    organisation = register_organisation(
        facts=OrganisationFacts(
            name_vi=name,
            name_en=f"{name} (invented)",
            abbreviation=f"VD{number + 1:02}",
            legal_form=form,
            source="Đơn xin gia nhập",
            licence_number=f"{100 + number}/QĐ-UBND",
            founded_year=year - 2,
            owner="Hội Liên hiệp Phụ nữ",
            place=PLACES[number % 8],
            phone=f"0200 000 {number:03}",
        ),
        since=dt.date(year, 1, 1),
        actor=actor,
        now=now,
    )
    return admit(
        network=network,
        member=organisation,
        category=Category.OBSERVER if number % 3 else Category.OFFICIAL,
        since=dt.date(year, 3, 1),
        decision=decision(year),
        actor=actor,
        now=now,
    )


def _individual(network: str, number: int, actor: Viewer, now: dt.datetime) -> None:
    year = 2010 + number % 9
    person = register_person(
        facts=PersonFacts(f"{FAMILIES[number % 5]} {GIVEN[number % 9]}", "Phiếu đăng ký"),
        since=dt.date(year, 1, 1),
        actor=actor,
        now=now,
    )
    admit(
        network=network,
        member=person,
        category=Category.ASSOCIATE_INDIVIDUAL,
        since=dt.date(year, 6, 1),
        decision=decision(year),
        actor=actor,
        now=now,
    )


def _code(network: str, actor: Viewer, now: dt.datetime) -> None:
    for version, year in (("1", 2016), ("2", 2022)):
        adopt_code(
            network=network,
            version=version,
            title=Text("Bộ quy tắc ứng xử", "Code of conduct"),
            since=dt.date(year, 1, 1),
            grace_days=90,
            source=f"Nghị quyết hội nghị thường niên {year - 1}",
            actor=actor,
            now=now,
        )


def _later(network: str, number: int, code: str, actor: Viewer, now: dt.datetime) -> None:
    """What became of a member: most sign, some move up, a few are suspended or leave."""
    if number % 3 == 0 or number % 6 == 1:
        for year in (2025, 2026) if number % 4 else (2023,):
            sign_code(
                network=network,
                organisation=code,
                version="2",
                year=year,
                signed_on=dt.date(year, 1, 20),
                signed_by=f"{FAMILIES[number % 5]} {GIVEN[number % 9]}",
                evidence="" if number % 15 == 3 else f"Cặp BQT {year}/{number + 1}",
                actor=actor,
                now=now,
            )
    if number % 6 == 1 and number % 4:
        change_category(
            network=network,
            member=code,
            category=Category.OFFICIAL,
            since=dt.date(2025, 3, 1),
            decision=decision(2025),
            actor=actor,
            now=now,
        )
    if number % 20 == 5:
        suspend(
            network=network,
            member=code,
            since=dt.date(2026, 1, 1),
            decision=decision(2025),
            reason="Hai năm chưa nộp phí thành viên",
            actor=actor,
            now=now,
        )


def _story(network: str, code: str, actor: Viewer, now: dt.datetime) -> None:
    """One member with all that a page can show."""
    leave(
        network=network,
        member=code,
        since=dt.date(2012, 1, 1),
        decision=decision(2011),
        reason="Chuyển giao cho chủ quản mới",
        actor=actor,
        now=now,
    )
    re_enter(
        network=network,
        member=code,
        category=Category.OBSERVER,
        since=dt.date(2014, 5, 1),
        decision=decision(2014),
        actor=actor,
        now=now,
    )
    given = {"network": network, "member": code, "actor": actor, "now": now}
    wrong = record_event(
        happened_on=dt.date(2003, 1, 1),
        precision=Precision.YEAR,
        text=Text("Nhận bàn giao chương trình.", "The programme was handed over."),
        source="Trang giới thiệu của mạng lưới",
        **given,
    )
    record_event(
        happened_on=dt.date(2004, 7, 1),
        precision=Precision.MONTH,
        text=Text("Nhận bàn giao chương trình.", "The programme was handed over."),
        source="Biên bản bàn giao, tháng 7/2004",
        corrects=wrong.pk,
        **given,
    )
    write_note(text="Đã gọi điện nhắc ký bộ quy tắc ứng xử năm nay.", **given)
    for number, kind in enumerate((PostKind.DIRECTOR, PostKind.DATA_OFFICER)):
        person = register_person(
            facts=PersonFacts(
                f"Vũ Thị {GIVEN[number]}", "Quyết định bổ nhiệm", phone="0900 000 000"
            ),
            since=dt.date(2015, 1, 1),
            actor=actor,
            now=now,
        )
        appoint(
            organisation=code,
            person=person,
            kind=kind,
            since=dt.date(2018 + number, 2, 1),
            source="Quyết định bổ nhiệm",
            until=dt.date(2024, 1, 1) if number else None,
            actor=actor,
            now=now,
        )
