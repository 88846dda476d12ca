"""What of roles and sign-in waits for a person (`tcvm.foundation.ui.waiting`)."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.utils import is_mfa_enabled
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tcvm.foundation.accounts import queries
from tcvm.foundation.accounts.access import SECOND_FACTORS
from tcvm.foundation.accounts.models import Invitation, User
from tcvm.foundation.accounts.roles import label
from tcvm.foundation.accounts.viewers import user_key
from tcvm.foundation.accounts.web.lines import change_line, place_name
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import Viewer
from tcvm.foundation.ui.waiting import Waiting

#: A role's end is spoken of so many days before its last.
ENDS_WITHIN = dt.timedelta(days=30)


def waits(viewer: Viewer, now: dt.datetime) -> list[Waiting]:
    """Changes to decide, roles that end soon, invitations without answer, one's own safety."""
    user = User.objects.filter(pk=user_key(viewer) or 0).first()
    if user is None:
        return []
    today = timezone.localdate(now)
    return [
        *_changes(viewer, now, today),
        *_ending(user, today),
        *_unanswered(user, now),
        *_unsafe(user),
    ]


def _changes(viewer: Viewer, now: dt.datetime, today: dt.date) -> list[Waiting]:
    lines = [change_line(one, now) for one in queries.waiting_for(viewer, now, today)]
    return [
        Waiting(
            text=_("Confirm or refuse: %(what)s")
            % {"what": f"{one.kind}: {one.subject} · {', '.join(one.details)}"},
            href=reverse("accounts:change", args=[one.key]),
            place=one.place,
            since=timezone.localdate(one.asked_at),
            due=timezone.localdate(one.expires_at),
        )
        for one in lines
    ]


def _ending(user: User, today: dt.date) -> list[Waiting]:
    """Roles, own and lent, whose last day is near: whoever needs them longer asks in time."""
    return [
        Waiting(
            text=_("Your role “%(role)s” ends") % {"role": label(one.role)},
            href=reverse("accounts:roles"),
            place=place_name(one.place),
            due=one.last_day,
        )
        for one in queries.own_roles(user, today)
        if one.last_day is not None and one.last_day - today <= ENDS_WITHIN
    ]


def _unanswered(user: User, now: dt.datetime) -> list[Waiting]:
    """Invitations that the person sent and that nobody has accepted or withdrawn."""
    sent = Invitation.objects.filter(
        invited_by=user, accepted_at=None, withdrawn_at=None, expires_at__gt=now
    ).select_related("organisation", "network")
    found = []
    for one in sent:
        place = one.place
        kind = "network" if isinstance(place, Network) else "organisation"
        found.append(
            Waiting(
                text=_("%(who)s has not answered the invitation") % {"who": one.name},
                href=reverse(f"accounts:{kind}", args=[place.code]),
                place=place_name(place),
                since=timezone.localdate(one.invited_at),
                due=timezone.localdate(one.expires_at),
            )
        )
    return found


def _unsafe(user: User) -> list[Waiting]:
    if is_mfa_enabled(user, SECOND_FACTORS):
        return []
    return [Waiting(_("Set up a second factor for your sign-in"), reverse("mfa_index"))]
