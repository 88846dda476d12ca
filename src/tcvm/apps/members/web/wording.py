"""What is wrong, as sentences: one table for every problem of the register."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from tcvm.apps.members.web import labels

if TYPE_CHECKING:
    from tcvm.domain.problems import Problem

_SENTENCES = {
    # What is stated of an organisation or a person.
    "fact_missing": _("This has to be filled in."),
    "legal_form_unknown": _("Choose one of the legal forms."),
    "place_unknown": _("Choose one of the places."),
    "place_not_on_day": _(
        "%(place)s did not exist on %(since)s. Choose a place of that day, or another day."
    ),
    "year_unlikely": _("%(year)s cannot be the year: give one from 1900 up to the day stated."),
    "email_unreadable": _("This is not an e-mail address. Example: ten@example.org"),
    "website_unreadable": _("This is not a web address. Example: https://example.org"),
    "organisation_exists": _(
        "%(name)s is registered already. Admit that one, or give the full name by which they "
        "differ."
    ),
    "source_missing": _("Say where this is known from: a paper, a letter, a page."),
    "text_missing": _("Write the text, in Vietnamese and in English where both are asked for."),
    "title_missing": _("Give the title that stands on the paper."),
    "reason_missing": _("Give a reason: it is read by whoever looks at this later."),
    "dated_later": _("The paper cannot be of a day to come."),
    "document_unknown": _("The document of which this is a new version is not there."),
    "document_replaced_already": _(
        "A newer version has been added already. Load the page again and go on from that one."
    ),
    "changed_meanwhile": _("Somebody else has changed this since you opened the page."),
    # Steps of a membership.
    "member_unknown": _("Nobody is registered under this name or code. Register them first."),
    "member_ambiguous": _("Several are registered under this name. Give the code: %(codes)s."),
    "decision_incomplete": _("Give number, day, body and source of the decision."),
    "decision_differs": _(
        "Decision %(number)s of this day is in the register with another body or source. Write "
        "both as they stand there, or check the number."
    ),
    "step_not_after": _(
        "The day must lie after %(last)s, from which the last decision holds. An earlier one is "
        "put right by a correction."
    ),
    "step_not_possible": _("On this day the membership is: %(standing)s. This cannot follow it."),
    "category_missing": _("Choose the category."),
    "category_unchanged": _("It has this category already."),
    "category_of_other_kind": _("%(category)s is no category for this kind of member."),
    "history_empty": _("Nothing would be left of the membership. State what holds instead."),
    "history_begins": _("A membership begins in good standing; here it would be: %(standing)s."),
    "history_step": _("From %(since)s it would be %(standing)s, which cannot follow: %(before)s."),
    "nothing_to_annul": _("No decision in force begins on %(since)s."),
    # The code of conduct.
    "code_version_exists": _("Version %(version)s, or one from this very day, is there already."),
    "code_version_unknown": _("The network has no version %(version)s of the code."),
    "signed_before_code": _("This version is in force only from %(since)s."),
    "signed_for_other_year": _(
        "For %(year)s one signs in that year, or towards the end of the year before."
    ),
    "signer_missing": _("Say who signed."),
    # Posts, support body, events.
    "dates": _("The end must lie after the first day, %(since)s."),
    "person_missing": _("Choose a person, or give the name of one who is not registered yet."),
    "person_twice": _("Either choose a person or register a new one, not both."),
    "support_unknown": _("No organisation has the code %(code)s."),
    "event_corrected_already": _("This event has been corrected already. Correct the newer one."),
    "event_unknown": _("The event to be corrected is not there."),
    # Changes that a second person confirms.
    "account_number_unreadable": _(
        "An account number has 6 to 34 digits or capital letters; blanks and dots are ignored."
    ),
    "nothing_changes": _("Nothing would change."),
    "already_asked": _("A change of this is already waiting for a second person."),
    # Why a member does not qualify as an official one.
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
    # What other rooms take back or ask to be entered.
    "built_on": _("It cannot be taken back: something was recorded on it since (from %(since)s)."),
    "nothing_to_withdraw": _("The membership has been withdrawn already."),
    "known_as_nobody": _("Nobody in the register has the code %(code)s."),
}
#: Problems by code, for the test that each has its words.
CODES = frozenset(_SENTENCES)


def sentence(problem: Problem) -> str:
    """The problem as a sentence, in the language of the request."""
    return str(_SENTENCES[problem.code]) % {
        name: _shown(name, value) for name, value in problem.parameters.items()
    }


def _shown(name: str, value: object) -> object:
    if isinstance(value, dt.date):
        return labels.day(value)
    if name in ("standing", "before"):
        return labels.standing(str(value)) if value else labels.no_member()
    if name == "category":
        return labels.category(str(value))
    return value
