"""Prepare a decision from its paper, for a second person to confirm."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from tcvm.apps.joining import queries
from tcvm.apps.joining.actions.advance import advance, locked, note_step
from tcvm.apps.joining.actions.papers import RESOLUTION
from tcvm.apps.joining.actions.send import owner_of
from tcvm.apps.joining.models import Application, Prepared
from tcvm.apps.members.public import Refused, known_members, refuse
from tcvm.domain.joining.course import OUTCOMES, Step
from tcvm.domain.membership.standing import CATEGORIES, MemberKind
from tcvm.domain.problems import Place, Problem
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.files.keep import Readable
from tcvm.foundation.files.public import keep
from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Resolution:
    """A decision as its paper has it.

    `category` and `since` are those of an admission; `member` is the code of who is in the register
    already, empty for who is new to it; `reasons` are told to the applicant.
    """

    outcome: Step
    number: str
    decided_on: dt.date
    body: str
    category: Category | None = None
    since: dt.date | None = None
    member: str = ""
    reasons: str = ""

    def problems(self, kind: MemberKind, today: dt.date) -> list[Problem]:
        """What is wrong, each at its field.

        `fact_missing` (field), `decided_later`, `category_of_other_kind` (category, kind).
        """
        assert self.outcome in OUTCOMES
        admits = self.outcome is Step.ADMIT
        needed = {
            "number": self.number,
            "body": self.body,
            **({"category": self.category, "since": self.since} if admits else {}),
            **({} if admits else {"reasons": self.reasons}),
        }
        found = [
            Problem("fact_missing", place=Place(column=field), parameters={"field": field})
            for field, value in needed.items()
            if not str(value or "").strip()
        ]
        if self.decided_on > today:
            found.append(Problem("decided_later", place=Place(column="decided_on")))
        if admits and self.category is not None and self.category not in CATEGORIES[kind]:
            found.append(
                Problem(
                    "category_of_other_kind",
                    place=Place(column="category"),
                    parameters={"category": self.category, "kind": kind},
                )
            )
        return found


def prepare(
    *,
    network: str,
    number: str,
    resolution: Resolution,
    paper: Readable,
    paper_name: str,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
    seen: str | None = None,
) -> Prepared:
    """Keep the resolution with its paper; a later one takes the place of one that waits.

    Raises Http404, FileRefused, and Refused: the problems of the resolution, `member_unknown`
    (code), `changed_meanwhile`, `step_not_open`.
    """
    found = queries.found_or_404(queries.editable_by(actor), network, number)
    kind = MemberKind(found.kind)
    if problems := resolution.problems(kind, today):
        raise Refused(problems)
    if resolution.member:
        known = known_members(network, viewer=actor, today=today)
        if not any(one.code == resolution.member and one.kind is kind for one in known):
            raise refuse("member_unknown", code=resolution.member)
    with transaction.atomic():
        application = locked(found, seen)
        entry = advance(
            application=application,
            step=Step.PREPARE,
            actor=actor,
            now=now,
            text=resolution.reasons,
        )
        file = keep(
            stream=paper,
            name=paper_name,
            purpose=RESOLUTION,
            owner=owner_of(application),
            actor=actor.identifier,
            at=now,
        )
        admits = resolution.outcome is Step.ADMIT
        prepared = Prepared.objects.create(
            entry=entry,
            outcome=resolution.outcome.value,
            number=resolution.number.strip(),
            decided_on=resolution.decided_on,
            body=resolution.body.strip(),
            paper=file,
            category=resolution.category.value if admits and resolution.category else "",
            since=resolution.since if admits else None,
            member=resolution.member if admits else "",
            reasons=resolution.reasons.strip(),
        )
        note_step(entry, actor, now, **facts_of(prepared))
    return prepared


def facts_of(prepared: Prepared) -> dict[str, object]:
    """The decision as the trail names it."""
    return {
        "outcome": prepared.outcome,
        "decision": prepared.number,
        "decided_on": prepared.decided_on,
        "category": prepared.category,
        "since": prepared.since,
        "member": prepared.member,
        "paper": prepared.paper.content_id,
    }


def waits_of(application: Application) -> Prepared:
    """The decision that waits to be confirmed. Raises Refused: `nothing_prepared`."""
    prepared = queries.prepared_of(application)
    if prepared is None:
        raise refuse("nothing_prepared")
    return prepared
