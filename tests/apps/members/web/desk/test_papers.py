"""Papers: kept as they come, given to whoever may read what they are about, to others 404."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tcvm.apps.members import queries
from tcvm.apps.members.actions.sign_code import sign_code
from tcvm.apps.members.models import CodeSignature, Document
from tests.apps.members.web.desk import conftest as given
from tests.apps.members.web.desk.conftest import Desk, counted, pdf
from tests.foundation.files import samples

pytestmark = pytest.mark.django_db
STAFF = ("secretariat", "analyst", "finance", "board", "auditor", "administrator")
OWN = ("clerk", "director", "reader")


def readers(desk: Desk, one: Document) -> set[str]:
    """Who of the standing actors gets the file."""
    found = set()
    for name in (*STAFF, *OWN, "stranger", "outsider"):
        answer = desk.client(name).get(reverse("members:paper", args=[one.file_id]))
        assert answer.status_code in (200, 404)
        if answer.status_code == 200:
            assert b"".join(answer.streaming_content) == samples.PDF
            assert answer.headers["Content-Disposition"].startswith("attachment")
            found.add(name)
    return found


def paper(**other: Any) -> dict[str, Any]:
    return {
        "of": "organisation",
        "kind": "charter",
        "title": "Điều lệ",
        "dated_on": "2020-05-05",
        "paper": pdf("Điều lệ.pdf"),
    } | other


def test_a_paper_of_an_organisation_is_its_own_and_its_networks(desk: Desk) -> None:
    given.send(desk.client("clerk"), desk.where("document/"), **paper())
    one = Document.objects.get()
    assert (one.organisation, one.title, one.file.name) == (
        desk.own.organisation,
        "Điều lệ",
        "Điều lệ.pdf",
    )
    assert readers(desk, one) == {*STAFF, *OWN}
    public = desk.client("public").get(reverse("members:paper", args=[one.file_id]))
    assert public.status_code == 302


def test_a_newer_version_stands_before_the_old_one(desk: Desk) -> None:
    client = desk.client("director")
    given.send(client, desk.where("document/"), **paper())
    first = Document.objects.get()
    where = desk.where(f"document/?replaces={first.pk}")
    assert given.send(client, where, **paper(title="Điều lệ sửa đổi")).status_code == 302
    newer = Document.objects.exclude(pk=first.pk).get()
    assert newer.replaces == first
    text = client.get(desk.where("")).content.decode()
    assert text.index("Điều lệ sửa đổi") < text.index("older version")
    again = given.send(client, where, **paper())
    assert "A newer version has been added already" in again.content.decode()
    assert client.get(desk.where("document/?replaces=999999")).status_code == 404


def test_a_paper_of_the_membership_is_kept_by_the_staff_alone(desk: Desk) -> None:
    given.send(desk.client("secretariat"), desk.where("document/"), **paper(of="membership"))
    one = Document.objects.get()
    assert one.membership == desk.own
    assert readers(desk, one) == {*STAFF, *OWN}
    assert desk.client("clerk").get(desk.where(f"document/?replaces={one.pk}")).status_code == 404


def test_the_paper_of_a_decision_is_a_members_only_if_it_decides_of_nobody_else(desk: Desk) -> None:
    client = desk.client("secretariat")
    given.send(client, desk.where("decide/suspend/"), **given.decision(paper=pdf()))
    one = Document.objects.get()
    assert one.decision is not None
    assert readers(desk, one) == {*STAFF, *OWN}
    href = reverse("members:paper", args=[one.file_id])
    assert href in desk.client("clerk").get(desk.where("")).content.decode()
    given.send(client, desk.where("decide/suspend/", desk.neighbour.code), **given.decision())
    assert readers(desk, one) == set(STAFF)
    assert href not in desk.client("clerk").get(desk.where("")).content.decode()


def test_the_paper_of_a_signature_qualifies_it(desk: Desk) -> None:
    given.send(
        desk.client("secretariat"), desk.where("sign/"), **given.signature(paper=pdf("Ký.pdf"))
    )
    signature = CodeSignature.objects.get()
    assert signature.evidence == "Ký.pdf"
    assert readers(desk, signature.documents.get()) == {*STAFF, *OWN}
    assert "Qualifies for official" in desk.client("clerk").get(desk.where("")).content.decode()
    # Told where the paper is besides, the register keeps that.
    sign_code(
        network="mang-luoi-a",
        organisation="hoa-sen",
        version="1",
        year=2025,
        signed_on=given.dt.date(2025, 1, 5),
        signed_by="Trần Văn Bình",
        evidence="Cặp 9",
        actor=desk.keeper,
        now=timezone.now(),
    )
    assert CodeSignature.objects.get(year=2025).evidence == "Cặp 9"


def test_the_paper_of_an_event_goes_with_the_membership(desk: Desk) -> None:
    given.send(desk.client("secretariat"), desk.where("event/"), **given.event(paper=pdf()))
    assert readers(desk, Document.objects.get()) == {*STAFF, *OWN}


def test_what_is_not_taken_is_said_at_the_field(desk: Desk) -> None:
    before = counted()
    for data, said in (
        (b"<html><script>alert(1)</script>", "is not recognised"),
        (b"", "empty"),
        (samples.PDF[:-6] + b"\n" * 20, "damaged"),
        (samples.PDF + b"\0" * (10 * 1024 * 1024), "larger than 10 MiB"),
    ):
        upload = SimpleUploadedFile("giấy tờ.pdf", data)
        answer = given.send(desk.client("clerk"), desk.where("document/"), **paper(paper=upload))
        assert answer.status_code == 422
        assert said in answer.context["form"].errors["paper"][0]
    assert counted() == before


def test_a_file_of_another_room_is_no_paper_of_the_register(desk: Desk) -> None:
    assert not queries.documents_visible_to(desk.keeper, desk.today).exists()
    for file in ("00000000-0000-0000-0000-000000000000",):
        answer = desk.client("secretariat").get(reverse("members:paper", args=[file]))
        assert answer.status_code == 404
