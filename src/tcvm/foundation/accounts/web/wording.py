"""Why an action was refused, as a sentence that says what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tcvm.foundation.accounts.actions.refusals import Refused

_SENTENCES = {
    "reason_missing": _("Give a reason: the second person decides by it."),
    "nothing_changes": _("Nothing would change."),
    "already_asked": _("The same change is already waiting for confirmation."),
    "own_change": _("You asked for this change yourself: another person has to decide."),
    "own_role": _("Nobody gives a role to themselves: another person has to do it."),
    "not_open": _("This change is no longer open: it was decided, withdrawn or has expired."),
    "stale": _("The record has changed since this was asked. Ask again with what holds now."),
    "unknown_role": _("This role does not exist here."),
    "dates": _("The last day lies before the first, or after the end of the role itself."),
    "past": _("A role cannot begin before today."),
    "too_long": _("A role is delegated for at most 92 days."),
    "held_already": _("The person already holds this role in this time."),
    "ended": _("This role has already ended."),
    "last_administrator": _(
        "This is the network's last administrator. Give another person the role first."
    ),
    "not_further": _("A role that was delegated to you cannot be delegated further."),
    "invitation": _("This invitation was used, withdrawn or has expired. Ask for a new one."),
    "person_known": _("This user name or e-mail address is already in use."),
    "other_person": _("This invitation was sent to another person's address."),
}


def sentence(refused: Refused) -> str:
    """The refusal in the reader's language."""
    return str(_SENTENCES[refused.code])
