"""A spreadsheet comes in: understood cell by cell, held against the register, chosen, applied."""

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone

from tcvm.apps.exchange.actions.apply_import import ask_apply
from tcvm.apps.exchange.actions.choose_rows import choose_row, choose_sure, choose_unlike
from tcvm.apps.exchange.actions.map_columns import Terms, map_columns
from tcvm.apps.exchange.models import Choice, Import, Outcome, Stage
from tcvm.apps.exchange.refusals import Refused
from tcvm.apps.members.actions.adopt_code import adopt_code
from tcvm.apps.members.models import Membership, OrganisationProfile
from tcvm.apps.members.public import members_on
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.text import Text
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.files.public import FileRefused
from tcvm.foundation.jobs.public import Backoff, State, jobs
from tests.apps.exchange.conftest import SINCE, Desk, listed, workbook

pytestmark = pytest.mark.django_db
FUND = "Quỹ hỗ trợ phụ nữ Sông Đào"
DAO = [2, "QUY HTPN SONG DAO", "", "Quỹ xã hội", "Quan sát viên", dt.date(2016, 5, 1)]
ROWS = listed(
    [1, "Quỹ Đồi Sim", "QDS", "Quỹ xã hội", "Quan sát viên", 2015, "Sơn La", "0912 345 678", ""],
    [*DAO, "Tỉnh Hà Giang", "0211 222 333", "lienhe@song-dao.vn"],
    [3, "Trung tâm Bến Lúa", "", "Hợp tác xã", "Bạn bè", "31/02/2015", "Sơn Xa", "không", "a@"],
)


def said(one: Import, number: int) -> list[tuple[str, str]]:
    row = one.rows.get(number=number)
    return [(problem["code"], problem["column"]) for problem in row.problems]


def choose(desk: Desk, one: Import, number: int, choice: Choice, **other: object) -> None:
    choose_row(
        key=one.pk,
        number=number,
        choice=choice,
        actor=desk.secretariat,
        now=timezone.now(),
        **other,  # type: ignore[arg-type]
    )


def test_headings_and_fields_are_found(desk: Desk) -> None:
    one = desk.checked(workbook(ROWS))
    assert (one.sheet, one.header_row) == ("Thành viên", 3)
    assert one.fields == {
        1: "name_vi",
        2: "abbreviation",
        3: "legal_form",
        4: "category",
        5: "member_since",
        6: "province",
        7: "phone",
        8: "email",
    }


def test_every_error_has_its_cell_and_nothing_is_in_the_register(desk: Desk) -> None:
    before = OrganisationProfile.objects.count()
    one = desk.checked(workbook(ROWS))
    assert Stage(one.stage) is Stage.CHECKED
    assert said(one, 4) == [("date_year_only", "F")]
    assert said(one, 5) == [("place_followed", "G")]
    assert sorted(said(one, 6)) == [
        ("category_unread", "E"),
        ("date_unread", "F"),
        ("email_unreadable", "I"),
        ("legal_form_unread", "D"),
        ("phone_unlikely", "H"),
        ("place_unread", "G"),
    ]
    assert one.rows.get(number=5).values["place"] == "tuyen-quang-2025"
    assert OrganisationProfile.objects.count() == before


def test_a_row_is_recognised_and_its_newer_facts_win(desk: Desk) -> None:
    there = desk.member(FUND, phone="0211222333", abbreviation="QSD")
    one = desk.checked(workbook(ROWS))
    (candidate,) = one.rows.get(number=5).candidates.all()
    assert (candidate.code, candidate.certainty) == (there.code, "sure")
    assert candidate.reasons == ["spelling", "phone"]
    with pytest.raises(Refused, match="rows_open"):
        ask_apply(key=one.pk, actor=desk.secretariat, version=one.version, now=timezone.now())
    choose(desk, one, 5, Choice.SAME, same_as=there.code, kept=["name_vi"])
    one = desk.applied(one)
    row = one.rows.get(number=5)
    assert (row.outcome, row.code, row.entry) == (Outcome.MERGED, there.code, None)
    stated = OrganisationProfile.objects.get(pk=row.profile)
    assert (stated.name_vi, stated.email) == (FUND, "lienhe@song-dao.vn")
    assert (stated.abbreviation, stated.since) == ("QSD", SINCE)
    assert stated.source == f"ds.xlsx[Thành viên]:5 (#{one.pk})"


