"""From a draft to a member, by the actions alone: what each changes, and what each refuses."""

import datetime as dt
import hashlib
import io

import pytest
from django.http import Http404

from tcvm.apps.joining import filing, queries
from tcvm.apps.joining.actions.confirm import give_back
from tcvm.apps.joining.actions.fill_in import attach, detach, discard, fill_in
from tcvm.apps.joining.actions.prepare import Resolution
from tcvm.apps.joining.actions.remark import answer, ask, comment, renew_link
from tcvm.apps.joining.actions.review import forward, send_back, take_up
from tcvm.apps.joining.actions.send import send
from tcvm.apps.joining.actions.withdraw import withdraw
from tcvm.apps.joining.forget import KEPT_DAYS, forget_before
from tcvm.apps.joining.models import Application, Draft, DraftPaper, Letter, Link, StepEntry
from tcvm.apps.members.models import CodeSignature, Membership, Person, PostEntry
from tcvm.apps.members.public import Refused
from tcvm.documents.letters import render_letter
from tcvm.domain.joining.course import State, Step
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.events.models import Event
from tcvm.foundation.files.public import FileRefused, opened
from tcvm.foundation.mail.models import Message
from tcvm.foundation.tenancy.models import Organisation
from tests.apps.joining.conftest import (
    NOW,
    PAPERS,
    SITE,
    TODAY,
    Scene,
    admission,
    pdf,
    refusal,
)

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    """What was refused, and where."""
    return {(one.code, one.place.column) for one in refused.value.problems}


def state(application: Application) -> str:
    return queries.last_step(application).state


def counts() -> tuple[int, ...]:
    """How much there is: a step that was refused has added nothing."""
    models = (StepEntry, Letter, Membership, Organisation, Person, CodeSignature, Entry, Event)
    return tuple(model.objects.count() for model in (*models, Message))  # type: ignore[attr-defined]


def test_an_application_becomes_an_official_member(scene: Scene) -> None:
    application = scene.prepared()
    entry = scene.confirm(application)
    assert entry.state == State.ADMITTED
    assert application.number == "GN-2026-0001"
    membership = Membership.objects.get()
    assert membership.code == application.admitted.member == "sdf"
    assert membership.network.code == scene.network
    spell = membership.entries.get()
    assert (spell.category, spell.since) == ("official", dt.date(2026, 12, 1))
    assert spell.decision.number == "12/NQ-BĐH"
    assert "NQ-12.pdf" in spell.decision.source
    signature = CodeSignature.objects.get()
    assert (signature.signed_by, signature.year) == ("Lê Thị Thử", 2026)
    assert signature.evidence == "Đơn xin gia nhập GN-2026-0001: signed_code.pdf"
    assert membership.organisation is not None
    profile = membership.organisation.profiles.get()
    assert profile.founded_year == 2007
    assert profile.licence_issued_on == dt.date(2007, 3, 5)
    assert PostEntry.objects.get().person.profiles.get().name == "Trần Thị Mẫu"
    sent = set(Message.objects.values_list("message", flat=True))
    assert sent == {"joining.started", "joining.send", "joining.admit"}
    assert not Message.objects.filter(body__contains="application").exists()
    told = set(Event.objects.filter(name__startswith="Application").values_list("name", flat=True))
    assert {"ApplicationSent", "ApplicationForwarded", "ApplicationAdmitted"} <= told
    assert Entry.objects.filter(verb="application.admit").count() == 1


def test_a_letter_can_be_set_again_byte_for_byte(scene: Scene) -> None:
    application = scene.prepared()
    letter = scene.confirm(application).letter
    assert letter.record["kind"] == "admission"
    again = render_letter(letter.record)
    assert hashlib.sha256(again).hexdigest() == letter.file.content_id
    with opened(letter.file) as file:
        assert file.read() == again


def test_a_person_is_admitted_as_an_associate(scene: Scene) -> None:
    application = scene.prepared(
        admission(category=Category.ASSOCIATE_INDIVIDUAL),
        kind=MemberKind.PERSON,
        category=Category.ASSOCIATE_INDIVIDUAL,
    )
    scene.confirm(application)
    assert Membership.objects.get().kind is MemberKind.PERSON
    assert not CodeSignature.objects.exists()


def test_who_is_known_is_linked_and_not_registered_anew(scene: Scene) -> None:
    known = scene.actors.organisation_b
    application = scene.prepared(admission(member=known.code), answers={"name_vi": known.name})
    before = Organisation.objects.count()
    scene.confirm(application)
    assert Organisation.objects.count() == before
    assert Membership.objects.get().organisation == known
    assert CodeSignature.objects.get().organisation == known


