"""Handing files out: to whom it may, as a download, and with nothing that acts."""

from __future__ import annotations

import uuid
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.http import Http404
from django.test import RequestFactory

from tcvm.foundation.files.public import StoredFile, file_response
from tests.foundation.files import samples
from tests.foundation.files.conftest import Keep

pytestmark = pytest.mark.django_db
GET = RequestFactory().get("/vi/file/")


def test_a_file_is_a_download_and_runs_nothing(take: Keep) -> None:
    kept = take(samples.png(), 'ảnh "đẹp".png')
    answer = file_response(GET, file_id=kept.pk, permitted=lambda file: file.owner == "tym")
    assert b"".join(answer) == samples.png()
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert unquote(disposition.partition("filename*=utf-8''")[2]) == "ảnh _đẹp_.png"
    expected = {
        "Content-Type": "image/png",
        "Content-Length": str(len(samples.png())),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    assert {name: answer[name] for name in expected} == expected
    answer.close()


def test_text_is_never_served_as_a_page(take: Keep) -> None:
    kept = take(b"figures\n<script>alert(1)</script>", "page.html")
    answer = file_response(GET, file_id=kept.pk, permitted=lambda _: True)
    assert answer["Content-Type"] == "text/plain"
    assert 'filename="page.html.txt"' in answer["Content-Disposition"]
    answer.close()


def test_a_file_of_others_is_not_there(take: Keep) -> None:
    kept, asked = take(samples.PDF), []

    def refuse(file: StoredFile) -> bool:
        asked.append(file)
        return False

    with pytest.raises(Http404):
        file_response(GET, file_id=kept.pk, permitted=refuse)
    assert asked == [kept]
    with pytest.raises(Http404):
        file_response(GET, file_id=uuid.uuid4(), permitted=lambda _: True)


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_a_file_can_only_be_read(take: Keep, method: str) -> None:
    kept = take(samples.PDF)
    request = getattr(RequestFactory(), method)("/vi/file/")
    answer = file_response(request, file_id=kept.pk, permitted=lambda _: True)
    assert answer.status_code == 405


def test_a_content_that_is_lost_is_an_error_not_an_empty_file(
    take: Keep, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = take(samples.PDF)
    (folder / kept.content.address).unlink()
    with pytest.raises(FileNotFoundError):
        file_response(GET, file_id=kept.pk, permitted=lambda _: True)
    assert "tcvm files verify" in caplog.text