def test_new_rows_are_registered_and_admitted(desk: Desk) -> None:
    one = desk.checked(workbook(ROWS))
    choose(desk, one, 5, Choice.LEAVE)
    one = desk.applied(one)
    row = one.rows.get(number=4)
    assert (row.outcome, one.rows.get(number=5).outcome) == (Outcome.ENTERED, Outcome.LEFT_OUT)
    assert one.rows.get(number=6).outcome == Outcome.LEFT_OUT
    (member,) = members_on(desk.network, SINCE, viewer=desk.secretariat, today=SINCE)
    assert (member.name.vi, member.province) == ("Quỹ Đồi Sim", "son-la")
    entry = Membership.objects.get(organisation__code=row.code).entries.get()
    assert (entry.since, entry.category) == (dt.date(2015, 1, 1), "observer")
    assert entry.decision.number == "01/NQ"
    assert Entry.objects.filter(verb="import.applied").count() == 1


def test_a_row_that_the_register_refuses_leaves_nothing(desk: Desk) -> None:
    """An official member must have signed a code; the organisation is not half registered."""
    adopt_code(
        network=desk.network,
        version="1",
        title=Text("Bộ quy tắc", "Code"),
        since=dt.date(2014, 1, 1),
        grace_days=0,
        source="Nghị quyết",
        actor=desk.secretariat,
        now=timezone.now(),
    )
    rows = listed([1, "Quỹ Đồi Sim", "", "Quỹ xã hội", "Chính thức", 2015, "Sơn La", "", ""])
    one = desk.checked(workbook(rows))
    assert ("code_not_signed", "E") in said(one, 4)
    one = desk.applied(one)
    row = one.rows.get()
    assert (row.outcome, row.failure[0]["code"]) == (Outcome.REFUSED, "code_not_signed")
    assert not OrganisationProfile.objects.filter(name_vi="Quỹ Đồi Sim").exists()
    assert row.code == ""


def test_doubles_within_a_file_are_shown(desk: Desk) -> None:
    rows = listed(
        [1, "Quỹ Đồi Sim", "", "Quỹ xã hội", "", "", "", "0912345678", ""],
        [2, "Quỹ  đồi sim", "", "Quỹ xã hội", "", "", "", "+84 912 345 678", ""],
    )
    one = desk.checked(workbook(rows))
    (candidate,) = one.rows.get(number=5).candidates.all()
    assert (candidate.earlier, candidate.certainty) == (4, "sure")
    assert (
        choose_sure(key=one.pk, actor=desk.secretariat, version=one.version, now=timezone.now())
        == 0
    )


def test_sure_ones_are_taken_at_once_and_unlike_ones_for_new(desk: Desk) -> None:
    there = desk.member(FUND, phone="0211222333")
    desk.member("Quỹ hỗ trợ phụ nữ Sông Dao Xanh")
    one = desk.checked(workbook(ROWS))
    chosen = {"actor": desk.secretariat, "now": timezone.now()}
    assert choose_sure(key=one.pk, version=one.version, **chosen) == 1  # type: ignore[arg-type]
    assert one.rows.get(number=5).same_as == there.code
    with pytest.raises(Refused, match="changed_meanwhile"):
        choose_unlike(key=one.pk, version=one.version, **chosen)  # type: ignore[arg-type]


def test_applied_twice_or_after_a_dead_worker_a_row_is_entered_once(desk: Desk) -> None:
    from tcvm.apps.exchange.actions import apply_import as applying

    one = desk.checked(workbook(ROWS))
    choose(desk, one, 5, Choice.NEW)
    real, calls = applying.apply_row, 0

    def dies(*given: object) -> str:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise RuntimeError
        return real(*given)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(applying, "apply_row", dies)
        patched.setattr(Backoff, "delay", lambda *_: dt.timedelta(0))
        one = desk.applied(one)
    assert Stage(one.stage) is Stage.APPLIED
    assert sorted(one.rows.values_list("outcome", flat=True)) == ["entered", "entered", "left_out"]
    assert Membership.objects.filter(network=one.network).count() == 2


