"""Workers die with kill -9 while they send, and nobody gets a message twice."""

from __future__ import annotations

import pytest

from tests.foundation.audit.databases import VENDORS, answer, fresh_database

PROGRAM = "tests.foundation.mail.killing"


def check(vendor: str, count: int, kills: int, seed: int, request: pytest.FixtureRequest) -> None:
    with fresh_database(vendor, request) as url:
        said = answer(PROGRAM, count, kills, seed, url=url)
    assert said["strangers"] == 0
    assert len(said["messages"]) == count
    for times, state, failure, _ in said["messages"]:
        if state == "sent":
            assert times == 1
        else:
            # Begun and not ended: it may have gone once, and is left to a person.
            assert (state, failure) == ("failed", "interrupted")
            assert times <= 1
    cut = [one for one in said["messages"] if one[1] == "failed"]
    assert 0 < len(cut) <= kills, "no kill met a message being sent"


@pytest.mark.parametrize("vendor", VENDORS)
def test_nobody_is_mailed_twice_when_workers_are_killed(
    vendor: str, request: pytest.FixtureRequest
) -> None:
    check(vendor, 20, 12, 5, request)


@pytest.mark.soak
@pytest.mark.parametrize("vendor", VENDORS)
def test_nobody_is_mailed_twice_in_two_hundred_kills(
    vendor: str, request: pytest.FixtureRequest
) -> None:
    check(vendor, 400, 200, 6, request)
