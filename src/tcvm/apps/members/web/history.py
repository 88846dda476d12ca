"""What was done to a member, as the audit trail has it, in the words of the register."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tcvm.apps.members import queries
from tcvm.apps.members.gazetteer import gazetteer
from tcvm.apps.members.web import labels
from tcvm.foundation.audit.history import HistoryLine, history_lines, shown
from tcvm.foundation.audit.models import Entry

if TYPE_CHECKING:
    from tcvm.apps.members.models import Membership
    from tcvm.foundation.audit.canonical import Json
    from tcvm.foundation.tenancy.viewer import Viewer

#: So many of the newest entries stand on the page.
LINES_SHOWN = 10


def history(membership: Membership, viewer: Viewer) -> list[HistoryLine]:
    """The newest entries about the member that `viewer` may read, newest first.

    Of an organisation in several networks each sees what concerns itself. Notes are for the
    network's staff, bank accounts for whoever may see them.
    """
    entries = _entries(membership).order_by("-number")
    if membership.network_id not in viewer.networks_as():
        entries = entries.exclude(verb="membership.note")
    organisation = membership.organisation
    if organisation is None or not queries.sees_bank(viewer, organisation):
        entries = entries.exclude(verb="organisation.bank_account")
    return history_lines(entries[:LINES_SHOWN], verb=_verb, field=_field, value=_value)


def _entries(membership: Membership) -> QuerySet[Entry]:
    own = Q(subject_kind="membership", subject_identifier=str(membership.pk))
    if membership.organisation_id is not None:
        one = Q(subject_kind="organisation", subject_identifier=str(membership.organisation_id))
    else:
        one = Q(subject_kind="person", subject_identifier=str(membership.person_id))
    here = Q(network="") | Q(network=str(membership.network_id))
    return Entry.objects.filter(own | (one & here))


def _verb(code: str) -> str:
    return {
        "membership.admit": _("Admitted"),
        "membership.change_category": _("Category changed"),
        "membership.suspend": _("Suspended"),
        "membership.reinstate": _("Suspension lifted"),
        "membership.leave": _("Left"),
        "membership.re_enter": _("Came back"),
        "membership.correct": _("History corrected"),
        "membership.event": _("Event recorded"),
        "membership.note": _("Note written"),
        "organisation.register": _("Registered"),
        "organisation.profile": _("Stated anew"),
        "organisation.appoint": _("Post recorded"),
        "organisation.bank_account": _("Bank account changed"),
        "person.register": _("Registered"),
        "person.profile": _("Stated anew"),
        "code.sign": _("Code of conduct signed"),
        "document.keep": _("Paper kept"),
    }.get(code, code)


def _field(code: str) -> str:
    return {
        "category": _("Category"),
        "standing": _("Membership standing"),
        "since": _("Holds from"),
        "until": _("Up to, but not on"),
        "decision": _("Decision"),
        "name": _("Name"),
        "name_vi": _("Name"),
        "name_en": _("Name in English"),
        "abbreviation": _("Abbreviation"),
        "legal_form": _("Legal form"),
        "licence_number": _("Number of the licence or registration"),
        "licence_issuer": _("Issued by"),
        "licence_issued_on": _("Issued on"),
        "founded_year": _("Founded"),
        "owner": _("Owner"),
        "street": _("Address"),
        "place": _("Place"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "website": _("Website"),
        "source": _("Source"),
        "person": _("Person"),
        "post": _("Post"),
        "version": _("Version"),
        "year": _("For the year"),
        "signed_on": _("Signed on"),
        "signed_by": _("Signed by"),
        "evidence": _("Signed paper"),
        "happened_on": _("When"),
        "precision": _("How exactly the source tells it"),
        "text": _("Note"),
        "text_vi": _("What happened, in Vietnamese"),
        "text_en": _("What happened, in English"),
        "document_kind": _("Kind of paper"),
        "title": _("Title"),
        "dated_on": _("Dated"),
        "file": _("File"),
        "bank": _("Bank and branch"),
        "holder": _("Account holder"),
        "account_number": _("Account number"),
    }.get(code, code)


def _value(field: str, value: Json) -> str | None:
    """A code in words, a day as days are written here."""
    text = shown(field, value)
    if text is None:
        return None
    said = {
        "category": labels.category,
        "standing": labels.standing,
        "legal_form": labels.legal_form,
        "place": gazetteer().written,
        "post": labels.post,
        "precision": labels.precision,
        "document_kind": labels.document,
    }.get(field)
    if said is not None:
        return said(text) or text
    if field in ("since", "until", "signed_on", "happened_on", "dated_on", "licence_issued_on"):
        return labels.day(dt.date.fromisoformat(text))
    return text
