"""When a failed delivery is tried again."""

from __future__ import annotations

import datetime as dt

import pytest

from tcvm.foundation.events.retry import ATTEMPTS_MAX, delay_after, is_last


def test_each_wait_is_twice_the_one_before_up_to_two_hours() -> None:
    waits = [delay_after(attempt).total_seconds() for attempt in range(1, 12)]
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3840, 7200, 7200, 7200]
    assert delay_after(10**9) == dt.timedelta(hours=2)


def test_the_last_attempt_is_known() -> None:
    assert not is_last(ATTEMPTS_MAX - 1)
    assert is_last(ATTEMPTS_MAX)


def test_attempts_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        delay_after(0)
