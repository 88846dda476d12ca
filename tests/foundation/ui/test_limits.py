"""A request that is too large is refused before anything of it is read."""

from typing import Any

import pytest
from django.test import Client

SIGN_IN = "/en/account/sign-in/"


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "status"), [(2_000, 200), (2_001, 413)])
def test_a_request_has_a_largest_size(settings: Any, length: int, status: int) -> None:
    settings.REQUEST_MAX_BYTES = 2_000
    answer = Client().post(SIGN_IN, b"x" * length, content_type="application/octet-stream")
    assert answer.status_code == status


@pytest.mark.django_db
def test_a_length_that_is_none_is_refused(settings: Any) -> None:
    settings.REQUEST_MAX_BYTES = 3 * 1024 * 1024
    answer = Client().post(SIGN_IN, {}, CONTENT_LENGTH="-1")
    assert answer.status_code == 413
    assert "3 MiB at most" in answer.content.decode()
