"""The exchange's codes as sentences, in the language of the request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tcvm.apps.exchange.fields import Because, fields_of
from tcvm.apps.exchange.models import Choice, Outcome, Stage
from tcvm.documents.words import label, say, words
from tcvm.domain.membership.sameness import Certainty, Reason
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.problems import Problem

STAGES = {
    Stage.UPLOADED: _("Columns to be named"),
    Stage.CHECKING: _("Being checked"),
    Stage.CHECKED: _("Checked, to be decided"),
    Stage.APPLYING: _("Being imported"),
    Stage.APPLIED: _("Imported"),
    Stage.UNDOING: _("Being undone"),
    Stage.UNDONE: _("Undone"),
}
KINDS = {MemberKind.ORGANISATION: _("Organisations"), MemberKind.PERSON: _("Individuals")}
CHOICES = {
    Choice.NEW: _("New"),
    Choice.SAME: _("The same"),
    Choice.LEAVE: _("Left out"),
}
OUTCOMES = {
    Outcome.ENTERED: _("Entered"),
    Outcome.MERGED: _("Merged"),
    Outcome.UNCHANGED: _("Nothing new"),
    Outcome.LEFT_OUT: _("Left out"),
    Outcome.REFUSED: _("Refused"),
    Outcome.UNDONE: _("Undone"),
    Outcome.NOT_UNDONE: _("Could not be undone"),
}
CERTAINTIES = {
    Certainty.SURE: _("the same without doubt"),
    Certainty.LIKELY: _("probably the same"),
    Certainty.POSSIBLE: _("possibly the same"),
}
REASONS = {
    Reason.NAME: _("same name without diacritics"),
    Reason.SPELLING: _("same name, shortened or in another order"),
    Reason.ABBREVIATION: _("same abbreviation"),
    Reason.NEAR: _("name alike to %(near)s %%"),
    Reason.PHONE: _("same telephone number"),
    Reason.EMAIL: _("same e-mail address"),
}
BECAUSE = {
    Because.REMEMBERED: _("as last time"),
    Because.HEADING: _("by its heading"),
    Because.CONTENT: _("by what the cells hold"),
    Because.NEAR: _("its heading is nearly this"),
}
PROBLEMS = {
    "text_too_long": _("The text is longer than %(length_max)s characters."),
    "phone_unlikely": _("“%(phone)s” does not look like a telephone number; it is taken as it is."),
    "legal_form_unread": _("“%(text)s” is none of the legal forms."),
    "legal_form_missing": _("The legal form is missing."),
    "legal_form_unknown": _("“%(legal_form)s” is none of the legal forms."),
    "date_unread": _("“%(text)s” is no date. Write day/month/year, for example 31/12/2024."),
    "year_unread": _("“%(text)s” is no year."),
    "year_unlikely": _("%(year)s cannot be the year of founding."),
    "category_unread": _("“%(text)s” is none of the categories of membership."),
    "category_of_person": _("An organisation cannot be an individual associate member."),
    "date_year_only": _("Only the year %(year)s is given; 1 January is taken."),
    "date_unlikely": _("%(day)s cannot be the day it joined."),
    "place_unread": _("“%(text)s” is no province."),
    "district_unread": _("“%(text)s” is no district of that province."),
    "place_ambiguous": _("“%(text)s” stands in several provinces. Name the province as well."),
    "place_not_on_day": _("%(place)s was no such place on %(since)s."),
    "place_followed": _("%(place)s is now %(became)s, which is taken."),
    "place_unknown": _("The place %(place)s is not in the gazetteer."),
    "fact_missing": _("The name is missing."),
    "email_unreadable": _("“%(email)s” is no e-mail address."),
    "website_unreadable": _("“%(website)s” is no address of a website."),
    "organisation_exists": _(
        "An organisation of this name is registered already: %(name)s (%(code)s)."
    ),
    "not_yours": _("You may not change this entry of the register."),
    "built_on": _("It cannot be taken back: something was recorded on it since (from %(since)s)."),
    "changed_meanwhile": _("Somebody changed this meanwhile. Look at it again, then decide."),
    "stage_passed": _("That is no longer possible at this stage."),
    "field_twice": _("Two columns cannot both hold “%(field)s”."),
    "field_unknown": _("One of the columns was given something the register does not keep."),
    "name_unmapped": _("Say which column holds the name."),
    "decision_incomplete": _("Give number and body of the decision by which they are members."),
    "decision_differs": _(
        "Decision %(number)s of that day is registered with another body or source."
    ),
    "row_wrong": _("This row has errors and can only be left out."),
    "candidate_unknown": _("Choose one of the entries found."),
    "not_an_export": _("This is not an export of a network as JSON (%(schema)s)."),
    "register_there": _("The network %(network)s has members here already."),
    "table_missing": _("This table is missing."),
    "row_unusable": _("This row cannot be put back: %(said)s"),
    "row_refers_to_nothing": _(
        "This row refers to something that is not in the document: %(refers)s"
    ),
    "rows_open": _("%(count)s rows still wait for a choice."),
    "rows_applied": _("Some rows stand in the register. Undo them first."),
    "nothing_chosen": _("No row is chosen to be imported."),
    "reason_missing": _("Say why."),
    "nothing_to_undo": _("There is nothing to undo."),
    "nothing_to_withdraw": _("The membership has been withdrawn already."),
    "same_entry": _("An entry cannot be merged with itself."),
    "not_both_members": _("Both must be members of this network."),
    "parted": _("These two have been parted already."),
    "step_not_possible": _("It is a member already."),
    "step_not_after": _("It was admitted or changed on a later day already."),
    "category_of_other_kind": _("This category is not for members of this kind."),
    "code_not_adopted": _("It cannot be official: the network has no code of conduct on that day."),
    "code_not_signed": _("It cannot be official: it has not signed the code of conduct."),
    "code_signature_expired": _("It cannot be official: its signature has expired."),
    "code_version_superseded": _(
        "It cannot be official: it signed an earlier version of the code."
    ),
    "code_without_evidence": _("It cannot be official: the signed paper is not in the files."),
}


def locale() -> str:
    """The language of the request."""
    return get_language() or "vi"


def day(value: dt.date) -> str:
    """A day."""
    return date_format(value, "j F Y") if locale().startswith("en") else f"{value:%d/%m/%Y}"


def sentence(problem: Problem) -> str:
    """What is wrong, of the exchange, the register or a file that cannot be read."""
    return _said(problem.code, problem.parameters, problem)


def kept_sentence(kept: Mapping[str, object]) -> str:
    """The sentence of a problem that was kept beside its row."""
    parameters = kept["parameters"]
    assert isinstance(parameters, Mapping)
    return _said(str(kept["code"]), parameters, None)


def _said(code: str, parameters: Mapping[str, object], problem: Problem | None) -> str:
    if code not in PROBLEMS:
        assert problem is not None, f"{code} has a sentence"
        return say(problem, locale())
    shown = {name: _shown(name, value) for name, value in parameters.items()}
    return str(PROBLEMS[code]) % shown


def _shown(name: str, value: object) -> object:
    if name == "field":
        return field(str(value))
    if name in ("since", "day") and value:
        found = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
        return day(found)
    return value


def field(code: str) -> str:
    """The name of a field."""
    for kind in MemberKind:
        if code in fields_of(kind):
            return fields_of(kind)[code].name.said_in(locale())
    return code


def reasons(codes: list[str], near: int) -> list[str]:
    """By what two entries are alike."""
    return [str(REASONS[Reason(one)]) % {"near": near} for one in codes]


def category(code: str) -> str:
    """A category of membership; nothing for none."""
    return label("labels", f"category_{code}", locale()) if code else ""


def categories(codes: list[str]) -> list[tuple[str, str]]:
    """Categories with their names."""
    return [(code, words("labels")[f"category_{code}"].said_in(locale())) for code in codes]