def test_what_people_said_of_headings_is_suggested_again(desk: Desk) -> None:
    rows = [["Đơn vị", "Ghi chú nội bộ", "Loại hình"], ["Quỹ Đồi Sim", "QDS", "Quỹ xã hội"]]
    one = desk.upload(workbook(rows))
    map_columns(
        key=one.pk,
        columns={0: "name_vi", 1: "abbreviation", 2: ""},
        headings={0: "Đơn vị", 1: "Ghi chú nội bộ", 2: "Loại hình"},
        terms=Terms(SINCE, "1", SINCE, "Ban", default_legal_form="ngo"),
        actor=desk.secretariat,
        version=1,
        now=timezone.now(),
    )
    again = desk.checked(workbook(rows))
    assert again.fields == {0: "name_vi", 1: "abbreviation"}


@pytest.mark.parametrize(
    ("columns", "code"),
    [({0: "abbreviation"}, "name_unmapped"), ({0: "name_vi", 1: "name_vi"}, "field_twice")],
)
def test_a_mapping_that_cannot_be_is_refused(
    desk: Desk, columns: dict[int, str], code: str
) -> None:
    one = desk.upload(workbook(ROWS))
    with pytest.raises(Refused, match=code):
        map_columns(
            key=one.pk,
            columns=columns,
            headings={},
            terms=Terms(SINCE, "1", SINCE, "Ban"),
            actor=desk.secretariat,
            version=1,
            now=timezone.now(),
        )
    assert Import.objects.get(pk=one.pk).stage == Stage.UPLOADED


def test_persons_are_imported_too(desk: Desk) -> None:
    rows = [
        ["Họ và tên", "Email", "Điện thoại", "Ngày gia nhập"],
        ["Nguyễn Thị Hoa", "hoa@example.org", "0901234567", "01/02/2020"],
        ["Nguyễn Thị Hoa", "hoa2@example.org", "", "2021"],
    ]
    one = desk.checked(workbook(rows), MemberKind.PERSON)
    # Two people of one name are met every day: only possibly the same.
    assert one.rows.get(number=3).certainty == "possible"
    chosen = {"actor": desk.secretariat, "now": timezone.now(), "version": one.version}
    assert choose_unlike(key=one.pk, **chosen) == 1  # type: ignore[arg-type]
    one = desk.applied(one)
    assert set(one.rows.values_list("outcome", flat=True)) == {"entered"}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nothing", b"PK\x03\x04 broken", b"<html>"])
def test_files_that_are_no_table_are_refused(desk: Desk, content: bytes) -> None:
    with pytest.raises((FileRefused, Refused)):
        desk.upload(content)
    assert not Import.objects.exists()


def test_text_with_semicolons_is_read(desk: Desk) -> None:
    lines = "Tên đơn vị;Loại hình;Điện thoại\nQuỹ Đồi Sim;Quỹ xã hội;0912345678\n"
    one = desk.checked(lines.encode())
    assert one.rows.get().values["phone"] == "0912345678"


def test_a_job_whose_asker_lost_the_role_does_nothing(desk: Desk) -> None:
    one = desk.upload(workbook(ROWS))
    map_columns(
        key=one.pk,
        columns={1: "name_vi"},
        headings={},
        terms=Terms(SINCE, "1", SINCE, "Ban", default_legal_form="ngo"),
        actor=desk.secretariat,
        version=1,
        now=timezone.now(),
    )
    desk.actors.secretariat.is_active = False
    desk.actors.secretariat.save()
    job = desk.work()
    assert (jobs().get(pk=job.pk).state, one.rows.count()) == (State.FAILED, 0)


@pytest.mark.parametrize("name", ["outsider", "analyst", "auditor", "clerk", "public"])
def test_nobody_else_changes_an_import(desk: Desk, name: str) -> None:
    one = desk.checked(workbook(ROWS))
    viewer = desk.actors.viewer(name)
    with pytest.raises(Http404):
        choose_row(key=one.pk, number=4, choice=Choice.LEAVE, actor=viewer, now=timezone.now())
    with pytest.raises(Http404):
        ask_apply(key=one.pk, actor=viewer, version=one.version, now=timezone.now())
    assert one.rows.get(number=4).choice == Choice.NEW
