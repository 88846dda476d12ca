"""Words for the codes of the register, in the language of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tcvm.apps.members.gazetteer import gazetteer, legal_forms
from tcvm.apps.members.models.papers import DocumentKind
from tcvm.apps.members.models.people import PostKind
from tcvm.apps.members.models.records import Precision
from tcvm.documents.words import label
from tcvm.domain.membership.likeness import Shared
from tcvm.domain.membership.standing import MemberKind, Standing

if TYPE_CHECKING:
    import datetime as dt


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


def document(code: str) -> str:
    """A kind of paper."""
    return {
        DocumentKind.LICENCE.value: _("Licence or registration certificate"),
        DocumentKind.CHARTER.value: _("Charter or rules of operation"),
        DocumentKind.APPLICATION.value: _("Application to join"),
        DocumentKind.REPORT.value: _("Report"),
        DocumentKind.DECISION.value: _("Decision"),
        DocumentKind.SIGNED_CODE.value: _("Signed code of conduct"),
        DocumentKind.EVIDENCE.value: _("Evidence of an event"),
        DocumentKind.OTHER.value: _("Other paper"),
    }[code]


def precision(code: str) -> str:
    """How exactly a date is known."""
    return {
        Precision.DAY.value: _("The day is known"),
        Precision.MONTH.value: _("Only the month is known"),
        Precision.YEAR.value: _("Only the year is known"),
    }[code]


def likeness(code: str) -> str:
    """What two entries have in common."""
    return {
        Shared.NAME.value: _("same name"),
        Shared.ABBREVIATION.value: _("same abbreviation"),
        Shared.PHONE.value: _("same telephone"),
        Shared.EMAIL.value: _("same e-mail"),
    }[code]
