"""What the pages under an applicant's link show."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from tcvm.apps.joining import filing, queries, words
from tcvm.apps.joining.actions.papers import PAPER
from tcvm.apps.joining.forget import KEPT_DAYS
from tcvm.apps.joining.models import Application, Draft, Letter, Remark, StepEntry
from tcvm.apps.joining.queries import Reached
from tcvm.apps.joining.requirements import Part
from tcvm.apps.joining.web.sheet import draft_papers, sheet_of
from tcvm.domain.joining.course import State, Step, possible
from tcvm.domain.problems import Problem
from tcvm.foundation.files.public import MEBIBYTE

#: Steps between the secretariat and the board, and what is said with them, are theirs.
_INTERNAL = frozenset({Step.PREPARE, Step.RETURN})
_WORDLESS = frozenset({Step.FORWARD, Step.TAKE_UP})


@dataclass(frozen=True, slots=True)
class PartLine:
    """A page of the form and what it lacks."""

    part: str
    name: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the applicant may see it."""

    when: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter to be downloaded."""

    name: str
    number: str
    when: str
    file: object


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question and, once given, its answer."""

    key: int
    when: str
    text: str
    answer: str
    answered: str


def draft_or_blank(reached: Reached) -> Draft:
    """The draft; where what was sent is completed and not touched yet, as it would begin."""
    if reached.draft is not None:
        return reached.draft
    application = reached.application
    assert application is not None, "one of them is there"
    sent = queries.last_submission(application)
    return Draft(
        thread=reached.thread,
        network=application.network,
        kind=application.kind,
        category=sent.category,
        requirements=sent.requirements,
        locale=application.locale,
        answers=sent.answers,
        conduct_accepted=sent.conduct_accepted,
    )


def overview(reached: Reached, token: str) -> dict[str, object]:
    """The page of an application."""
    state, application = reached.state, reached.application
    open_now = state in (State.DRAFT, State.TO_COMPLETE)
    draft = reached.draft
    missing = _problems(reached) if open_now else []
    answers = draft.answers if draft is not None else {}
    if application is not None and not answers:
        answers = queries.last_submission(application).answers
    back = queries.asked_back(application) if application is not None else None
    return {
        "section": "joining",
        "token": token,
        "network_name": words.said(reached.network.name),
        "name": words.said(filing.applicant_name(answers)),
        "number": application.number if application is not None else "",
        "state": words.STATES[state],
        "state_code": state.value,
        "open_now": open_now,
        "parts": _parts(draft_or_blank(reached), missing) if open_now else [],
        "complete": open_now and not missing,
        "back": back.text if back is not None else "",
        "back_items": [
            words.said(filing.asked_of(draft_or_blank(reached)).name_of(code))
            for code in (back.items if back is not None else ())
        ],
        "kept_days": KEPT_DAYS,
        "contact_email": answers.get("contact_email", ""),
        "may_withdraw": Step.WITHDRAW in possible(state),
        "sheet": sheet_of(application) if application is not None and not open_now else None,
        "steps": _steps(application) if application is not None else [],
        "letters": letters_of(application) if application is not None else [],
        "questions": questions_of(application) if application is not None else [],
        "may_answer": state not in (State.ADMITTED, State.REFUSED, State.WITHDRAWN),
    }


def part_context(reached: Reached, token: str, part: Part) -> dict[str, object]:
    """The page of one part of the form."""
    draft = draft_or_blank(reached)
    back = queries.asked_back(reached.application) if reached.application is not None else None
    items = tuple(back.items) if back is not None else ()
    asked = filing.asked_of(draft)
    here = (
        {one.code for one in asked.papers}
        if part is Part.PAPERS
        else {one.code for one in asked.of_part(part)}
    )
    order = list(Part)
    application = reached.application
    sent = queries.last_submission(application) if application is not None else None
    return {
        "section": "joining",
        "token": token,
        "network_name": words.said(reached.network.name),
        "part": part.value,
        "part_name": words.PARTS[part],
        "place": order.index(part) + 1,
        "places": len(order),
        "papers": draft_papers(draft, sent) if part is Part.PAPERS else [],
        "size_max": PAPER.size_max_bytes // MEBIBYTE,
        "marked": [words.said(asked.name_of(code)) for code in items if code in here],
        "back": back.text if back is not None else "",
    }


def _problems(reached: Reached) -> list[Problem]:
    today = timezone.localdate()
    if reached.draft is not None:
        return filing.problems_of(reached.draft, reached.application, today)
    # Nothing has been put right yet: all that was asked for is still to be done.
    assert reached.application is not None, "one of them is there"
    return filing.untouched_problems(reached.application)


def _parts(draft: Draft, problems: list[Problem]) -> list[PartLine]:
    asked = filing.asked_of(draft)
    of = {one.code: one.part for one in asked.facts}
    of |= {one.code: Part.PAPERS for one in asked.papers} | {"conduct_accepted": Part.CONDUCT}
    missing: dict[Part, list[str]] = {}
    for one in problems:
        code = one.place.column
        name = "" if code == "conduct_accepted" else f"{words.said(asked.name_of(code))}: "
        missing.setdefault(of[code], []).append(f"{name}{words.sentence(one)}")
    return [
        PartLine(part.value, str(words.PARTS[part]), tuple(missing.get(part, ()))) for part in Part
    ]


def _steps(application: Application) -> list[StepLine]:
    return [
        StepLine(
            words.moment(one.recorded_at),
            str(words.STEPS[Step(one.step)]),
            "" if Step(one.step) in _WORDLESS else one.text,
        )
        for one in application.steps.all()
        if Step(one.step) not in _INTERNAL
    ]


def step_lines(application: Application) -> list[dict[str, object]]:
    """Every step, as the staff see it."""
    return [_staff_line(one) for one in application.steps.all()]


def _staff_line(one: StepEntry) -> dict[str, object]:
    return {
        "when": words.moment(one.recorded_at),
        "what": words.STEPS[Step(one.step)],
        "text": one.text,
        "who": one.recorded_by,
    }


def letters_of(application: Application) -> list[LetterLine]:
    """The letters about an application."""
    return [
        LetterLine(
            str(words.LETTERS[one.record["kind"]]),
            one.record["number"],
            words.day(filing.day_of(one.recorded_at)),
            one.file_id,
        )
        for one in Letter.objects.filter(entry__application=application)
    ]


def questions_of(application: Application) -> list[QuestionLine]:
    """The questions to the applicant, each with its answer."""
    rows = list(application.remarks.exclude(kind=Remark.Kind.COMMENT))
    answers = {one.answers_id: one for one in rows if one.answers_id is not None}
    found = []
    for one in rows:
        if one.kind == Remark.Kind.QUESTION:
            given = answers.get(one.pk)
            found.append(
                QuestionLine(
                    one.pk,
                    words.moment(one.recorded_at),
                    one.text,
                    given.text if given else "",
                    words.moment(given.recorded_at) if given else "",
                )
            )
    return found
