"""Deliverers that are killed, or are several, lose nothing and double nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from tests.foundation.audit.databases import VENDORS, answer, fresh_database

PROGRAM = "tests.foundation.events.deliverers"


def nothing_lost_nothing_doubled(said: dict[str, Any]) -> None:
    numbers = sorted(map(int, said["keys"]))
    effects = [tuple(each) for each in said["effects"]]
    assert sorted(effects) == [(name, number) for name in ("a.one", "b.two") for number in numbers]
    assert set(said["states"]) == {"done"}
    assert said["findings"] == []
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for name, number in effects:
        by_key[name, said["keys"][str(number)]].append(number)
    for (_, key), handled in by_key.items():
        assert not key or handled == sorted(handled)


def kill(vendor: str, seed: int, kills: int, request: pytest.FixtureRequest) -> None:
    with fresh_database(vendor, request) as url:
        said = answer(PROGRAM, "killed", seed, kills, url=url)
    assert said["killed"] == kills
    nothing_lost_nothing_doubled(said)


@pytest.mark.parametrize("vendor", VENDORS)
def test_killed_at_any_point_nothing_is_lost_or_doubled(
    vendor: str, request: pytest.FixtureRequest
) -> None:
    kill(vendor, 2026, 15, request)


@pytest.mark.soak
@pytest.mark.parametrize("vendor", VENDORS)
def test_killed_two_hundred_times(vendor: str, request: pytest.FixtureRequest) -> None:
    kill(vendor, 1, 200, request)


@pytest.mark.parametrize("vendor", VENDORS)
def test_deliverers_at_once_double_nothing(vendor: str, request: pytest.FixtureRequest) -> None:
    with fresh_database(vendor, request) as url:
        said = answer(PROGRAM, "together", 3, url=url)
    assert said["ended"] == [0, 0, 0]
    nothing_lost_nothing_doubled(said)


@pytest.mark.parametrize("vendor", VENDORS)
def test_numbers_of_a_key_follow_each_other_as_commits_do(
    vendor: str, request: pytest.FixtureRequest
) -> None:
    """When an event gets its number, all with lower ones are committed."""
    with fresh_database(vendor, request) as url:
        said = answer(PROGRAM, "in_line", 3, url=url)
    assert said["ended"] == [0, 0, 0]
    assert len(said["numbers"]) == 45
    assert said["saw"] == [[number, before] for before, number in enumerate(said["numbers"])]
