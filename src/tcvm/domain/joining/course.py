"""The course of an application: its states, the steps between them, and who may take each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tcvm.domain.problems import Problem


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SENT = "sent"
    TO_COMPLETE = "to_complete"
    UNDER_REVIEW = "under_review"
    AWAITING_DECISION = "awaiting_decision"
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can be done to it. PREPARE and RETURN leave it where it stands, before the decision."""

    SEND = "send"
    TAKE_UP = "take_up"
    SEND_BACK = "send_back"
    FORWARD = "forward"
    PREPARE = "prepare"
    RETURN = "return"
    ADMIT = "admit"
    REFUSE = "refuse"
    DEFER = "defer"
    WITHDRAW = "withdraw"


class Party(StrEnum):
    """Who takes a step. What the secretariat prepares, a second person confirms."""

    APPLICANT = "applicant"
    SECRETARIAT = "secretariat"
    SECOND_PERSON = "second_person"


PARTIES: Mapping[Step, Party] = {
    Step.SEND: Party.APPLICANT,
    Step.WITHDRAW: Party.APPLICANT,
    Step.TAKE_UP: Party.SECRETARIAT,
    Step.SEND_BACK: Party.SECRETARIAT,
    Step.FORWARD: Party.SECRETARIAT,
    Step.PREPARE: Party.SECRETARIAT,
    Step.RETURN: Party.SECOND_PERSON,
    Step.ADMIT: Party.SECOND_PERSON,
    Step.REFUSE: Party.SECOND_PERSON,
    Step.DEFER: Party.SECOND_PERSON,
}

#: What a decision may come to: the outcomes that are prepared and confirmed.
OUTCOMES = (Step.ADMIT, Step.REFUSE, Step.DEFER)

_COURSE: Mapping[tuple[State, Step], State] = {
    (State.DRAFT, Step.SEND): State.SENT,
    (State.TO_COMPLETE, Step.SEND): State.SENT,
    (State.SENT, Step.TAKE_UP): State.UNDER_REVIEW,
    (State.UNDER_REVIEW, Step.SEND_BACK): State.TO_COMPLETE,
    (State.UNDER_REVIEW, Step.FORWARD): State.AWAITING_DECISION,
    (State.AWAITING_DECISION, Step.PREPARE): State.AWAITING_DECISION,
    (State.AWAITING_DECISION, Step.RETURN): State.AWAITING_DECISION,
    (State.AWAITING_DECISION, Step.ADMIT): State.ADMITTED,
    (State.AWAITING_DECISION, Step.REFUSE): State.REFUSED,
    (State.AWAITING_DECISION, Step.DEFER): State.UNDER_REVIEW,
    (State.SENT, Step.WITHDRAW): State.WITHDRAWN,
    (State.TO_COMPLETE, Step.WITHDRAW): State.WITHDRAWN,
    (State.UNDER_REVIEW, Step.WITHDRAW): State.WITHDRAWN,
    (State.AWAITING_DECISION, Step.WITHDRAW): State.WITHDRAWN,
}

#: States from which no step leads on.
FINAL = frozenset(State) - {state for state, _ in _COURSE}


def possible(state: State) -> tuple[Step, ...]:
    """The steps that may be taken from `state`, in the order of `Step`."""
    return tuple(step for step in Step if (state, step) in _COURSE)


def after(state: State, step: Step) -> tuple[State | None, list[Problem]]:
    """The state that `step` leads to, or None and `step_not_open` (step, state)."""
    reached = _COURSE.get((state, step))
    if reached is None:
        return None, [Problem("step_not_open", parameters={"step": step, "state": state})]
    return reached, []
