"""Words for the codes of the register, in the language of the request."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tcvm.apps.members.gazetteer import gazetteer, legal_forms
from tcvm.apps.members.models.people import PostKind
from tcvm.apps.members.models.records import Precision
from tcvm.documents.words import label
from tcvm.domain.membership.standing import MemberKind, Standing
from tcvm.domain.problems import Problem


def locale() -> str:
    """The language of the request."""
    return get_language() or "vi"


def day(value: dt.date, precision: str = Precision.DAY) -> str:
    """A day, a month or a year, as exactly as it is known."""
    english = locale().startswith("en")
    if precision == Precision.YEAR:
        return str(value.year)
    if precision == Precision.MONTH:
        return date_format(value, "F Y") if english else f"{value:%m/%Y}"
    return date_format(value, "j F Y") if english else f"{value:%d/%m/%Y}"


def category(code: str) -> str:
    """A category of membership."""
    return label("labels", f"category_{code}", locale())


def standing(code: str) -> str:
    """A standing."""
    return {
        Standing.ACTIVE.value: _("In good standing"),
        Standing.SUSPENDED.value: _("Suspended"),
        Standing.LEFT.value: _("Has left"),
    }[code]


def kind(code: str) -> str:
    """What a member is."""
    return {
        MemberKind.ORGANISATION.value: _("Organisation"),
        MemberKind.PERSON.value: _("Individual"),
    }[code]


def legal_form(code: str) -> str:
    """A legal form; empty for a person, the code itself for one the catalogue no longer has."""
    known = legal_forms().get(code)
    return known.said_in(locale()) if known is not None else code


def province(code: str) -> str:
    """A province by its Vietnamese name, or that it is not known."""
    area = gazetteer().get(code)
    return area.name if area is not None else _("Province not known")


def post(code: str) -> str:
    """A post in an organisation."""
    return {
        PostKind.DIRECTOR.value: _("Director"),
        PostKind.ACCOUNTANT.value: _("Accountant"),
        PostKind.DATA_OFFICER.value: _("Data officer"),
        PostKind.CONTACT.value: _("Contact person"),
    }[code]


def step(code: str) -> str:
    """What was decided."""
    return {
        "admit": _("Admitted"),
        "change_category": _("Category changed"),
        "suspend": _("Suspended"),
        "reinstate": _("Suspension lifted"),
        "leave": _("Left"),
        "re_enter": _("Came back"),
        "correct": _("Corrected"),
    }[code]


def no_member() -> str:
    """The standing of who is no member yet."""
    return _("Not yet a member")


def reason(problem: Problem) -> str:
    """Why a member does not qualify, as a sentence."""
    sentence = {
        "not_a_member": _("It is not a member on this day."),
        "membership_left": _("It has left the network."),
        "membership_suspended": _("Its membership is suspended."),
        "category_of_person": _("An individual can only be an associate member."),
        "code_not_adopted": _("On this day the network had no code of conduct to sign."),
        "code_not_signed": _("It has not signed the code of conduct (version %(version)s)."),
        "code_signature_expired": _(
            "It last signed for %(year)s; that counted up to, but not on, %(expired_on)s."
        ),
        "code_version_superseded": _(
            "It signed version %(signed)s; version %(version)s has been in force since %(since)s."
        ),
        "code_without_evidence": _("The signed paper for %(year)s is not in the files."),
    }[problem.code]
    shown = {
        name: day(value) if isinstance(value, dt.date) else value
        for name, value in problem.parameters.items()
    }
    return sentence % shown
