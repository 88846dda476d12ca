"""What entries of the audit trail about events are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tcvm.foundation.audit.vocabulary import TrailWords

WORDS = TrailWords(
    kinds={"event_delivery": _("Dead letter")},
    verbs={
        "event.replayed": _("had a dead letter delivered again"),
        "event.set_aside": _("set a dead letter aside"),
    },
    fields={"state": pgettext_lazy("field", "State")},
)
