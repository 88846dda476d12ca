"""Taking files in, and what the store holds then."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection, transaction

from tcvm.foundation.files import keep as module
from tcvm.foundation.files import storage
from tcvm.foundation.files.models import Content, StoredFile, Unchangeable
from tcvm.foundation.files.public import FileRefused, Kind, Purpose, keep, opened
from tests.foundation.files import samples
from tests.foundation.files.conftest import ANY, AT, Keep

pytestmark = pytest.mark.django_db
EVIDENCE = Purpose("members.evidence", frozenset({Kind.PDF, Kind.PNG}), size_max_bytes=2_000)


def lying(folder: Path) -> list[Path]:
    """The files in the store."""
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_at_the_address_of_its_content(take: Keep, folder: Path) -> None:
    kept = take(samples.PDF, name="../Cam kết.PDF", purpose=EVIDENCE)
    digest = hashlib.sha256(samples.PDF).hexdigest()
    assert (kept.name, kept.purpose, kept.owner) == ("Cam kết.pdf", "members.evidence", "tym")
    assert (kept.uploaded_by, kept.uploaded_at) == ("person:1", AT)
    content = kept.content
    assert (content.sha256, content.size_bytes, content.kind) == (digest, len(samples.PDF), "pdf")
    (path,) = lying(folder)
    assert path == folder / digest[:2] / digest[2:4] / digest
    assert path.read_bytes() == samples.PDF
    assert path.stat().st_mode & 0o077 == 0
    with opened(kept) as stream:
        assert stream.read() == samples.PDF


def test_the_same_content_is_stored_once_and_recorded_each_time(take: Keep, folder: Path) -> None:
    first, second = take(samples.PDF, "a.pdf"), take(samples.PDF, "b.pdf", owner="other")
    assert first.pk != second.pk
    assert first.content == second.content
    assert [first.owner, second.owner] == ["tym", "other"]
    assert len(lying(folder)) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (samples.PDF + bytes(2_000) + b"%%EOF", "file.too_large"),
        (b"\x7fELF\x00", "file.unknown"),
        (samples.TEXT, "file.not_accepted"),
        (b"<html>", "file.unknown"),
        (samples.png() + b"<script>", "file.damaged"),
    ],
)
def test_of_a_refused_file_nothing_is_kept(
    take: Keep, folder: Path, data: bytes, code: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        take(data, "evidence.pdf", purpose=EVIDENCE)
    assert refused.value.problem.code == code
    assert (lying(folder), Content.objects.count(), StoredFile.objects.count()) == ([], 0, 0)


def test_no_more_is_read_than_may_be_kept(folder: Path) -> None:
    class Endless(io.RawIOBase):
        read_bytes = 0

        def read(self, size: int = -1, /) -> bytes:
            self.read_bytes += size
            return bytes(size)

    stream = Endless()
    with pytest.raises(FileRefused):
        keep(stream=stream, name="a", purpose=EVIDENCE, owner="tym", actor="person:1", at=AT)
    assert stream.read_bytes <= 256 * 1024
    assert lying(folder) == []


def test_content_of_another_size_at_its_address_is_written_anew(take: Keep, folder: Path) -> None:
    take(samples.PDF)
    (path,) = lying(folder)
    path.write_bytes(b"half")
    take(samples.PDF)
    assert path.read_bytes() == samples.PDF


def test_who_keeps_the_same_at_the_same_moment_shares_it(
    take: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's record comes between our look and our write."""
    take(samples.PDF)
    monkeypatch.setattr(
        "tcvm.foundation.files.models.KeptForGood.exists",
        lambda self, looks=[]: looks.append(self) or len(looks) > 1,
    )
    take(samples.PDF)
    assert (Content.objects.count(), StoredFile.objects.count()) == (1, 2)


def test_a_crash_while_writing_leaves_no_half_file(
    take: Keep, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(handle: int) -> None:
        raise OSError(f"power cut at {handle}")

    monkeypatch.setattr("tcvm.foundation.files.storage.os.fsync", stop)
    with pytest.raises(OSError, match="power cut"):
        take(samples.PDF)
    assert lying(folder) == []
    assert StoredFile.objects.count() == 0


def test_bytes_are_on_the_disk_before_the_record_is_written(
    take: Keep, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(content: Content) -> None:
        assert [path.name for path in lying(folder)] == [content.sha256]
        raise ZeroDivisionError

    monkeypatch.setattr(module, "_record", stop)
    with pytest.raises(ZeroDivisionError):
        take(samples.PDF)


def test_what_is_kept_is_not_changed_through_its_model(take: Keep) -> None:
    kept = take(samples.PDF)
    with pytest.raises(Unchangeable):
        kept.save()
    with pytest.raises(Unchangeable):
        kept.delete()
    with pytest.raises(Unchangeable):
        StoredFile.objects.update(name="other.pdf")
    with pytest.raises(Unchangeable):
        Content.objects.all().delete()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE files_storedfile SET owner = 'other'", "UPDATE files_content SET size_bytes = 1"],
)
def test_what_is_kept_is_not_changed_in_the_database_either(take: Keep, statement: str) -> None:
    take(samples.PDF)
    with pytest.raises(Error, match="not changed"), transaction.atomic(), connection.cursor() as at:
        at.execute(statement)


@pytest.mark.parametrize("missing", ["owner", "actor"])
def test_every_file_has_an_owner_and_a_giver(folder: Path, missing: str) -> None:
    del folder
    said = {"owner": "tym", "actor": "person:1", missing: ""}
    with pytest.raises(Error), transaction.atomic():
        keep(stream=io.BytesIO(samples.PDF), name="a", purpose=ANY, at=AT, **said)


def test_the_store_is_a_folder_or_a_bucket(tmp_path: Path) -> None:
    folder = storage.settings_for("", home=tmp_path)
    assert folder["OPTIONS"] == {"location": tmp_path / "files"}
    bucket = storage.settings_for(
        "s3://Tcvm-Files/kept/here?endpoint=https://s3.example.org&region=vn-1", home=tmp_path
    )
    assert bucket["BACKEND"] == "storages.backends.s3.S3Storage"
    assert bucket["OPTIONS"] == {
        "bucket_name": "Tcvm-Files",
        "location": "kept/here",
        "file_overwrite": True,
        "default_acl": None,
        "querystring_auth": True,
        "endpoint_url": "https://s3.example.org",
        "region_name": "vn-1",
    }


@pytest.mark.parametrize(
    "url", ["https://example.org/x", "s3://", "s3:///folder", "s3://bucket?acl=public-read"]
)
def test_a_place_that_is_none_stops_the_start(url: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="TCVM_FILES_URL"):
        storage.settings_for(url, home=tmp_path)
