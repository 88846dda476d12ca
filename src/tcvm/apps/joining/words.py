"""Words for the codes of joining, in the language of the moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from tcvm.apps.joining.requirements import Part
from tcvm.documents.words import label
from tcvm.domain.joining.course import State, Step
from tcvm.domain.joining.resemblance import Sign
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.problems import Problem
from tcvm.domain.text import Text

STATES = {
    State.DRAFT: gettext_lazy("Draft"),
    State.SENT: gettext_lazy("Sent"),
    State.TO_COMPLETE: gettext_lazy("To be completed"),
    State.UNDER_REVIEW: gettext_lazy("Under review"),
    State.AWAITING_DECISION: gettext_lazy("Awaiting decision"),
    State.ADMITTED: pgettext_lazy("application", "Admitted"),
    State.REFUSED: pgettext_lazy("application", "Refused"),
    State.WITHDRAWN: pgettext_lazy("application", "Withdrawn"),
}
STEPS = {
    Step.SEND: gettext_lazy("Sent by the applicant"),
    Step.TAKE_UP: gettext_lazy("Review begun"),
    Step.SEND_BACK: gettext_lazy("Sent back to be completed"),
    Step.FORWARD: gettext_lazy("Laid before the board"),
    Step.PREPARE: gettext_lazy("Decision prepared"),
    Step.RETURN: gettext_lazy("Prepared decision given back"),
    Step.ADMIT: gettext_lazy("Admitted by resolution"),
    Step.REFUSE: gettext_lazy("Refused by resolution"),
    Step.DEFER: gettext_lazy("Decision deferred"),
    Step.WITHDRAW: gettext_lazy("Withdrawn by the applicant"),
}
OUTCOMES = {
    Step.ADMIT: gettext_lazy("Admit"),
    Step.REFUSE: gettext_lazy("Refuse"),
    Step.DEFER: gettext_lazy("Defer"),
}
KINDS = {
    MemberKind.ORGANISATION: gettext_lazy("Organisation"),
    MemberKind.PERSON: gettext_lazy("Individual"),
}
PARTS = {
    Part.APPLICANT: gettext_lazy("About the applicant"),
    Part.CONTACT: gettext_lazy("Contact"),
    Part.PAPERS: gettext_lazy("Papers"),
    Part.CONDUCT: gettext_lazy("Declaration and code of conduct"),
}
SIGNS = {
    Sign.LICENCE: gettext_lazy("the same licence or registration number"),
    Sign.NAME: gettext_lazy("the same name, diacritics aside"),
    Sign.EMAIL: gettext_lazy("the same e-mail address"),
    Sign.PHONE: gettext_lazy("the same telephone number"),
    Sign.ABBREVIATION: gettext_lazy("the same abbreviation"),
    Sign.NEAR_NAME: gettext_lazy("a similar name"),
}
LETTERS = {
    "admission": gettext_lazy("Letter of admission"),
    "refusal": gettext_lazy("Letter of refusal"),
    "completion": gettext_lazy("Request for completion"),
}
#: Why something was not done. What the register refuses for is said here as well.
SENTENCES = {
    "fact_needed": gettext_lazy("Please fill this in."),
    "fact_missing": gettext_lazy("Please fill this in."),
    "paper_needed": gettext_lazy("Please attach this paper."),
    "conduct_not_accepted": gettext_lazy("The code of conduct has not been accepted."),
    "not_put_right": gettext_lazy("The secretariat asks for this to be put right."),
    "date_unreadable": gettext_lazy("This is not a date. Write it as year-month-day."),
    "number_unreadable": gettext_lazy("This is not a year. Write it with four digits."),
    "year_unlikely": gettext_lazy("%(year)s cannot be the year of foundation."),
    "email_unreadable": gettext_lazy("This is not an e-mail address."),
    "website_unreadable": gettext_lazy("This is not a web address. It begins with https://."),
    "legal_form_unknown": gettext_lazy("Choose one of the legal forms."),
    "place_unknown": gettext_lazy("Choose one of the provinces."),
    "place_not_on_day": gettext_lazy(
        "%(place)s did not exist on %(since)s. Choose a present province."
    ),
    "paper_not_asked": gettext_lazy("This paper is not asked for."),
    "not_open_to_change": gettext_lazy(
        "The application has been sent: it can be changed only when the secretariat asks for it."
    ),
    "intake_closed": gettext_lazy("The network does not take applications at present."),
    "changed_meanwhile": gettext_lazy(
        "Somebody has taken another step meanwhile. Look at the application again, then decide."
    ),
    "step_not_open": gettext_lazy("This cannot be done any more: the application is “%(state)s”."),
    "nothing_asked": gettext_lazy("Mark what is to be put right, or write what is missing."),
    "item_unknown": gettext_lazy("Choose among what the application asks for."),
    "text_missing": gettext_lazy("Please write something."),
    "reason_missing": gettext_lazy("Please say why."),
    "decided_already": gettext_lazy("The application is closed."),
    "answered_already": gettext_lazy("This question has been answered."),
    "question_unknown": gettext_lazy("There is no such question."),
    "nothing_prepared": gettext_lazy("No decision is prepared."),
    "own_preparation": gettext_lazy(
        "You prepared this decision yourself: another person must confirm it."
    ),
    "decided_later": gettext_lazy("A decision cannot be of a day to come."),
    "member_unknown": gettext_lazy("Nobody in the register has the code %(code)s."),
    "known_as_nobody": gettext_lazy("Nobody in the register has the code %(code)s."),
    "requirements_unknown": gettext_lazy("Choose one of the requirements."),
    "category_missing": gettext_lazy("Choose a category."),
    "category_of_other_kind": gettext_lazy("This category is not open to this kind of applicant."),
    "organisation_exists": gettext_lazy(
        "“%(name)s” is in the register already: prepare the decision anew and choose it there."
    ),
    "decision_incomplete": gettext_lazy("The decision needs its number, its body and its paper."),
    "decision_differs": gettext_lazy(
        "Decision %(number)s of that date is in the register already, of another body or with "
        "another paper."
    ),
    "step_not_possible": gettext_lazy("It is a member of the network already."),
    "step_not_after": gettext_lazy(
        "From %(since)s it cannot be: its membership last changed on %(last)s."
    ),
    "code_not_signed": gettext_lazy(
        "It cannot be an official member: it has not signed the code of conduct "
        "(version %(version)s)."
    ),
    "code_signature_expired": gettext_lazy(
        "It cannot be an official member: its signature for %(year)s no longer counts from "
        "%(expired_on)s."
    ),
    "code_version_superseded": gettext_lazy(
        "It cannot be an official member: it signed version %(signed)s; version %(version)s has "
        "been in force since %(since)s."
    ),
    "code_without_evidence": gettext_lazy(
        "It cannot be an official member: the signed code for %(year)s is not attached."
    ),
    "code_version_unknown": gettext_lazy("The network has no version %(version)s of the code."),
    "signed_before_code": gettext_lazy("The code was signed before it was in force."),
    "signed_for_other_year": gettext_lazy("The code was signed for another year."),
    "signer_missing": gettext_lazy("It is not said who signed the code of conduct."),
    "source_missing": gettext_lazy("The source is missing."),
}


def sentence(problem: Problem) -> str:
    """Why something was not done, or what is wrong with a field."""
    return str(SENTENCES[problem.code]) % {
        name: _shown(value) for name, value in problem.parameters.items()
    }


def sentences(problems: Iterable[Problem]) -> list[str]:
    """The same of several, each once."""
    return list(dict.fromkeys(sentence(one) for one in problems))


def by_field(problems: Iterable[Problem]) -> Mapping[str, list[str]]:
    """What is wrong, by the field it stands at; an empty name holds the rest."""
    found: dict[str, list[str]] = {}
    for one in problems:
        found.setdefault(one.place.column, []).append(sentence(one))
    return found


def _shown(value: object) -> str:
    if isinstance(value, State):
        return str(STATES[value])
    return day(value) if isinstance(value, dt.date) else str(value)


def locale() -> str:
    """The language of the moment."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def said(text: Text) -> str:
    """A text in the language of the moment."""
    return text.said_in(locale())


def category(code: str) -> str:
    """A category of membership."""
    return label("labels", f"category_{code}", locale())


def day(value: dt.date) -> str:
    """A day."""
    return date_format(value, "j F Y") if locale() == "en" else f"{value:%d/%m/%Y}"


def moment(value: dt.datetime) -> str:
    """A moment, as it was where the platform is."""
    here = timezone.localtime(value)
    return _("%(day)s, %(time)s") % {"day": day(here.date()), "time": f"{here:%H:%M}"}


def day_or_text(text: str) -> str:
    """A day written year-month-day as people read it; anything else as it stands."""
    try:
        return day(dt.date.fromisoformat(text))
    except ValueError:
        return text
