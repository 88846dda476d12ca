"""No sequence of steps leads out of the course, and what is over stays over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.joining.course import (
    FINAL,
    OUTCOMES,
    PARTIES,
    Party,
    State,
    Step,
    after,
    possible,
)
from tcvm.domain.problems import Problem

#: The whole course, as a person draws it.
COURSE = {
    State.DRAFT: {Step.SEND: State.SENT},
    State.SENT: {Step.TAKE_UP: State.UNDER_REVIEW, Step.WITHDRAW: State.WITHDRAWN},
    State.TO_COMPLETE: {Step.SEND: State.SENT, Step.WITHDRAW: State.WITHDRAWN},
    State.UNDER_REVIEW: {
        Step.SEND_BACK: State.TO_COMPLETE,
        Step.FORWARD: State.AWAITING_DECISION,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.AWAITING_DECISION: {
        Step.PREPARE: State.AWAITING_DECISION,
        Step.RETURN: State.AWAITING_DECISION,
        Step.ADMIT: State.ADMITTED,
        Step.REFUSE: State.REFUSED,
        Step.DEFER: State.UNDER_REVIEW,
        Step.WITHDRAW: State.WITHDRAWN,
    },
    State.ADMITTED: {},
    State.REFUSED: {},
    State.WITHDRAWN: {},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_a_step_leads_where_it_is_drawn_and_nowhere_else(state: State, step: Step) -> None:
    expected = COURSE[state].get(step)
    problems = (
        [] if expected else [Problem("step_not_open", parameters={"step": step, "state": state})]
    )
    assert after(state, step) == (expected, problems)
    assert (step in possible(state)) == (expected is not None)


@given(st.lists(st.sampled_from(Step)))
def test_no_sequence_of_steps_leaves_the_course(steps: list[Step]) -> None:
    state, over, decided = State.DRAFT, False, False
    for step in steps:
        reached, problems = after(state, step)
        assert (reached is None) == bool(problems)
        if reached is None:
            continue
        assert not over, "nothing follows the end"
        decided = decided or step in OUTCOMES
        state, over = reached, reached in FINAL
        assert state is not State.DRAFT, "what was sent is never a draft again"
        if state in (State.ADMITTED, State.REFUSED):
            assert decided


def test_every_way_to_the_end_passes_the_second_person_or_the_applicant() -> None:
    for moves in COURSE.values():
        for step, reached in moves.items():
            if reached in FINAL:
                wanted = Party.APPLICANT if step is Step.WITHDRAW else Party.SECOND_PERSON
                assert PARTIES[step] is wanted
    assert set(PARTIES) == set(Step)
    assert {State.ADMITTED, State.REFUSED, State.WITHDRAWN} == FINAL
