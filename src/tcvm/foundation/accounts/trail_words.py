"""What accounts' entries of the audit trail are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tcvm.foundation.audit.vocabulary import TrailWords


def _role(code: str) -> str:
    # Roles know the models, which are not there yet when the rooms' words are listed.
    from tcvm.foundation.accounts.roles import label

    return label(code)


WORDS = TrailWords(
    kinds={
        "user": _("Person"),
        "invitation": _("Invitation"),
        "pending_change": _("Change that needs a second person"),
    },
    verbs={
        "user.joined": _("accepted an invitation and joined"),
        "session.began": _("signed in"),
        "session.ended": _("signed out"),
        "session.others_ended": _("signed out everywhere else"),
        "password.changed": _("changed the password"),
        "password.reset": _("set a new password by a link"),
        "second_factor.added": _("added a second factor"),
        "second_factor.removed": _("removed a second factor"),
        "second_factor.renewed": _("made new recovery codes"),
        "role.given": _("gave a role"),
        "role.delegated": _("delegated a role"),
        "role.ended": _("ended a role"),
        "invitation.sent": _("sent an invitation"),
        "invitation.withdrawn": _("withdrew an invitation"),
        "change.asked": _("asked for a change"),
        "change.confirmed": _("confirmed a change"),
        "change.refused": _("refused a change"),
        "change.withdrawn": _("withdrew a change"),
    },
    fields={
        "role": _("Role"),
        "role_grant": _("Role"),
        "until": pgettext_lazy("field", "Until"),
        "since": pgettext_lazy("field", "Since"),
        "email": _("E-mail"),
        "factor": _("Second factor"),
        "sessions": _("Sessions"),
        "from": pgettext_lazy("field", "From"),
        "to": pgettext_lazy("field", "To"),
    },
    values={"role": _role, "role_grant": _role},
)
