"""What the page of a review shows, and the forms on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tcvm.apps.joining import filing, queries, words
from tcvm.apps.joining.models import Application, Prepared, Remark
from tcvm.apps.joining.queries import last_submission
from tcvm.apps.joining.web.forms import ResolutionForm, SendBackForm, TextForm, Worded
from tcvm.apps.joining.web.overview import letters_of, questions_of, step_lines
from tcvm.apps.joining.web.sheet import sheet_of
from tcvm.apps.members.public import KnownMember, known_members
from tcvm.domain.joining.course import FINAL, State, Step, possible
from tcvm.domain.joining.resemblance import Known, Sign, signs
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.problems import Problem
from tcvm.foundation.accounts import rules
from tcvm.foundation.tenancy.viewer import Viewer

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass
class Forms:
    """The forms of the page; only the one that was sent is bound."""

    sent: str
    send_back: SendBackForm
    forward: TextForm
    question: TextForm
    comment: TextForm
    resolution: ResolutionForm
    refused: list[Problem] = field(default_factory=list)

    def of(self, what: str) -> Worded | None:
        """The form that goes with a button; None for one that needs none."""
        return {
            "send_back": self.send_back,
            "forward": self.forward,
            "ask": self.question,
            "comment": self.comment,
            "prepare": self.resolution,
        }.get(what)

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Put problems at the fields of the form that was sent; the rest stands above the page."""
        form = self.of(self.sent)
        for one in problems:
            if form is not None and form.is_bound and one.place.column in form.fields:
                form.refuse([one])
            else:
                self.refused.append(one)


@dataclass(frozen=True, slots=True)
class Resembling:
    """One in the register whom the applicant resembles, and why; `opens` if it has a page here."""

    code: str
    name: str
    why: str
    opens: bool


def forms_of(request: HttpRequest, application: Application, viewer: Viewer) -> Forms:
    """The forms; that of the button that was pressed holds what was typed."""
    sent = request.POST.get("do", "") if request.method == "POST" else ""
    asked = filing.asked_of(last_submission(application))

    def data(name: str) -> object:
        return request.POST if sent == name else None

    last = last_submission(application)
    return Forms(
        sent=sent,
        send_back=SendBackForm(data("send_back"), asked=asked, auto_id="back_%s"),
        forward=TextForm(
            data("forward"), label=_("What the secretariat advises"), auto_id="forward_%s"
        ),
        question=TextForm(data("ask"), label=_("Question to the applicant"), auto_id="ask_%s"),
        comment=TextForm(
            data("comment"), label=_("Comment, for the staff only"), auto_id="comment_%s"
        ),
        resolution=ResolutionForm(
            data("prepare"),
            request.FILES if sent == "prepare" else None,
            categories=asked.categories,
            members=[(one.code, one.name) for one in resembling(application, viewer)],
            initial={"category": last.category},
            auto_id="resolution_%s",
        ),
    )


def resembling(application: Application, viewer: Viewer) -> list[Resembling]:
    """Whom in the register the applicant resembles, the surest first."""
    answers = last_submission(application).answers
    person = application.kind == MemberKind.PERSON
    name = filing.applicant_name(answers)
    applicant = Known(
        names=(name.vi, name.en),
        abbreviation=answers.get("abbreviation", ""),
        licence=answers.get("licence_number", ""),
        phone=answers.get("contact_phone" if person else "phone", ""),
        email=answers.get("contact_email" if person else "email", ""),
    )
    found: list[tuple[tuple[Sign, ...], KnownMember]] = []
    for one in known_members(application.network.code, viewer=viewer, today=timezone.localdate()):
        if one.kind != application.kind:
            continue
        known = Known(one.names, one.abbreviation, one.licence, one.phone, one.email)
        if alike := signs(applicant, known):
            found.append((alike, one))
    order = list(Sign)
    found.sort(key=lambda pair: (order.index(pair[0][0]), -len(pair[0]), pair[1].names[0]))
    return [
        Resembling(
            one.code,
            one.names[0],
            "; ".join(str(words.SIGNS[sign]) for sign in alike),
            one.in_register,
        )
        for alike, one in found
    ]


def desk(application: Application, viewer: Viewer, forms: Forms) -> dict[str, object]:
    """The page of a review."""
    state = State(queries.last_step(application).state)
    prepared = queries.prepared_of(application)
    today = timezone.localdate()
    may = {
        what: rules.permits(viewer, f"joining.{what}", today=today, network=application.network_id)
        for what in ("review", "decide", "remark")
    }
    open_steps = {step.value: may["review"] for step in possible(state)}
    last = last_submission(application)
    admitted = getattr(application, "admitted", None)
    back = queries.asked_back(application)
    return {
        "section": "joining",
        "network": application.network,
        "network_name": words.said(application.network.name),
        "application": application,
        "name": words.said(filing.applicant_name(last.answers)),
        "kind": words.KINDS[MemberKind(application.kind)],
        "state": words.STATES[state],
        "state_code": state.value,
        "over": state in FINAL,
        "seen": queries.version(application),
        "forms": forms,
        "may": may,
        "can": open_steps,
        "sheet": sheet_of(application, tuple(back.items) if back is not None else ()),
        "resembling": resembling(application, viewer) if not admitted else [],
        "prepared": _prepared(prepared) if prepared is not None else None,
        "own_preparation": prepared is not None and prepared.entry.by == viewer.identifier,
        "comments": [
            (words.moment(one.recorded_at), one.recorded_by, one.text)
            for one in application.remarks.filter(kind=Remark.Kind.COMMENT)
        ],
        "questions": questions_of(application),
        "steps": step_lines(application),
        "letters": letters_of(application),
        "member": admitted.member if admitted else "",
    }


def _prepared(one: Prepared) -> dict[str, object]:
    return {
        "outcome": words.OUTCOMES[Step(one.outcome)],
        "number": one.number,
        "decided_on": words.day(one.decided_on),
        "body": one.body,
        "category": words.category(one.category) if one.category else "",
        "since": words.day(one.since) if one.since else "",
        "member": one.member,
        "reasons": one.reasons,
        "paper": one.paper_id,
        "paper_name": one.paper.name,
        "by": one.entry.recorded_by,
        "when": words.moment(one.entry.recorded_at),
    }
