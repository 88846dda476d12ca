"""All that a network holds goes out, to whom it may go, and nothing of any other network."""

import datetime as dt
import hashlib
import io
import json
import zipfile

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from tcvm.apps.exchange.actions.export_network import ask_export
from tcvm.apps.exchange.actions.forget_exports import KEPT, forget_exports
from tcvm.apps.exchange.models import Export, Format
from tcvm.apps.members.actions.keep_document import Paper, Upload, keep_document
from tcvm.apps.members.models import BankAccount, Membership, OrganisationProfile
from tcvm.apps.members.models.papers import DocumentKind
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.jobs.public import enqueue
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer
from tests.apps.exchange.conftest import SINCE, Desk
from tests.apps.members import sample
from tests.foundation.files.samples import png

pytestmark = pytest.mark.django_db


def written(desk: Desk, written_as: Format, name: str = "secretariat") -> Export:
    made = ask_export(
        network=desk.network,
        written_as=written_as,
        locale="vi",
        actor=desk.actors.viewer(name),
        now=timezone.now(),
    )
    desk.work()
    made.refresh_from_db()
    return made


def fetched(client: Client, one: Export) -> bytes:
    answer = client.get(f"/vi/registers/{one.network.code}/exchange/exports/{one.pk}/")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def fill_both(desk: Desk) -> None:
    """Both networks have members of their own; no name stands in both."""
    sample.fill(desk.network, desk.secretariat, timezone.now(), 5, 2)
    other = desk.actors.network_b
    keeper = Viewer(
        "system:tests", "Thư ký", networks={other.pk: frozenset({NetworkRole.SECRETARIAT})}
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sample, "KINDS", ("KHONGTHUOC một", "KHONGTHUOC hai", "KHONGTHUOC ba"))
        patched.setattr(sample, "GIVEN", tuple(f"KHONGTHUOC{number}" for number in range(9)))
        sample.fill(other.code, keeper, timezone.now(), 3, 2)


def test_everything_of_the_network_and_nothing_of_another(desk: Desk) -> None:
    fill_both(desk)
    content = fetched(desk.actors.client("secretariat"), written(desk, Format.JSON))
    read = json.loads(content)
    assert read["about"]["network"] == desk.network
    assert b"KHONGTHUOC" not in content
    own = OrganisationProfile.objects.filter(organisation__memberships__network__code=desk.network)
    assert len(read["organisation_profiles"]) == own.count() == 5
    assert len(read["memberships"]) == 7
    assert {one["revision"] for one in read["membership_entries"]} == {1}
    assert read["events"][1]["corrects"] == read["events"][0]["id"]
    tables = set(read) - {"schema", "about"}
    assert {name for name in tables if not read[name]} == {
        "documents",
        "support_entries",
        "bank_accounts",
    }


@pytest.mark.parametrize("written_as", [Format.XLSX, Format.CSV])
def test_workbook_and_csv_are_whole(desk: Desk, written_as: Format) -> None:
    sample.fill(desk.network, desk.secretariat, timezone.now(), 2, 1)
    one = written(desk, written_as)
    assert len(fetched(desk.actors.client("auditor"), one)) == one.size_bytes > 1_000
    assert Entry.objects.filter(verb="export.ask").count() == 1


@pytest.mark.parametrize("name", ["analyst", "board", "clerk", "outsider", "public"])
def test_nobody_else_takes_it_out(desk: Desk, name: str) -> None:
    with pytest.raises(Http404):
        ask_export(
            network=desk.network,
            written_as=Format.JSON,
            locale="vi",
            actor=desk.actors.viewer(name),
            now=timezone.now(),
        )
    one = written(desk, Format.JSON)
    client = desk.actors.client(name)
    answer = client.get(f"/vi/registers/{desk.network}/exchange/exports/{one.pk}/")
    assert answer.status_code in (302, 403, 404)


def test_after_seven_days_it_is_forgotten(desk: Desk) -> None:
    one = written(desk, Format.CSV)
    later = timezone.now() + dt.timedelta(days=1)
    Export.objects.filter(pk=one.pk).update(asked_at=timezone.now() - KEPT)
    young = written(desk, Format.CSV)
    enqueue(kind=forget_exports, arguments={}, actor="system:tests", now=later)
    desk.work()
    one.refresh_from_db()
    assert (one.address, one.forgotten_at is not None) == ("", True)
    client = desk.actors.client("secretariat")
    answer = client.get(f"/vi/registers/{desk.network}/exchange/exports/{one.pk}/")
    assert answer.status_code == 404
    fetched(client, young)


def test_papers_go_with_the_archive_and_account_numbers_stay_masked(desk: Desk) -> None:
    sample.fill(desk.network, desk.secretariat, timezone.now(), 2, 1)
    one = Membership.objects.filter(network__code=desk.network, organisation__isnull=False)[0]
    kept = [
        keep_document(
            network=desk.network,
            member=one.code,
            paper=Paper(DocumentKind.LICENCE, name, SINCE, Upload(io.BytesIO(png()), name)),
            of_membership=True,
            actor=desk.secretariat,
            now=timezone.now(),
        )
        for name in ("giấy phép.png", "điều lệ.png")
    ]
    BankAccount.objects.create(
        organisation=one.organisation,
        since=SINCE,
        bank="NH",
        holder="Quỹ",
        number="0123456789",
        confirmed_by="x",
        recorded_at=timezone.now(),
        recorded_by="x",
    )
    content = fetched(desk.actors.client("secretariat"), written(desk, Format.CSV))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (path, _other) = sorted(name for name in archive.namelist() if name.startswith("papers/"))
        assert path == f"papers/{kept[0].pk}-{kept[0].file.name}"
        assert hashlib.sha256(archive.read(path)).hexdigest() == kept[0].file.content_id
        accounts = archive.read("bank_accounts.csv").decode()
    assert "•••• 6789" in accounts
    assert "0123456789" not in accounts
