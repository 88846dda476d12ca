"""The store in a bucket: botocore speaks S3 to a bucket that moto keeps in this process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from django.core.files.storage import storages
from moto import mock_aws
from moto.core import set_initial_no_auth_action_count

from tcvm.config.deployment import of_bucket
from tcvm.foundation.files.faults import Fault, Finding
from tcvm.foundation.files.models import Content, StoredFile
from tcvm.foundation.files.public import file_response, keep
from tcvm.foundation.files.storage import settings_for
from tcvm.foundation.files.verify import verify
from tests.foundation.files import samples
from tests.foundation.files.conftest import ANY, AT

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings
    from django.test import RequestFactory

pytestmark = pytest.mark.django_db

REGION = "ap-southeast-1"


@pytest.fixture
def bucket(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Any]:
    """An empty bucket as the store, and a client that sees what lies in it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with mock_aws():
        client = boto3.client("s3", region_name=REGION)
        client.create_bucket(
            Bucket="papers", CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        store = settings_for(f"s3://papers/kept?region={REGION}", home=tmp_path)
        settings.STORAGES = {**settings.STORAGES, "files": store}
        yield client


def take(data: bytes, name: str = "a") -> StoredFile:
    return keep(stream=io.BytesIO(data), name=name, purpose=ANY, owner="tym", actor="user:1", at=AT)


def names(client: Any) -> set[str]:
    return {one["Key"] for one in client.list_objects_v2(Bucket="papers").get("Contents", [])}


def test_a_content_is_kept_once_at_its_address_and_for_nobody_else(bucket: Any) -> None:
    first, second = take(samples.PDF), take(samples.PDF, "another name")
    assert names(bucket) == {f"kept/{first.content.address}"}
    assert first.content == second.content
    grants = bucket.get_object_acl(Bucket="papers", Key=f"kept/{first.content.address}")["Grants"]
    assert [one["Grantee"]["Type"] for one in grants] == ["CanonicalUser"]


@pytest.mark.usefixtures("bucket")
def test_it_is_handed_out_through_the_platform(rf: RequestFactory) -> None:
    file = take(samples.PDF, "Giấy phép")
    answer = file_response(rf.get("/"), file_id=file.pk, permitted=lambda _: True)
    # Not by an address of the bucket, which whoever has it could open.
    assert "Location" not in answer
    assert b"".join(answer.streaming_content) == samples.PDF  # type: ignore[attr-defined]
    answer.close()


def test_a_sweep_finds_what_is_missing_altered_or_nobodys(bucket: Any) -> None:
    missing, altered, _ = (
        take(data).content.address for data in (samples.PDF, samples.TEXT, samples.png())
    )
    assert list(verify()) == []
    bucket.delete_object(Bucket="papers", Key=f"kept/{missing}")
    bucket.put_object(Bucket="papers", Key=f"kept/{altered}", Body=b"other")
    bucket.put_object(Bucket="papers", Key="kept/ab/stray", Body=b"x")
    bucket.put_object(Bucket="papers", Key="elsewhere/x", Body=b"x")
    assert set(verify()) == {
        Finding(Fault.MISSING, missing),
        Finding(Fault.ALTERED, altered),
        Finding(Fault.ORPHAN, "ab/stray"),
    }


def test_a_content_that_is_missing_is_an_error_of_the_platform(
    bucket: Any, rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    file = take(samples.PDF)
    bucket.delete_object(Bucket="papers", Key=f"kept/{file.content.address}")
    with pytest.raises(FileNotFoundError):
        file_response(rf.get("/"), file_id=file.pk, permitted=lambda _: True)
    assert "run tcvm files verify" in caplog.text


@pytest.mark.usefixtures("bucket")
def test_wrong_credentials_keep_nothing_and_record_nothing() -> None:
    checked = set_initial_no_auth_action_count(0)(take)
    with pytest.raises(ClientError, match="Access Key Id"):
        checked(samples.PDF)
    assert not StoredFile.objects.exists()
    assert not Content.objects.exists()


def test_a_bucket_that_is_not_there_keeps_nothing(
    bucket: Any, settings: LazySettings, tmp_path: Path
) -> None:
    del bucket
    store = settings_for(f"s3://no-such-bucket?region={REGION}", home=tmp_path)
    settings.STORAGES = {**settings.STORAGES, "files": store}
    with pytest.raises(ClientError, match="NoSuchBucket"):
        take(samples.PDF)
    assert not StoredFile.objects.exists()


def test_a_public_bucket_is_found(bucket: Any) -> None:
    assert list(of_bucket(storages["files"])) == []
    bucket.put_bucket_acl(Bucket="papers", ACL="public-read")
    assert [one.code for one in of_bucket(storages["files"])] == ["bucket_public"]
