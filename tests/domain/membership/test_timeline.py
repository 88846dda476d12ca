"""Entries are only added; what held on any day follows from them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.membership.timeline import Entry, Timeline

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2000, 1, 31))
ENTRIES = st.lists(
    st.builds(Entry, DAYS, st.none() | st.sampled_from("ABC"), st.integers(1, 3)),
    unique_by=lambda one: (one.since, one.revision),
    max_size=12,
)


def day(number: int) -> dt.date:
    return dt.date(2000, 1, number)


def plainly(entries: list[Entry[str]], asked: dt.date) -> str | None:
    """What holds, found the long way: go back day by day to one whose newest revision stands."""
    while asked >= day(1):
        own = [one for one in entries if one.since == asked]
        if own and (found := max(own, key=lambda one: one.revision).value) is not None:
            return found
        asked -= dt.timedelta(days=1)
    return None


@given(ENTRIES, DAYS)
def test_any_day_can_be_asked(entries: list[Entry[str]], asked: dt.date) -> None:
    timeline = Timeline.of(entries)
    assert timeline.on(asked) == plainly(entries, asked)
    held = [one.value for one in timeline.spells if one.period.holds_on(asked)]
    assert held == ([timeline.on(asked)] if timeline.on(asked) else [])


@given(ENTRIES)
def test_no_two_spells_overlap_and_only_the_last_is_open(entries: list[Entry[str]]) -> None:
    timeline = Timeline.of(entries)
    spells = timeline.spells
    for number, one in enumerate(spells):
        assert not any(one.period.overlaps(other.period) for other in spells[number + 1 :])
    assert [one.period.until is None for one in spells] == [False] * (len(spells) - 1) + [True] * (
        bool(spells)
    )
    assert timeline.last_since == (spells[-1].period.since if spells else None)


@given(ENTRIES, st.randoms())
def test_the_order_of_entries_does_not_matter(entries: list[Entry[str]], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert Timeline.of(shuffled).spells == Timeline.of(entries).spells


def test_a_correction_is_a_further_revision() -> None:
    wrong = [Entry(day(1), "A"), Entry(day(10), "B")]
    moved = Timeline.of([*wrong, Entry(day(10), None, 2), Entry(day(20), "B")])
    assert (moved.on(day(15)), moved.on(day(20))) == ("A", "B")
    restated = Timeline.of([*wrong, Entry(day(10), "C", 2)])
    assert (restated.on(day(9)), restated.on(day(10))) == ("A", "C")


def test_two_entries_of_one_day_and_revision_are_refused() -> None:
    with pytest.raises(ValueError, match="same day"):
        Timeline.of([Entry(day(1), "A"), Entry(day(1), "B")])
