"""What entries of the audit trail about messages are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tcvm.foundation.audit.vocabulary import TrailWords

WORDS = TrailWords(
    kinds={"message": _("Message")},
    verbs={"message.sent_again": _("had a message sent again")},
    fields={"failure": pgettext_lazy("field", "Why it was not sent")},
)
