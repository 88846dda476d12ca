"""Which step may follow which, and what it leads to."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.membership.standing import (
    CATEGORIES,
    History,
    MemberKind,
    Standing,
    State,
    Step,
    after,
    possible,
    sequence_problems,
)
from tcvm.domain.membership.timeline import Entry
from tcvm.domain.scoring.scheme import Category

ORGANISATION, PERSON = MemberKind.ORGANISATION, MemberKind.PERSON
OBSERVER, OFFICIAL = Category.OBSERVER, Category.OFFICIAL
TAKEN = {Step.ADMIT, Step.CHANGE_CATEGORY, Step.RE_ENTER}


def day(number: int) -> dt.date:
    return dt.date(2014, 1, number)


def history(*standings: Standing) -> History:
    """A history of an observer: each standing from another day on, from the first."""
    return History.of(
        Entry(day(number), State(OBSERVER, one)) for number, one in enumerate(standings, start=1)
    )


A, S, L = Standing.ACTIVE, Standing.SUSPENDED, Standing.LEFT


@pytest.mark.parametrize(
    ("standings", "steps"),
    [
        ((), {Step.ADMIT}),
        ((A,), {Step.CHANGE_CATEGORY, Step.SUSPEND, Step.LEAVE}),
        ((A, S), {Step.CHANGE_CATEGORY, Step.REINSTATE, Step.LEAVE}),
        ((A, L), {Step.RE_ENTER}),
        ((A, L, A), {Step.CHANGE_CATEGORY, Step.SUSPEND, Step.LEAVE}),
    ],
)
def test_steps_that_may_be_taken(standings: tuple[Standing, ...], steps: set[Step]) -> None:
    past = history(*standings)
    assert set(possible(past, day(20))) == steps
    for step in Step:
        category = OFFICIAL if step in TAKEN else None
        state, problems = after(past, step, day(20), ORGANISATION, category)
        if step in steps:
            assert problems == []
            assert state is not None
        else:
            assert state is None
            assert [one.code for one in problems] == ["step_not_possible"]
            assert problems[0].parameters["step"] is step


@pytest.mark.parametrize(
    ("standings", "step", "category", "expected"),
    [
        ((), Step.ADMIT, OBSERVER, State(OBSERVER)),
        ((A,), Step.CHANGE_CATEGORY, OFFICIAL, State(OFFICIAL)),
        # A change of category does not lift a suspension.
        ((A, S), Step.CHANGE_CATEGORY, OFFICIAL, State(OFFICIAL, S)),
        ((A,), Step.SUSPEND, None, State(OBSERVER, S)),
        ((A, S), Step.REINSTATE, None, State(OBSERVER)),
        # Who has left keeps the category held last, so that the register can still tell it.
        ((A, S), Step.LEAVE, None, State(OBSERVER, L)),
        # And may come back in the same one.
        ((A, L), Step.RE_ENTER, OBSERVER, State(OBSERVER)),
    ],
)
def test_where_a_step_leads(
    standings: tuple[Standing, ...], step: Step, category: Category | None, expected: State
) -> None:
    assert after(history(*standings), step, day(20), ORGANISATION, category) == (expected, [])
    assert expected.counts is (expected.standing is not L)


def test_nothing_is_decided_with_effect_before_the_last_step() -> None:
    past = history(A, S)
    for before in (1, 2):
        assert possible(past, day(before)) == ()
        state, problems = after(past, Step.REINSTATE, day(before), ORGANISATION)
        assert state is None
        assert [one.code for one in problems] == ["step_not_after"]
        assert problems[0].parameters == {"since": day(before), "last": day(2)}


@given(st.sampled_from(MemberKind), st.none() | st.sampled_from(Category))
def test_a_person_is_only_ever_an_associate(kind: MemberKind, category: Category | None) -> None:
    state, problems = after(History(), Step.ADMIT, day(1), kind, category)
    if category is None:
        assert [one.code for one in problems] == ["category_missing"]
    elif category in CATEGORIES[kind]:
        assert state == State(category)
    else:
        assert [one.code for one in problems] == ["category_of_other_kind"]
    assert (kind is PERSON and category is OFFICIAL and not problems) is False


def test_a_change_to_the_same_category_is_none() -> None:
    state, problems = after(history(A), Step.CHANGE_CATEGORY, day(20), ORGANISATION, OBSERVER)
    assert (state, [one.code for one in problems]) == (None, ["category_unchanged"])


@given(st.data())
def test_whatever_steps_are_taken_the_history_is_in_order(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(MemberKind))
    past = History()
    for number in range(1, data.draw(st.integers(1, 8)) + 1):
        step = data.draw(st.sampled_from(possible(past, day(number))))
        category = data.draw(st.sampled_from(sorted(CATEGORIES[kind]))) if step in TAKEN else None
        state, problems = after(past, step, day(number), kind, category)
        if state is None:
            assert [one.code for one in problems] == ["category_unchanged"]
            continue
        past = History.of([*past.entries, Entry(day(number), state)])
    assert sequence_problems(past, kind) == []


OFFICER = State(Category.ASSOCIATE_INDIVIDUAL)


@pytest.mark.parametrize(
    ("kind", "states", "expected"),
    [
        (ORGANISATION, [], ["history_empty"]),
        (ORGANISATION, [State(OBSERVER, L)], ["history_begins"]),
        (ORGANISATION, [State(OBSERVER), State(OBSERVER)], ["history_step"]),
        (ORGANISATION, [State(OBSERVER), State(OFFICIAL, S)], ["history_step"]),
        (ORGANISATION, [State(OBSERVER), State(OBSERVER, L), State(OBSERVER, S)], ["history_step"]),
        (ORGANISATION, [State(OBSERVER), State(OBSERVER, L), State(OFFICIAL)], []),
        (ORGANISATION, [State(OBSERVER), State(OBSERVER, S), State(OFFICIAL, S)], []),
        (ORGANISATION, [OFFICER], ["category_of_other_kind"]),
        (PERSON, [OFFICER], []),
    ],
)
def test_a_history_that_cannot_be(
    kind: MemberKind, states: list[State], expected: list[str]
) -> None:
    past = History.of(Entry(day(number), one) for number, one in enumerate(states, start=1))
    assert [one.code for one in sequence_problems(past, kind)] == expected
