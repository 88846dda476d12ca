"""What upkeep's own entries of the audit trail are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tcvm.foundation.audit.vocabulary import TrailWords

WORDS = TrailWords(
    kinds={"trail": _("Audit trail")},
    verbs={"trail.exported": _("took the trail out as a file")},
    fields={"entries": pgettext_lazy("field", "Entries"), "format": pgettext_lazy("field", "Form")},
)
