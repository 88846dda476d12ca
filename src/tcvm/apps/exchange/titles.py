"""The names of exported tables and columns, in the language of the moment."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_TABLES = {
    "organisations": _("Organisations"),
    "organisation_profiles": _("Organisation profiles"),
    "persons": _("Codes of persons"),
    "person_profiles": _("Persons"),
    "memberships": _("Memberships"),
    "decisions": _("Decisions"),
    "membership_entries": _("Membership by day"),
    "support_entries": _("Support bodies"),
    "posts": _("Posts"),
    "codes_of_conduct": _("Codes of conduct"),
    "code_signatures": _("Signatures of the code"),
    "events": _("Events"),
    "notes": _("Notes"),
    "documents": _("Documents"),
    "bank_accounts": _("Bank accounts"),
}
_COLUMNS = {
    "code": _("Code"),
    "name": _("Name"),
    "organisation": _("Organisation, code"),
    "member": _("Member organisation, code"),
    "person": _("Person, code"),
    "name_vi": _("Name in Vietnamese"),
    "name_en": _("Name in English"),
    "abbreviation": _("Abbreviation"),
    "legal_form": _("Legal form, code"),
    "legal_form_name": _("Legal form"),
    "licence_number": _("Licence or registration"),
    "licence_issuer": _("Issued by"),
    "licence_issued_on": _("Issued on"),
    "founded_year": _("Year of founding"),
    "owner": _("Owner"),
    "street": _("Address"),
    "place": _("Place, code"),
    "place_name": _("Place"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "website": _("Website"),
    "source": _("Source"),
    "since": _("Holds from"),
    "until": _("Up to, but not on"),
    "revision": _("Revision"),
    "annulled": _("Taken back"),
    "ended": _("Ended"),
    "recorded_at": _("Recorded at"),
    "recorded_by": _("Recorded by"),
    "number": _("Number"),
    "decided_on": _("Decided on"),
    "decision": _("Decision"),
    "body": _("Decided by"),
    "step": _("Step"),
    "category": _("Category, code"),
    "category_name": _("Category"),
    "standing": _("Standing"),
    "reason": _("Reason"),
    "kind": _("Post"),
    "version": _("Version"),
    "title_vi": _("Title in Vietnamese"),
    "title_en": _("Title in English"),
    "grace_days": _("Days of grace"),
    "year": _("Year"),
    "signed_on": _("Signed on"),
    "signed_by": _("Signed by"),
    "evidence": _("Evidence"),
    "id": _("Number of the entry"),
    "happened_on": _("Happened on"),
    "precision": _("How exactly the date is known"),
    "text_vi": _("Text in Vietnamese"),
    "text_en": _("Text in English"),
    "corrects": _("Corrects the entry"),
    "text": _("Text"),
    "event": _("Number of the event"),
    "signature": _("Signed by the organisation, code"),
    "signature_version": _("Version signed"),
    "signature_year": _("Year of the signature"),
    "signature_revision": _("Revision of the signature"),
    "bank": _("Bank"),
    "holder": _("Account holder"),
    "confirmed_by": _("Confirmed by"),
    "paper": _("Kind of paper"),
    "title": _("Title"),
    "dated_on": _("Date on the paper"),
    "file": _("File"),
    "sha256": _("SHA-256 of the file"),
    "replaces": _("Replaces the entry"),
}


def title(table: str) -> str:
    """The name of a table."""
    return str(_TABLES[table])


def heading(column: str) -> str:
    """The heading of a column."""
    return str(_COLUMNS[column])