def test_one_of_the_same_name_is_not_registered_twice(scene: Scene) -> None:
    known = scene.actors.organisation_b
    application = scene.prepared(answers={"name_vi": known.name.upper()})
    before = counts()
    with pytest.raises(Refused) as refused:
        scene.confirm(application)
    assert codes(refused) == {("organisation_exists", "")}
    assert counts() == before


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"papers": ("request", "licence"), "category": Category.OBSERVER}, "code_not_signed"),
        (
            {
                "papers": ("request", "licence"),
                "category": Category.ASSOCIATE_ORGANISATION,
            },
            "code_without_evidence",
        ),
    ],
)
def test_nothing_is_half_done_where_the_register_refuses(
    scene: Scene, given: dict[str, object], expected: str
) -> None:
    application = scene.prepared(**given)
    before = counts()
    with pytest.raises(Refused) as refused:
        scene.confirm(application)
    assert codes(refused) == {(expected, "")}
    assert counts() == before
    assert state(application) == State.AWAITING_DECISION


def test_who_prepared_does_not_confirm(scene: Scene) -> None:
    application = scene.prepared(by="administrator")
    before = counts()
    for act in (
        lambda: scene.confirm(application, "administrator"),
        lambda: give_back(reason="…", **scene.where(application, "administrator")),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == {("own_preparation", "")}
    assert counts() == before
    scene.confirm(application, "board")


def test_only_those_whose_part_it_is(scene: Scene) -> None:
    application = scene.prepared()
    before = counts()
    for actor in ("secretariat", "analyst", "finance", "auditor", "clerk", "outsider", "public"):
        with pytest.raises(Http404):
            scene.confirm(application, actor)
    for actor in ("board", "analyst", "auditor", "clerk", "outsider", "public"):
        where = scene.where(application, actor)
        with pytest.raises(Http404):
            take_up(**where)
        with pytest.raises(Http404):
            scene.prepare(application, admission(), actor)
        with pytest.raises(Http404):
            ask(text="?", site=SITE, **where)
        with pytest.raises(Http404):
            renew_link(site=SITE, **where)
    for actor in ("auditor", "outsider", "clerk"):
        with pytest.raises(Http404):
            comment(text="…", **scene.where(application, actor))
    assert counts() == before


def test_a_stale_decision_is_refused(scene: Scene) -> None:
    application = scene.prepared()
    seen = queries.version(application)
    scene.prepare(application, refusal())
    with pytest.raises(Refused) as refused:
        give_back(reason="…", seen=seen, **scene.where(application, "board"))
    assert codes(refused) == {("changed_meanwhile", "")}


def test_what_is_given_back_is_prepared_anew(scene: Scene) -> None:
    application = scene.prepared()
    with pytest.raises(Refused) as refused:
        give_back(reason=" ", **scene.where(application, "board"))
    assert codes(refused) == {("reason_missing", "")}
    give_back(reason="Sai ngày.", **scene.where(application, "board"))
    with pytest.raises(Refused) as refused:
        scene.confirm(application)
    assert codes(refused) == {("nothing_prepared", "")}
    scene.prepare(application, refusal())
    entry = scene.confirm(application)
    assert entry.state == State.REFUSED
    assert entry.letter.record["text"] == "Chưa đủ hai năm."
    assert not Membership.objects.exists()


def test_a_deferred_application_is_reviewed_again(scene: Scene) -> None:
    application = scene.prepared(refusal(Step.DEFER))
    entry = scene.confirm(application)
    assert entry.state == State.UNDER_REVIEW
    assert not Letter.objects.filter(entry=entry).exists()
    assert Message.objects.filter(message="joining.defer").count() == 1


def test_a_resolution_says_all_that_it_must(scene: Scene) -> None:
    application = scene.forwarded()
    day = TODAY + dt.timedelta(days=1)
    wrong = Resolution(Step.ADMIT, " ", day, "", category=Category.ASSOCIATE_INDIVIDUAL)
    with pytest.raises(Refused) as refused:
        scene.prepare(application, wrong)
    assert codes(refused) == {
        ("fact_missing", "number"),
        ("fact_missing", "body"),
        ("fact_missing", "since"),
        ("decided_later", "decided_on"),
        ("category_of_other_kind", "category"),
    }
    with pytest.raises(Refused) as refused:
        scene.prepare(application, Resolution(Step.REFUSE, "1", TODAY, "Ban điều hành"))
    assert codes(refused) == {("fact_missing", "reasons")}
    with pytest.raises(Refused) as refused:
        scene.prepare(application, admission(member="khong-co"))
    assert codes(refused) == {("member_unknown", "")}


def test_completion_is_a_revision_and_puts_right_what_was_asked(scene: Scene) -> None:
    application = scene.reviewed()
    where = scene.where(application, "secretariat")
    with pytest.raises(Refused) as refused:
        send_back(items=[], text=" ", site=SITE, today=TODAY, **where)
    assert codes(refused) == {("nothing_asked", "")}
    with pytest.raises(Refused) as refused:
        send_back(items=["password"], text="", site=SITE, today=TODAY, **where)
    assert codes(refused) == {("item_unknown", "")}
    asked = ["charter", "founded_year"]
    entry = send_back(items=asked, text="Trang 3 mờ.", site=SITE, today=TODAY, **where)
    assert [one["vi"] for one in entry.letter.record["items"]] == [
        "Điều lệ hoặc quy chế hoạt động",
        "Năm thành lập",
    ]
    thread = application.thread
    again = {"thread": thread, "site": SITE, "now": NOW, "today": TODAY}
    with pytest.raises(Refused) as refused:
        send(**again)
    assert codes(refused) == {("not_put_right", "charter"), ("not_put_right", "founded_year")}
    attach(thread=thread, code="charter", stream=pdf("sharp"), name="dieu-le.pdf", now=NOW)
    fill_in(thread=thread, answers={"founded_year": "2006"}, now=NOW)
    send(**again)
    first, second = application.submissions.all()
    assert first.answers["founded_year"] == "2007"
    assert second.answers["founded_year"] == "2006"
    files = [{one.code: one.file_id for one in sent.papers.all()} for sent in (first, second)]
    assert files[0].pop("charter") != files[1].pop("charter")
    assert files[0] == files[1]
    assert state(application) == State.SENT


def test_a_request_in_words_alone_can_be_answered_by_sending_again(scene: Scene) -> None:
    application = scene.reviewed()
    where = scene.where(application, "secretariat")
    send_back(items=[], text="Xin xác nhận lại.", site=SITE, today=TODAY, **where)
    send(thread=application.thread, site=SITE, now=NOW, today=TODAY)
    assert application.submissions.count() == 2


def test_what_was_sent_is_sent_once_and_cannot_be_changed(scene: Scene) -> None:
    application = scene.sent()
    before = counts()
    again = send(thread=application.thread, site=SITE, now=NOW, today=TODAY)
    assert again == application
    for act in (
        lambda: fill_in(thread=application.thread, answers={"name_vi": "Khác"}, now=NOW),
        lambda: detach(thread=application.thread, code="request", now=NOW),
        lambda: discard(thread=application.thread),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == {("not_open_to_change", "")}
    assert counts() == before
    scene.reviewed()
    assert Application.objects.last().number == "GN-2026-0002"  # type: ignore[union-attr]


def test_what_is_missing_or_unreadable_is_said_at_its_field(scene: Scene) -> None:
    draft = scene.draft()
    fill_in(
        thread=draft.thread,
        answers={
            "founded_year": "hai nghìn",
            "licence_issued_on": "hôm qua",
            "contact_email": "mau tại example",
            "place": "sai-gon-cu",
            "website": "javascript:alert(1)",
            "unknown": "…",
        },
        now=NOW,
    )
    draft.refresh_from_db()
    assert "unknown" not in draft.answers
    found = {(one.place.column, one.code) for one in filing.problems_of(draft, None, TODAY)}
    assert {
        ("founded_year", "number_unreadable"),
        ("licence_issued_on", "date_unreadable"),
        ("contact_email", "email_unreadable"),
        ("place", "place_unknown"),
        ("website", "website_unreadable"),
        ("name_vi", "fact_needed"),
        ("charter", "paper_needed"),
        ("conduct_accepted", "conduct_not_accepted"),
    } <= found
    with pytest.raises(Refused):
        send(thread=draft.thread, site=SITE, now=NOW, today=TODAY)
    assert not Application.objects.exists()


def test_an_observer_is_not_asked_for_the_code(scene: Scene) -> None:
    draft = scene.filled(category=Category.OBSERVER, papers=("request", "licence"))
    fill_in(thread=draft.thread, answers={}, now=NOW, conduct_accepted=False)
    draft.refresh_from_db()
    assert filing.problems_of(draft, None, TODAY) == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("don.pdf", b"<html><script>alert(1)</script></html>", "file.unknown"),
        ("don.pdf.exe", b"MZ" + bytes(200), "file.unknown"),
        ("don.csv", "họ tên,điểm\n".encode(), "file.not_accepted"),
        ("don.pdf", b"%PDF-1.7\ncut off", "file.damaged"),
        ("don.pdf", b"", "file.empty"),
        ("don.pdf", b"%PDF-1.7\n" + bytes(8 * 1024 * 1024) + b"%%EOF", "file.too_large"),
    ],
)
def test_hostile_uploads_are_refused(scene: Scene, name: str, content: bytes, code: str) -> None:
    draft = scene.draft()
    with pytest.raises(FileRefused) as refused:
        attach(thread=draft.thread, code="request", stream=io.BytesIO(content), name=name, now=NOW)
    assert refused.value.problem.code == code
    assert not DraftPaper.objects.exists()


