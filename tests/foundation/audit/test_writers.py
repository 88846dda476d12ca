"""Processes that record at once make one chain without holes."""

from __future__ import annotations

import pytest

from tests.foundation.audit.databases import VENDORS, answer, fresh_database


@pytest.mark.parametrize("vendor", VENDORS)
def test_writers_at_once_make_one_chain(vendor: str, request: pytest.FixtureRequest) -> None:
    with fresh_database(vendor, request) as url:
        said = answer("tests.foundation.audit.writers", 4, 60, url=url)
    assert said["ended"] == [0, 0, 0, 0]
    assert said["findings"] == []
    assert said["by"] == ["0", "1", "2", "3"]
    assert 100 < len(said["numbers"]) < 240
    assert said["numbers"] == list(range(1, len(said["numbers"]) + 1))
