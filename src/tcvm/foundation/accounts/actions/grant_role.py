"""Give a person a role; a sensitive one only after a second person has confirmed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.accounts import rules, trail
from tcvm.foundation.accounts.actions.ask_change import ask_change
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.kinds import Kind
from tcvm.foundation.accounts.kinds import register as register_kind
from tcvm.foundation.accounts.models import PendingChange, RoleAssignment, User
from tcvm.foundation.accounts.queries import of_place
from tcvm.foundation.accounts.roles import Place, choices, label, needs_second_person
from tcvm.foundation.accounts.viewers import viewer_for
from tcvm.foundation.audit.subject import Origin
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import Viewer

KIND = "role-grant"


def register() -> None:
    """Let a role that needs a second person be asked for."""
    register_kind(Kind(KIND, _("Give a role"), "roles.confirm", _apply, shown=_shown))


def may_manage(actor: User, place: Place, today: dt.date) -> None:
    """Raises NotPermitted unless `actor` may change who holds which role in `place` on `today`."""
    viewer = viewer_for(actor, today)
    if isinstance(place, Network):
        permitted = rules.permits(viewer, "network.people.change", today=today, network=place.pk)
    else:
        permitted = rules.permits(
            viewer, "organisation.people.change", today=today, organisation=place.pk
        )
    if not permitted:
        raise NotPermitted


def grant_role(
    *,
    user: User,
    place: Place,
    role: str,
    since: dt.date,
    until: dt.date | None,
    reason: str,
    actor: User,
    now: dt.datetime,
    today: dt.date,
    origin: Origin | None = None,
) -> RoleAssignment | PendingChange:
    """Give `user` the `role` in `place` from `since` up to, but not on, `until`.

    Returns the role, or the change that now waits for a second person. Raises NotPermitted, and
    Refused: `unknown_role`, `dates`, `past`, `held_already`, `own_role`, and what asking raises.
    """
    may_manage(actor, place, today)
    check_role(user=user, place=place, role=role, since=since, until=until, today=today)
    if user.pk == actor.pk:
        raise Refused("own_role")
    if needs_second_person(role):
        return ask_role(
            user=user,
            place=place,
            role=role,
            since=since,
            until=until,
            reason=reason,
            actor=actor,
            now=now,
            origin=origin,
        )
    return give(
        user=user,
        place=place,
        role=role,
        since=since,
        until=until,
        actor=actor,
        now=now,
        reason=reason,
        origin=origin,
    )


def ask_role(
    *,
    user: User,
    place: Place,
    role: str,
    since: dt.date,
    until: dt.date | None,
    reason: str,
    actor: User,
    now: dt.datetime,
    origin: Origin | None = None,
) -> PendingChange:
    """Ask a second person to confirm the role."""
    where = "network" if isinstance(place, Network) else "organisation"
    return ask_change(
        kind=KIND,
        place=place,
        subject=str(user),
        subject_key=f"{user.pk}:{where}:{place.pk}:{role}",
        old={},
        new={
            "user": user.pk,
            "role": role,
            "since": since.isoformat(),
            "until": until.isoformat() if until else None,
        },
        reason=reason,
        actor=actor,
        now=now,
        origin=origin,
    )


def check_role(
    *,
    user: User | None,
    place: Place,
    role: str,
    since: dt.date,
    until: dt.date | None,
    today: dt.date,
) -> None:
    """Raises Refused for a role, or dates, that cannot be given in `place`."""
    if role not in dict(choices(place)):
        raise Refused("unknown_role")
    if until is not None and until <= since:
        raise Refused("dates")
    # Roles are not given backwards: who did what yesterday was checked yesterday.
    if since < today:
        raise Refused("past")
    if user is not None:
        held = RoleAssignment.objects.filter(
            of_place(place), user=user, role=role, delegated_from=None
        )
        if any(one.until is None or one.until > since for one in held):
            raise Refused("held_already")


def give(
    *,
    user: User,
    place: Place,
    role: str,
    since: dt.date,
    until: dt.date | None,
    actor: User | None,
    now: dt.datetime,
    reason: str = "",
    origin: Origin | None = None,
) -> RoleAssignment:
    """Save the role and record it. Checks nothing: only for actions that have checked."""
    with transaction.atomic():
        given = RoleAssignment.objects.create(
            user=user,
            network=place if isinstance(place, Network) else None,
            organisation=place if isinstance(place, Organisation) else None,
            role=role,
            since=since,
            until=until,
            granted_by=actor,
            granted_at=now,
        )
        trail.note(
            verb="role.given",
            actor=actor,
            subject=user,
            changes={"role": (None, role), "since": (None, since), "until": (None, until)},
            now=now,
            place=place,
            reason=reason,
            origin=origin,
        )
    return given


def _shown(change: PendingChange, viewer: Viewer) -> tuple[tuple[str, str, str], ...]:
    """The role that is to be given, and for how long, for the pages."""
    del viewer
    since, until = change.new["since"], change.new["until"]
    lines = [
        (gettext("Role"), "", label(change.new["role"])),
        (gettext("First day"), "", f"{dt.date.fromisoformat(since):%d/%m/%Y}"),
    ]
    if until:
        last = dt.date.fromisoformat(until) - dt.timedelta(days=1)
        lines.append((gettext("Last day"), "", f"{last:%d/%m/%Y}"))
    return tuple(lines)


def _apply(change: PendingChange, actor: User, now: dt.datetime) -> None:
    """Give the role that a second person has just confirmed. The giver is who asked."""
    new = change.new
    user = User.objects.filter(pk=new["user"], is_active=True).first()
    # The person may confirm a role for another, but never one for themselves.
    if user is None or user.pk == actor.pk:
        raise Refused("own_role" if user else "stale")
    place = change.organisation or change.network
    assert place is not None, "held by a database constraint"
    asked_since, until = dt.date.fromisoformat(new["since"]), new["until"]
    since = max(asked_since, now.astimezone(_zone()).date())
    ends = dt.date.fromisoformat(until) if until else None
    try:
        check_role(user=user, place=place, role=new["role"], since=since, until=ends, today=since)
    except Refused as refused:
        raise Refused("stale") from refused
    give(
        user=user,
        place=place,
        role=new["role"],
        since=since,
        until=ends,
        actor=change.asked_by,
        now=now,
        reason=change.reason,
    )


def _zone() -> dt.tzinfo:
    from django.utils import timezone

    return timezone.get_current_timezone()