def test_only_what_is_asked_for_can_be_attached(scene: Scene) -> None:
    draft = scene.draft()
    with pytest.raises(Refused) as refused:
        attach(thread=draft.thread, code="passport", stream=pdf(), name="a.pdf", now=NOW)
    assert codes(refused) == {("paper_not_asked", "")}


def test_questions_are_answered_once_and_comments_stay_inside(scene: Scene) -> None:
    application = scene.reviewed()
    where = scene.where(application, "secretariat")
    other = scene.reviewed(answers={"name_vi": "Quỹ Khác"})
    question = ask(text="Ai ký đơn?", site=SITE, **where)
    comment(text="Gọi lại.", **scene.where(application, "board"))
    answering = {"question": question.pk, "now": NOW}
    with pytest.raises(Refused) as refused:
        answer(thread=other.thread, text="…", **answering)
    assert codes(refused) == {("question_unknown", "")}
    with pytest.raises(Refused) as refused:
        answer(thread=application.thread, text="  ", **answering)
    assert codes(refused) == {("text_missing", "")}
    given = answer(thread=application.thread, text="Bà Thử.", **answering)
    assert given.recorded_by == "Trần Thị Mẫu"
    with pytest.raises(Refused) as refused:
        answer(thread=application.thread, text="Ông Thử.", **answering)
    assert codes(refused) == {("answered_already", "")}


