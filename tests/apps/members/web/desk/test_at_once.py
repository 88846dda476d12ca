"""Sent twice, sent late, two editors at once: nothing is done twice and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import translation

from tcvm.apps.members import models
from tests.actors import standing_actors
from tests.apps.members.web.desk import conftest as given
from tests.apps.members.web.desk.conftest import Desk, counted, desk_of, filled, pdf
from tests.apps.ratings.web.page import read

CORRECTED = given.decision(
    what="state", since="2015-01-01", category="associate_organisation", standing="active"
)
APPOINTED = {"kind": "director", "name": "Vũ Thị Cam", "since": "2026-01-01", "source": "QĐ"}


@pytest.mark.django_db
def test_a_button_pressed_twice_records_once(desk: Desk) -> None:
    client, where = desk.client("secretariat"), desk.where("event/")
    typed = {**filled(client, where), **given.event()}
    first = client.post(where, {**typed, "paper": pdf()})
    after = counted()
    second = client.post(where, {**typed, "paper": pdf()})
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.headers["Location"] == first.headers["Location"]
    assert counted() == after
    assert models.MemberEvent.objects.count() == 1


@pytest.mark.django_db
def test_a_refused_form_can_be_put_right_and_sent_again(desk: Desk) -> None:
    client, where = desk.client("secretariat"), desk.where("note/")
    kept = filled(client, where)
    assert client.post(where, {**kept, "text": ""}).status_code == 422
    assert client.post(where, {**kept, "text": "Gọi lại"}).status_code == 302


@pytest.mark.django_db
def test_a_stale_form_shows_both_versions_and_keeps_what_was_typed(desk: Desk) -> None:
    late, other, where = desk.client("clerk"), desk.client("secretariat"), desk.where("profile/")
    typed = {**filled(late, where), **given.organisation(phone="024 111 222")}
    done = given.send(
        other, where, **given.organisation(phone="024 333 444", name_vi="Quỹ Hoa Sen")
    )
    assert done.status_code == 302
    before = counted()
    answer = late.post(where, typed)
    assert answer.status_code == 409
    assert counted() == before
    text = answer.content.decode()
    assert read(text).faults == []
    assert "Somebody changed this meanwhile" in text
    assert "Vũ Minh Châu" in text
    lines = {label: (old, new) for label, old, new in answer.context["compared"].lines}
    assert lines["Telephone"] == ("", "024 333 444")
    assert lines["Abbreviation"] == ("", "QBL")
    assert "Name" not in lines
    form = answer.context["form"]
    assert form["phone"].value() == "024 111 222"
    assert form["name_vi"].value() == "Quỹ Bến Lúa"
    # Sent again from this page, by somebody who has now seen it, it is recorded.
    again = late.post(where, {**typed, "seen": form["seen"].value()})
    assert again.status_code == 302
    assert models.OrganisationProfile.objects.order_by("pk").last().phone == "024 111 222"


#: A page, what is typed late, and what somebody else has recorded meanwhile.
MEANWHILE: list[tuple[str, dict[str, str], str, dict[str, str]]] = [
    ("decide/suspend/", given.decision(), "decide/leave/", given.decision()),
    (
        "category/",
        given.decision(category="associate_organisation"),
        "decide/suspend/",
        given.decision(since="2025-06-01"),
    ),
    ("correct/", CORRECTED, "decide/suspend/", given.decision()),
    ("sign/", given.signature(), "sign/", given.signature(signed_by="Người khác")),
    ("appoint/", APPOINTED, "appoint/", {**APPOINTED, "name": "Vũ Thị Quýt"}),
    ("/support/", given.decision(member="hoa-sen"), "/support/", given.decision(member="hoa-mai")),
]


@pytest.mark.django_db
def test_every_record_has_a_version(desk: Desk) -> None:
    for page, typed, other, first in MEANWHILE:
        with transaction.atomic():
            late, where = desk.client("administrator"), desk.where(page)
            kept = filled(late, where)
            done = given.send(desk.client("secretariat"), desk.where(other), **first)
            assert done.status_code == 302, page
            before = counted()
            answer = late.post(where, {**kept, **typed})
            assert answer.status_code == 409, page
            assert answer.context["compared"].lines, page
            assert counted() == before, page
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_version_that_never_was_is_refused_like_any_other(desk: Desk) -> None:
    client, before = desk.client("clerk"), counted()
    for seen in ("999999999", "x", "9" * 30):
        answer = given.send(client, desk.where("profile/"), **given.organisation(seen=seen))
        assert answer.status_code == 409
    assert counted() == before


@pytest.fixture
def committed(transactional_db: None) -> Iterator[Desk]:  # noqa: ARG001 - the tables
    """The same desk, seen by all connections."""
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory, where threads do not wait for each other")
    with translation.override("en"):
        yield desk_of(standing_actors())


def test_of_two_editors_at_once_one_is_told(committed: Desk) -> None:
    where = committed.where("profile/")
    clients = [committed.client(name) for name in ("clerk", "director", "secretariat")]
    sent = [
        {**filled(client, where), **given.organisation(phone=f"024 000 00{number}")}
        for number, client in enumerate(clients)
    ]
    before, answers, start = counted(), [], threading.Barrier(len(clients))

    def sends(number: int) -> None:
        try:
            start.wait()
            with translation.override("en"):
                answers.append(clients[number].post(where, sent[number]).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=sends, args=(number,)) for number in range(len(clients))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers) == [302, 409, 409]
    after = counted()
    assert after["OrganisationProfile"] == before["OrganisationProfile"] + 1
    assert after["Entry"] == before["Entry"] + 1


@pytest.mark.django_db
def test_a_file_has_to_be_chosen_again_and_the_page_says_so(desk: Desk) -> None:
    client, before = desk.client("secretariat"), counted()
    answer = given.send(client, desk.where("event/"), **given.event(text_vi="", paper=pdf()))
    assert "Choose the file again" in answer.content.decode()
    wrong = SimpleUploadedFile("giay-phep.pdf", b"<svg onload=alert(1)>")
    answer = given.send(client, desk.where("event/"), **given.event(paper=wrong))
    assert answer.status_code == 422
    assert "What the file holds is not recognised" in answer.context["form"].errors["paper"][0]
    assert counted() == before
