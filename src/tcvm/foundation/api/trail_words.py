"""What the API's entries of the audit trail are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tcvm.foundation.audit.vocabulary import TrailWords

WORDS = TrailWords(
    kinds={"token": _("API token")},
    verbs={"token.created": _("made a token"), "token.revoked": _("revoked a token")},
    fields={
        "scopes": pgettext_lazy("field", "Good for"),
        "expires_at": pgettext_lazy("field", "In force until"),
        "revoked_at": pgettext_lazy("field", "Revoked"),
    },
)
