"""Every member is counted once in each tally, and none that has left."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.membership.counts import Counted, count, growth, year_ends
from tcvm.domain.membership.standing import CATEGORIES, History, MemberKind, Standing, State
from tcvm.domain.membership.timeline import Entry
from tcvm.domain.scoring.scheme import Category


@st.composite
def members(draw: st.DrawFn) -> Counted:
    kind = draw(st.sampled_from(MemberKind))
    state = State(draw(st.sampled_from(sorted(CATEGORIES[kind]))), draw(st.sampled_from(Standing)))
    form = draw(st.sampled_from(["", "ngo", "bank"])) if kind is MemberKind.ORGANISATION else ""
    return Counted(kind, state, form, draw(st.sampled_from(["", "son-la", "hue"])), 2014)


@given(st.lists(members()))
def test_every_member_is_in_one_line_of_each_tally(found: list[Counted]) -> None:
    counts = count(found)
    present = [one for one in found if one.state.standing is not Standing.LEFT]
    assert counts.total == len(present)
    for tally in (counts.by_kind, counts.by_province, counts.by_joined_year):
        assert tally.total == counts.total
    assert counts.by_legal_form.total == counts.by_kind.of("organisation")
    for category in Category:
        expected = sum(one.state.category is category for one in present)
        assert counts.by_category.of(category) == expected
    assert counts.suspended == sum(one.state.standing is Standing.SUSPENDED for one in present)


def test_the_seed_counts_to_a_hundred() -> None:
    """59 organisations and 41 persons (domain.md 1.2 no. 15)."""
    organisation = Counted(MemberKind.ORGANISATION, State(Category.OFFICIAL), "ngo", "hue", 2010)
    person = Counted(MemberKind.PERSON, State(Category.ASSOCIATE_INDIVIDUAL), "", "", 2012)
    counts = count([organisation] * 59 + [person] * 41)
    assert (counts.total, counts.by_kind.lines) == (100, (("organisation", 59), ("person", 41)))
    # The unknown stands last, however many there are.
    assert counts.by_province.lines == (("hue", 59), ("", 41))
    assert counts.by_joined_year.lines == (("2010", 59), ("2012", 41))
    assert counts.by_category.of("nothing of the kind") == 0


def test_growth_asks_each_history_on_each_day() -> None:
    one = History.of(
        [
            Entry(dt.date(2012, 5, 1), State(Category.OBSERVER)),
            Entry(dt.date(2013, 5, 1), State(Category.OFFICIAL)),
        ]
    )
    other = History.of(
        [
            Entry(dt.date(2013, 1, 1), State(Category.OBSERVER)),
            Entry(dt.date(2014, 1, 1), State(Category.OBSERVER, Standing.LEFT)),
        ]
    )
    days = year_ends(2011, dt.date(2014, 6, 30))
    assert days == (*(dt.date(year, 12, 31) for year in (2011, 2012, 2013)), dt.date(2014, 6, 30))
    points = growth([one, other], days)
    assert [point.total for point in points] == [0, 1, 2, 1]
    assert points[2].by_category.of(Category.OFFICIAL) == 1
    assert year_ends(2014, dt.date(2014, 12, 31)) == (dt.date(2014, 12, 31),)
