"""What a membership is on a day, and which step may follow which."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from tcvm.domain.membership.timeline import Timeline
from tcvm.domain.problems import Problem
from tcvm.domain.scoring.scheme import Category


class Standing(StrEnum):
    """Whether a member has its rights, has lost them for a time, or has gone."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"


class Step(StrEnum):
    """What can be decided about a membership."""

    ADMIT = "admit"
    CHANGE_CATEGORY = "change_category"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    LEAVE = "leave"
    RE_ENTER = "re_enter"


class MemberKind(StrEnum):
    """What a member is."""

    ORGANISATION = "organisation"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class State:
    """Category and standing together. Who has left keeps the category held last."""

    category: Category
    standing: Standing = Standing.ACTIVE

    @property
    def counts(self) -> bool:
        """Whether it is a member at all: one suspended still is."""
        return self.standing is not Standing.LEFT


History = Timeline[State]

#: The standing that each step starts from; None where there has been no membership yet.
_FROM: dict[Step, frozenset[Standing | None]] = {
    Step.ADMIT: frozenset({None}),
    Step.CHANGE_CATEGORY: frozenset({Standing.ACTIVE, Standing.SUSPENDED}),
    Step.SUSPEND: frozenset({Standing.ACTIVE}),
    Step.REINSTATE: frozenset({Standing.SUSPENDED}),
    Step.LEAVE: frozenset({Standing.ACTIVE, Standing.SUSPENDED}),
    Step.RE_ENTER: frozenset({Standing.LEFT}),
}
#: An individual is only ever an associate (rating.md section 1, domain.md 1.2 no. 15).
CATEGORIES = {
    MemberKind.ORGANISATION: frozenset(
        {Category.OFFICIAL, Category.OBSERVER, Category.ASSOCIATE_ORGANISATION}
    ),
    MemberKind.PERSON: frozenset({Category.ASSOCIATE_INDIVIDUAL}),
}


def possible(history: History, day: dt.date) -> tuple[Step, ...]:
    """The steps that may be decided with effect from `day`; none before the last one taken."""
    last = history.last_since
    if last is not None and day <= last:
        return ()
    state = history.on(day)
    standing = None if state is None else state.standing
    return tuple(step for step, allowed in _FROM.items() if standing in allowed)


def after(
    history: History, step: Step, day: dt.date, kind: MemberKind, category: Category | None = None
) -> tuple[State | None, list[Problem]]:
    """The state that `step` leads to from `day`, or None and why not.

    `category` is that of ADMIT, CHANGE_CATEGORY and RE_ENTER; the others keep it. Problems:
    `step_not_after` (since, last), `step_not_possible` (step, standing), `category_missing`,
    `category_unchanged` (category), `category_of_other_kind` (category, kind).
    """
    state, last = history.on(day), history.last_since
    if last is not None and day <= last:
        return None, [Problem("step_not_after", parameters={"since": day, "last": last})]
    standing = None if state is None else state.standing
    if standing not in _FROM[step]:
        parameters = {"step": step, "standing": standing}
        return None, [Problem("step_not_possible", parameters=parameters)]
    if step in (Step.ADMIT, Step.CHANGE_CATEGORY, Step.RE_ENTER):
        return _with_category(state, step, kind, category)
    assert state is not None, "the other steps start from a membership"
    standings = {Step.SUSPEND: Standing.SUSPENDED, Step.LEAVE: Standing.LEFT}
    return State(state.category, standings.get(step, Standing.ACTIVE)), []


def _with_category(
    state: State | None, step: Step, kind: MemberKind, category: Category | None
) -> tuple[State | None, list[Problem]]:
    if category is None:
        return None, [Problem("category_missing", parameters={"step": step})]
    if category not in CATEGORIES[kind]:
        parameters = {"category": category, "kind": kind}
        return None, [Problem("category_of_other_kind", parameters=parameters)]
    if state is None or step is Step.RE_ENTER:
        return State(category), []
    if category is state.category:
        return None, [Problem("category_unchanged", parameters={"category": category})]
    return State(category, state.standing), []


def sequence_problems(history: History, kind: MemberKind) -> list[Problem]:
    """What makes a whole history impossible, as after a correction; none where it is in order.

    `history_empty`, `history_begins` (standing), `history_step` (since, standing, before) for a
    state that no step leads to from the one before, `category_of_other_kind` (category, kind).
    """
    if not history.spells:
        return [Problem("history_empty")]
    problems = []
    before: State | None = None
    for spell in history.spells:
        state = spell.value
        if state.category not in CATEGORIES[kind]:
            parameters: dict[str, object] = {"category": state.category, "kind": kind}
            problems.append(Problem("category_of_other_kind", parameters=parameters))
        if before is None:
            if state.standing is not Standing.ACTIVE:
                problems.append(Problem("history_begins", parameters={"standing": state.standing}))
        elif state == before or not _follows(before, state):
            parameters = {
                "since": spell.period.since,
                "standing": state.standing,
                "before": before.standing,
            }
            problems.append(Problem("history_step", parameters=parameters))
        before = state
    return problems


def _follows(before: State, state: State) -> bool:
    """Whether one step leads from a state to another."""
    if before.standing is Standing.LEFT:
        return state.standing is Standing.ACTIVE
    if before.standing is state.standing:
        return True
    return before.category is state.category
