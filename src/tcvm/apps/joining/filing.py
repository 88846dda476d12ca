"""What was filled in, read as facts of the register, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone

from tcvm.apps.joining.models import Application, Draft, Submission
from tcvm.apps.joining.queries import asked_back, last_submission
from tcvm.apps.joining.requirements import KindAsked, all_requirements
from tcvm.apps.members.public import OrganisationFacts, PersonFacts, code_version_on
from tcvm.domain.joining.completeness import Filed, gaps
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.problems import Place, Problem
from tcvm.domain.text import Text

#: The contact person of an organisation becomes a person of the register: these are its fields.
_OF_CONTACT = {"name": "contact_name", "email": "contact_email", "phone": "contact_phone"}
#: Facts that the catalogue may ask for and the register has no field for stay in the application.
_PLAIN = (
    "name_vi",
    "name_en",
    "legal_form",
    "abbreviation",
    "licence_number",
    "licence_issuer",
    "owner",
    "street",
    "place",
    "phone",
    "email",
    "website",
)


def asked_of(given: Draft | Submission) -> KindAsked:
    """What the network asked of this applicant."""
    kind = given.kind if isinstance(given, Draft) else given.application.kind
    return all_requirements()[given.requirements].kinds[MemberKind(kind)]


def filed(given: Draft | Submission) -> Filed:
    """What was filled in and attached, as the domain reads it."""
    if isinstance(given, Draft):
        papers = {one.code: one.sha256 for one in given.papers.defer("content")}
    else:
        papers = {one.code: one.file.content_id for one in given.papers.select_related("file")}
    return Filed(given.category, dict(given.answers), papers, given.conduct_accepted)


def conduct_of(given: Draft | Submission, today: dt.date) -> tuple[str, Text] | None:
    """The version of the code that this applicant is to accept, and its title; None for none."""
    if given.category not in asked_of(given).conduct:
        return None
    network = given.network_id if isinstance(given, Draft) else given.application.network_id
    return code_version_on(network, today)


def problems_of(draft: Draft, application: Application | None, today: dt.date) -> list[Problem]:
    """All that keeps the draft from being sent: what is missing, unreadable or not put right."""
    asked = asked_of(draft)
    back = asked_back(application) if application is not None else None
    found = gaps(
        asked.required(),
        filed(draft),
        conduct_asked=conduct_of(draft, today) is not None,
        before=filed(last_submission(application)) if application is not None else None,
        questioned=back.items if back is not None else (),
    )
    return found + fact_problems(draft.kind, draft.answers, today)


def untouched_problems(application: Application) -> list[Problem]:
    """What keeps an application that was asked back from being sent as it was: all it was asked."""
    back = asked_back(application)
    items = back.items if back is not None else ()
    return [Problem("not_put_right", place=Place(column=code)) for code in items]


def fact_problems(kind: str, answers: Mapping[str, str], today: dt.date) -> list[Problem]:
    """What the register would not take, at the field it was filled in at; gaps are not told again.

    The codes of the register's facts, and `date_unreadable`, `number_unreadable`.
    """
    found = []
    if (day := answers.get("licence_issued_on", "")) and _day(day) is None:
        found.append(Problem("date_unreadable", place=Place(column="licence_issued_on")))
    if (year := answers.get("founded_year", "")) and not _is_year(year):
        found.append(Problem("number_unreadable", place=Place(column="founded_year")))
    facts = register_facts(kind, answers, "…")
    found += _told(facts.problems(today), answers, {} if kind == "organisation" else _OF_PERSON)
    if kind == MemberKind.ORGANISATION:
        found += _told(contact_facts(answers, "…").problems(today), answers, _OF_CONTACT)
    return found


_OF_PERSON = {"email": "contact_email", "phone": "contact_phone"}


def _told(
    problems: list[Problem], answers: Mapping[str, str], names: Mapping[str, str]
) -> list[Problem]:
    """The problems of what was filled in, each at the form's own field."""
    placed = [
        replace(one, place=Place(column=names.get(one.place.column, one.place.column)))
        for one in problems
    ]
    return [one for one in placed if answers.get(one.place.column, "").strip()]


def register_facts(
    kind: str, answers: Mapping[str, str], source: str
) -> OrganisationFacts | PersonFacts:
    """The applicant as the register describes it; what cannot be read as a number or day is left
    out, and told by `fact_problems`."""
    if kind == MemberKind.PERSON:
        return PersonFacts(
            name=answers.get("name", ""),
            source=source,
            email=answers.get("contact_email", ""),
            phone=answers.get("contact_phone", ""),
            place=answers.get("place", ""),
        )
    year = answers.get("founded_year", "")
    return OrganisationFacts(
        **{name: answers.get(name, "") for name in _PLAIN},
        source=source,
        licence_issued_on=_day(answers.get("licence_issued_on", "")),
        founded_year=int(year) if _is_year(year) else None,
    )


def contact_facts(answers: Mapping[str, str], source: str) -> PersonFacts:
    """The contact person of an organisation."""
    given = {name: answers.get(field, "") for name, field in _OF_CONTACT.items()}
    return PersonFacts(**given, source=source)


def applicant_name(answers: Mapping[str, str]) -> Text:
    """Who applies, as they call themselves."""
    vi = answers.get("name_vi") or answers.get("name", "")
    return Text(vi, answers.get("name_en") or vi)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) == 4


def day_of(moment: dt.datetime) -> dt.date:
    """The day it was, where the platform is."""
    return timezone.localtime(moment).date()
