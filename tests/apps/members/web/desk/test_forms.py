"""Each form of the desk: what it does, and what it says when it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from tcvm.apps.members import models, queries
from tcvm.foundation.audit.models import Entry
from tests.apps.members.web.desk import conftest as given
from tests.apps.members.web.desk.conftest import Desk, counted, pdf, send
from tests.apps.ratings.web.page import read

pytestmark = pytest.mark.django_db

#: Page, what is typed, who types it, the table that grows, and the verb in the trail.
HAPPY: list[tuple[str, Callable[[], dict[str, Any]], str, str, str]] = [
    ("/new/organisation/", given.organisation, "secretariat", "OrganisationProfile", "register"),
    ("/new/person/", given.person, "administrator", "Person", "person.register"),
    (
        "/support/",
        lambda: given.decision(member="Quỹ Đồi Sim"),
        "secretariat",
        "SupportEntry",
        "network.support_body",
    ),
    (
        "/conduct/adopt/",
        lambda: {
            "version": "2",
            "title_vi": "Bộ quy tắc ứng xử",
            "title_en": "Code of conduct",
            "since": "2026-01-01",
            "grace_days": "60",
            "source": "Nghị quyết",
        },
        "secretariat",
        "CodeOfConduct",
        "code.adopt",
    ),
    ("profile/", given.organisation, "clerk", "OrganisationProfile", "organisation.profile"),
    ("profile/", given.organisation, "secretariat", "OrganisationProfile", "organisation.profile"),
    ("decide/suspend/", given.decision, "secretariat", "MembershipEntry", "membership.suspend"),
    ("decide/leave/", given.decision, "secretariat", "MembershipEntry", "membership.leave"),
    (
        "correct/",
        lambda: given.decision(
            what="state", since="2015-01-01", category="associate_organisation", standing="active"
        ),
        "secretariat",
        "MembershipEntry",
        "membership.correct",
    ),
    (
        "sign/",
        lambda: given.signature(paper=pdf("Bản ký.pdf")),
        "secretariat",
        "CodeSignature",
        "code.sign",
    ),
    ("event/", given.event, "secretariat", "MemberEvent", "membership.event"),
    ("note/", lambda: {"text": "Đã gọi điện."}, "secretariat", "Note", "membership.note"),
    (
        "document/",
        lambda: {
            "of": "organisation",
            "kind": "licence",
            "title": "Giấy phép",
            "dated_on": "2020-05-05",
            "paper": pdf(),
        },
        "director",
        "Document",
        "document.keep",
    ),
    (
        "appoint/",
        lambda: {
            "kind": "director",
            "name": "Vũ Thị Cam",
            "phone": "0900 111 222",
            "since": "2026-01-01",
            "source": "Quyết định bổ nhiệm",
        },
        "clerk",
        "PostEntry",
        "organisation.appoint",
    ),
]
#: Page, what is typed, who, and what the field says.
REFUSED: list[tuple[str, Callable[[], dict[str, Any]], str, str, str]] = [
    (
        "/new/organisation/",
        lambda: given.organisation(name_vi="Quy Doi Sim", different="on"),
        "secretariat",
        "name_vi",
        "Quỹ Đồi Sim is registered already",
    ),
    (
        "/new/organisation/",
        lambda: given.organisation(email="không phải", founded_year="2090"),
        "secretariat",
        "founded_year",
        "2090 cannot be the year",
    ),
    (
        "/new/organisation/",
        lambda: given.organisation(since="2026-01-01", province="ha-giang"),
        "secretariat",
        "province",
        "This was no province on that day",
    ),
    ("/new/person/", lambda: given.person(email="x@"), "secretariat", "email", "not an e-mail"),
    (
        "/admit/",
        lambda: given.decision(member="Không Ai", category="observer"),
        "secretariat",
        "member",
        "Nobody is registered under this name",
    ),
    (
        "/admit/",
        lambda: given.decision(member="Quỹ Đồi Sim", category="observer", since="2026-01-01"),
        "secretariat",
        "since",
        "On this day the membership is: In good standing",
    ),
    (
        "/support/",
        lambda: given.decision(member="Trần Thị Mận"),
        "secretariat",
        "member",
        "Nobody is registered under this name",
    ),
    (
        "/conduct/adopt/",
        lambda: {
            "version": "1",
            "title_vi": "a",
            "title_en": "b",
            "since": "2026-01-01",
            "grace_days": "60",
            "source": "Nghị quyết",
        },
        "secretariat",
        "version",
        "is there already",
    ),
    ("profile/", lambda: given.organisation(source=" "), "clerk", "source", "required"),
    (
        "decide/suspend/",
        lambda: given.decision(since="2015-01-01"),
        "secretariat",
        "since",
        "The day must lie after 1 January 2015",
    ),
    (
        "decide/reinstate/",
        given.decision,
        "secretariat",
        "since",
        "On this day the membership is: In good standing",
    ),
    (
        "decide/re_enter/",
        lambda: given.decision(category="observer"),
        "secretariat",
        "since",
        "On this day the membership is",
    ),
    (
        "decide/suspend/",
        lambda: given.decision(number="01/NQ-BĐH", decided_on="2014-01-10", body="Ban khác"),
        "secretariat",
        "number",
        "with another body or source",
    ),
    ("decide/suspend/", lambda: given.decision(reason=""), "secretariat", "reason", "required"),
    (
        "category/",
        lambda: given.decision(category="official"),
        "secretariat",
        "",
        "It has not signed the code of conduct (version 1).",
    ),
    (
        "category/",
        lambda: given.decision(category="observer"),
        "secretariat",
        "category",
        "It has this category already.",
    ),
    (
        "correct/",
        lambda: given.decision(what="annul", since="2019-01-01"),
        "secretariat",
        "since",
        "No decision in force begins on 1 January 2019",
    ),
    (
        "correct/",
        lambda: given.decision(what="annul", since="2015-01-01"),
        "secretariat",
        "",
        "Nothing would be left of the membership",
    ),
    (
        "correct/",
        lambda: given.decision(what="state", since="2015-01-01"),
        "secretariat",
        "category",
        "This has to be filled in.",
    ),
    (
        "sign/",
        lambda: given.signature(year="2024"),
        "secretariat",
        "year",
        "For 2024 one signs in that year",
    ),
    (
        "sign/",
        lambda: given.signature(signed_on="2015-06-01", year="2015"),
        "secretariat",
        "signed_on",
        "in force only from 1 January 2016",
    ),
    ("event/", lambda: given.event(text_en=""), "secretariat", "text_en", "required"),
    ("event/", lambda: given.event(happened_on="1720-01-01"), "secretariat", "happened_on", "any"),
    ("note/", lambda: {"text": "  "}, "secretariat", "text", "required"),
    (
        "document/",
        lambda: {
            "of": "organisation",
            "kind": "licence",
            "title": "Giấy phép",
            "dated_on": "2090-05-05",
            "paper": pdf(),
        },
        "director",
        "dated_on",
        "cannot be of a day to come",
    ),
    (
        "appoint/",
        lambda: {"kind": "director", "since": "2026-01-01", "source": "Quyết định"},
        "clerk",
        "name",
        "Choose a person",
    ),
    (
        "appoint/",
        lambda: {
            "kind": "director",
            "name": "Vũ Thị Cam",
            "since": "2026-01-01",
            "until": "2025-01-01",
            "source": "Quyết định",
        },
        "clerk",
        "until",
        "must lie after the first day, 1 January 2026",
    ),
    ("bank/", lambda: given.account(number="12"), "clerk", "number", "6 to 34 digits"),
]


def newest_verb() -> str:
    return Entry.objects.order_by("-number").values_list("verb", flat=True)[0]


Case = tuple[str, Callable[[], dict[str, Any]], str, str, str]


def test_every_form_does_what_it_says(desk: Desk) -> None:
    for case in HAPPY:
        # Each starts from the same register: what it does is taken back before the next.
        with transaction.atomic():
            does_what_it_says(desk, case)
            transaction.set_rollback(True)


def does_what_it_says(desk: Desk, case: Case) -> None:
    page, typed, who, table, verb = case
    client, before = desk.client(who), counted()
    answer = send(client, desk.where(page), **typed())
    assert answer.status_code == 302, (page, read(answer.content.decode()).texts)
    after = counted()
    assert after[table] == before[table] + 1, page
    assert after["Entry"] > before["Entry"], page
    assert verb in newest_verb(), page
    assert 'class="toast' in client.get(answer.headers["Location"]).content.decode(), page


def test_every_refusal_stands_at_its_field_and_changes_nothing(desk: Desk) -> None:
    clients = {who: desk.client(who) for who in ("secretariat", "clerk", "director")}
    before = counted()
    for page, typed, who, field, said in REFUSED:
        answer = send(clients[who], desk.where(page), **typed())
        assert answer.status_code == 422, (page, said)
        assert counted() == before, (page, said)
        form = answer.context["form"]
        assert said in " ".join(form.errors[field or "__all__"]), page
        text = answer.content.decode()
        # What was typed is still there, and the page opens at the first field that is wrong.
        for name, value in typed().items():
            if isinstance(value, str) and name in form.fields and name != "different":
                assert form[name].value() == value, (page, name)
        assert text.count(" autofocus") == (1 if set(form.errors) - {"__all__"} else 0), page
        assert read(text).faults == [], page


def test_every_form_opens_well_formed_in_both_languages(desk: Desk) -> None:
    client = desk.client("secretariat")
    pages = {page for page, *_ in [*HAPPY, *REFUSED]} | {f"posts/{desk.post.pk}/end/"}
    for page in sorted(pages):
        for locale in ("vi", "en"):
            answer = client.get(desk.where(page).replace("/en/", f"/{locale}/"))
            assert answer.status_code == 200, page
            assert read(answer.content.decode()).faults == [], page


def test_an_individual_has_a_profile_and_nothing_to_sign(desk: Desk) -> None:
    client = desk.client("secretariat")
    code = desk.individual.code
    assert (
        send(client, desk.where("profile/", code), **given.person(name="Trần Thị Mơ")).status_code
        == 302
    )
    person = desk.individual.person
    assert person is not None
    assert person.profiles.order_by("pk").last().name == "Trần Thị Mơ"
    for page in ("sign/", "appoint/", "bank/"):
        assert client.get(desk.where(page, code)).status_code == 404
    assert client.get(desk.where("decide/fly/")).status_code == 404


def test_who_holds_a_post_can_be_stated_anew_and_the_post_ended(desk: Desk) -> None:
    client, person = desk.client("clerk"), desk.post.person
    where = desk.where(f"people/{person.code}/")
    assert send(client, where, **given.person(name="Lê Thị Bưởi")).status_code == 302
    assert queries.person_version(person) == str(person.profiles.order_by("pk").last().pk)
    ended = send(
        client, desk.where(f"posts/{desk.post.pk}/end/"), until="2026-03-01", source="Quyết định"
    )
    assert ended.status_code == 302
    newest = desk.own.organisation.posts.order_by("revision").last()
    assert (newest.revision, newest.until) == (2, dt.date(2026, 3, 1))
    assert client.get(desk.where("people/tran-thi-man/")).status_code == 404
    assert client.get(desk.where("posts/999999/end/")).status_code == 404


def test_an_event_is_corrected_by_a_new_one(desk: Desk) -> None:
    client = desk.client("secretariat")
    send(client, desk.where("event/"), **given.event())
    first = models.MemberEvent.objects.get()
    where = desk.where(f"event/?corrects={first.pk}")
    assert (
        send(client, where, **given.event(text_vi="Khai trương hai chi nhánh.")).status_code == 302
    )
    second = models.MemberEvent.objects.exclude(pk=first.pk).get()
    assert (second.corrects, second.happened_on) == (first, dt.date(2024, 5, 1))
    again = send(client, where, **given.event())
    assert again.status_code == 422
    assert "has been corrected already" in again.content.decode()
    assert client.get(desk.where("event/?corrects=999999")).status_code == 404


def test_who_is_admitted_is_found_by_name_or_code(desk: Desk) -> None:
    client = desk.client("secretariat")
    made = send(client, desk.where("/new/organisation/"), **given.organisation())
    assert made.headers["Location"].endswith("/admit/?member=qbl")
    assert "Quỹ Bến Lúa (qbl)" in client.get(made.headers["Location"]).content.decode()
    for name in ("quy ben lua", "Ben Lua Fund", "QBL"):
        answer = send(
            client, desk.where("/admit/"), **given.decision(member=name, category="official")
        )
        # Found, and told what is missing to be an official member.
        assert "It has not signed the code of conduct" in answer.content.decode()
    done = send(client, desk.where("/admit/"), **given.decision(member="qbl", category="observer"))
    assert done.status_code == 302
    assert models.Membership.objects.filter(organisation__code="qbl").exists()


def test_those_it_may_be_already_are_shown_before_anything_is_saved(desk: Desk) -> None:
    client, before = desk.client("secretariat"), counted()
    where = desk.where("/new/organisation/")
    typed = given.organisation(phone="+84 203 123456", abbreviation="qds")
    answer = send(client, where, **typed)
    assert answer.status_code == 200
    assert counted() == before
    text = answer.content.decode()
    assert "same abbreviation, same telephone" in text
    assert "?member=qds" in text
    assert send(client, where, **typed, different="on").status_code == 302
    person = send(client, desk.where("/new/person/"), **given.person(name="tran thi man"))
    assert "same name" in person.content.decode()
    assert models.Person.objects.filter(profiles__name="tran thi man").count() == 0


def test_places_are_those_of_the_day(desk: Desk) -> None:
    client, before = desk.client("secretariat"), counted()
    where = desk.where("/new/organisation/")
    shown = {**given.organisation(since="2024-01-01", province="ha-giang"), "do": "places"}
    answer = client.post(where, shown)
    assert answer.status_code == 200
    assert counted() == before
    form = answer.context["form"]
    assert "ha-giang" in dict(form.fields["province"].choices)
    districts = dict(form.fields["place"].choices)
    assert len(districts) > 5
    assert form["name_vi"].value() == "Quỹ Bến Lúa"
    assert "This field is required" not in answer.content.decode()
    # A year later the province is part of another, which is chosen in its place.
    later = client.post(where, {**shown, "since": "2026-01-01"}).context["form"]
    assert later["province"].value() == "tuyen-quang-2025"
    assert later.fields["place"].widget.is_hidden
    district = next(code for code in districts if code)
    done = send(
        client,
        where,
        **given.organisation(since="2024-01-01", province="ha-giang", place=district),
    )
    assert done.status_code == 302
    assert models.OrganisationProfile.objects.get(name_en="Ben Lua Fund").place == district
