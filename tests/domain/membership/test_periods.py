"""Periods are half-open: no day is in two that follow each other, and none between them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.membership.periods import ALWAYS, Period

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2000, 2, 1))
ENDS = st.none() | DAYS


@st.composite
def periods(draw: st.DrawFn) -> Period:
    since, until = draw(ENDS), draw(ENDS)
    if since is not None and until is not None and until <= since:
        until = since + dt.timedelta(days=1)
    return Period(since, until)


@given(periods(), DAYS)
def test_a_day_lies_on_or_after_the_beginning_and_before_the_end(one: Period, day: dt.date) -> None:
    since, until = one.since or dt.date.min, one.until or dt.date.max
    assert one.holds_on(day) is (since <= day < until)


@given(periods(), periods())
def test_overlap_is_a_day_in_both(one: Period, other: Period) -> None:
    days = [dt.date(1999, 12, 31) + dt.timedelta(days=n) for n in range(40)]
    assert one.overlaps(other) is any(one.holds_on(d) and other.holds_on(d) for d in days)
    assert one.overlaps(other) is other.overlaps(one)


@given(DAYS)
def test_periods_that_follow_each_other_share_no_day(day: dt.date) -> None:
    assert not Period(None, day).overlaps(Period(day, None))
    assert ALWAYS.holds_on(day)


@pytest.mark.parametrize("days", [0, -1])
def test_a_period_without_a_day_is_refused(days: int) -> None:
    since = dt.date(2014, 1, 1)
    with pytest.raises(ValueError, match="cannot end"):
        Period(since, since + dt.timedelta(days=days))
