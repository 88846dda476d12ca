"""Why a token was not given or taken back, as a sentence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tcvm.foundation.accounts.actions.refusals import Refused
from tcvm.foundation.accounts.web import wording
from tcvm.foundation.api.tokens import DAYS_MAX

_SENTENCES = {
    "name_missing": _("Say which program the token is for."),
    "scope_missing": _("Choose what the token is good for."),
    "scope_unknown": _("There is no such scope."),
    "days": _("A token lasts from 1 to %(days)d days."),
    "token_revoked": _("This token was revoked already."),
}


def sentence(refused: Refused) -> str:
    """The refusal in the reader's language."""
    own = _SENTENCES.get(refused.code)
    return wording.sentence(refused) if own is None else str(own) % {"days": DAYS_MAX}