def test_a_withdrawn_application_stays_withdrawn(scene: Scene) -> None:
    application = scene.reviewed()
    withdraw(thread=application.thread, reason="Đổi ý.", site=SITE, now=NOW)
    where = scene.where(application, "secretariat")
    for act in (
        lambda: take_up(**where),
        lambda: forward(text="", **where),
        lambda: withdraw(thread=application.thread, reason="", site=SITE, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == {("step_not_open", "")}
    with pytest.raises(Refused) as refused:
        ask(text="Vì sao?", site=SITE, **where)
    assert codes(refused) == {("decided_already", "")}


def test_of_a_link_only_the_digest_is_kept_and_a_new_one_replaces_it(scene: Scene) -> None:
    application = scene.sent(secret="bí mật")
    assert queries.reached_by("bí mật").application == application
    assert not Link.objects.filter(digest__contains="bí mật").exists()
    renew_link(site=SITE, **scene.where(application, "secretariat"))
    with pytest.raises(Http404):
        queries.reached_by("bí mật")
    assert Link.objects.count() == 1


def test_drafts_are_forgotten_and_what_was_sent_is_not(scene: Scene) -> None:
    old = scene.filled()
    application = scene.reviewed()
    where = scene.where(application, "secretariat")
    send_back(items=["charter"], text="", site=SITE, today=TODAY, **where)
    fill_in(thread=application.thread, answers={"owner": "…"}, now=NOW)
    assert forget_before(NOW) == 0
    assert forget_before(NOW + dt.timedelta(days=KEPT_DAYS)) == 1
    assert not Draft.objects.filter(pk=old.pk).exists()
    assert not Link.objects.filter(thread=old.thread).exists()
    assert Draft.objects.get().thread == application.thread
    assert DraftPaper.objects.count() == len(PAPERS)


def test_a_draft_can_be_deleted_by_its_applicant(scene: Scene) -> None:
    draft = scene.filled()
    discard(thread=draft.thread)
    assert not DraftPaper.objects.exists()
    with pytest.raises(Http404):
        queries.reached(draft.thread)
