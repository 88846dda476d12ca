"""What the register's entries of the audit trail are called."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tcvm.foundation.audit.vocabulary import TrailWords


def _in_words(label: str) -> Callable[[str], str]:
    """The register's words for a code, by the name of their function."""

    def said(code: str) -> str:
        # They know the models, which are not there yet when the rooms' words are listed.
        from tcvm.apps.members.web import labels

        try:
            return str(getattr(labels, label)(code))
        except KeyError:
            return code

    return said


WORDS = TrailWords(
    kinds={
        "membership": _("Membership"),
        "organisation": _("Organisation"),
        "person": _("Person"),
        "network": _("Network"),
        "code_of_conduct": _("Code of conduct"),
        "decision": _("Decision"),
        "signature": pgettext_lazy("record", "Signature of the code of conduct"),
    },
    verbs={
        "membership.admit": _("admitted"),
        "membership.change_category": _("changed the category"),
        "membership.suspend": _("suspended"),
        "membership.reinstate": _("reinstated"),
        "membership.leave": _("recorded that the member left"),
        "membership.re_enter": _("admitted again"),
        "membership.correct": _("corrected a decision"),
        "membership.event": _("recorded what happened"),
        "membership.note": _("wrote a note"),
        "organisation.register": _("entered an organisation"),
        "organisation.profile": _("stated what is known of the organisation"),
        "organisation.appoint": _("recorded who holds a post"),
        "person.register": _("entered a person"),
        "person.profile": _("stated what is known of the person"),
        "organisation.bank_account": _("changed the bank account"),
        "document.keep": _("kept a paper"),
        "network.support_body": _("named the support body"),
        "network.load": _("put the register back from its export"),
        "code.adopt": _("adopted a version of the code of conduct"),
        "code.sign": _("recorded a signature of the code of conduct"),
    },
    fields={
        "category": _("Category"),
        "standing": _("Standing"),
        "decision": _("Decision"),
        "version": _("Version"),
        "year": _("Year"),
        "ended": pgettext_lazy("field", "Ended"),
        "text": pgettext_lazy("field", "Text"),
        "person": _("Person"),
        "post": _("Post"),
        "organisation": _("Organisation"),
        "grace_days": _("Days of grace"),
        "source": _("Source"),
        "name_vi": _("Name in Vietnamese"),
        "name_en": _("Name in English"),
        "name": pgettext_lazy("field", "Name"),
        "abbreviation": _("Abbreviation"),
        "legal_form": _("Legal form"),
        "licence_number": _("Number of the licence"),
        "licence_issuer": _("Issuer of the licence"),
        "licence_issued_on": _("Licence issued on"),
        "founded_year": _("Founded in"),
        "owner": _("Owner"),
        "street": _("Street"),
        "place": _("Place"),
        "phone": _("Telephone"),
        "email": _("E-mail"),
        "website": _("Website"),
        "document_kind": pgettext_lazy("field", "Kind of paper"),
        "title": pgettext_lazy("field", "Title"),
        "dated_on": pgettext_lazy("field", "Dated"),
        "file": pgettext_lazy("field", "File"),
        "bank": pgettext_lazy("field", "Bank"),
        "holder": pgettext_lazy("field", "Account holder"),
        "account_number": pgettext_lazy("field", "Account number"),
        "number": pgettext_lazy("field", "Number"),
        "body": pgettext_lazy("field", "Decided by"),
        "decided_on": pgettext_lazy("field", "Decided on"),
        "happened_on": pgettext_lazy("field", "Happened on"),
        "precision": pgettext_lazy("field", "How exactly the date is known"),
        "text_vi": pgettext_lazy("field", "Text in Vietnamese"),
        "text_en": pgettext_lazy("field", "Text in English"),
        "signed_on": pgettext_lazy("field", "Signed on"),
        "signed_by": pgettext_lazy("field", "Signed by"),
        "evidence": pgettext_lazy("field", "Where the signed paper is"),
        "member_category": _("Category"),
        "bank_account": pgettext_lazy("field", "Bank account"),
    },
    values={
        "category": _in_words("category"),
        "standing": _in_words("standing"),
        "legal_form": _in_words("legal_form"),
        "post": _in_words("post"),
        "precision": _in_words("precision"),
        "document_kind": _in_words("document"),
    },
)
