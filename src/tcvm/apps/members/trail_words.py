"""What the register's entries of the audit trail are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tcvm.foundation.audit.vocabulary import TrailWords

WORDS = TrailWords(
    kinds={
        "membership": _("Membership"),
        "organisation": _("Organisation"),
        "person": _("Person"),
        "network": _("Network"),
        "code_of_conduct": _("Code of conduct"),
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
        "network.support_body": _("named the support body"),
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
    },
)
