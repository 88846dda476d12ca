"""Roles, changes, invitations and sessions as tables (`tcvm.foundation.ui.tables`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from tcvm.foundation.accounts.models import Invitation, RoleAssignment
from tcvm.foundation.accounts.roles import label
from tcvm.foundation.accounts.templatetags.account_words import browser, day, moment
from tcvm.foundation.accounts.web.lines import ChangeLine, RoleLine, role_line
from tcvm.foundation.ui import tables
from tcvm.foundation.ui.tables import Cell, Column, Empty, Press, Row, State, Table

if TYPE_CHECKING:
    from allauth.usersessions.models import UserSession


def roles_table(held: Iterable[RoleAssignment]) -> Table:
    """One's own roles."""
    rows = [
        Row(
            tables.cells(
                Cell(one.role, states=_lent_by(one)), one.place, day(one.since), _last_day(one)
            )
        )
        for one in map(role_line, held)
    ]
    return tables.table(
        "roles",
        _("My roles"),
        (
            Column("role", _("Role")),
            Column("place", _("Where")),
            Column("since", _("First day")),
            Column("until", _("Last day")),
        ),
        rows,
        empty=Empty(
            _("You hold no role yet. A role appears here as soon as it is given and confirmed.")
        ),
    )


def people_table(held: Iterable[RoleAssignment], *, may_change: bool) -> Table:
    """Who holds which role in a place, each with a button to end it for whoever may."""
    rows = []
    for one in map(role_line, held):
        said = _("End the role %(role)s of %(who)s") % {"role": one.role, "who": one.person}
        end = Press(_("End now"), "do", "end", said, (("key", str(one.key)),))
        action = (Cell(press=end),) if may_change else ()
        rows.append(
            Row(
                (
                    *tables.cells(
                        one.person,
                        Cell(one.role, states=_lent_by(one)),
                        day(one.since),
                        _last_day(one),
                    ),
                    *action,
                )
            )
        )
    return tables.table(
        "held",
        _("Roles"),
        (
            Column("person", _("Person")),
            Column("role", _("Role")),
            Column("since", _("First day")),
            Column("until", _("Last day")),
            *_action(may_change=may_change),
        ),
        rows,
        empty=Empty(_("Nobody holds a role here.")),
    )


def lent_table(lent: Iterable[RoleAssignment]) -> Table:
    """What one has lent, each with a button to take it back."""
    rows = [
        Row(
            tables.cells(
                one.person,
                f"{one.role} · {one.place}",
                day(one.since),
                day(one.last_day),
                Cell(press=Press(_("End now"), "end", str(one.key))),
            )
        )
        for one in map(role_line, lent)
    ]
    return tables.table(
        "lent",
        _("Roles you have delegated"),
        (
            Column("person", _("Person")),
            Column("role", _("Role")),
            Column("since", _("First day")),
            Column("until", _("Last day")),
            *_action(may_change=True),
        ),
        rows,
        empty=Empty(_("You have delegated none of your roles.")),
    )


def invitations_table(invited: Iterable[Invitation], *, may_change: bool) -> Table:
    """Open invitations, each with a button to withdraw it for whoever may."""
    rows = []
    for one in invited:
        said = _("Withdraw the invitation of %(who)s") % {"who": one.name}
        press = Press(_("Withdraw"), "do", "withdraw", said, (("key", str(one.pk)),))
        action = (Cell(press=press),) if may_change else ()
        told = tables.cells(one.name, label(one.role), one.email, moment(one.expires_at))
        rows.append(Row((*told, *action)))
    return tables.table(
        "invited",
        _("Invited"),
        (
            Column("person", _("Person")),
            Column("role", _("Role")),
            Column("email", _("E-mail")),
            Column("until", _("Open until")),
            *_action(may_change=may_change),
        ),
        rows,
        empty=Empty(_("No invitation is open.")),
    )


def changes_table(code: str, caption: str, lines: Iterable[ChangeLine]) -> Table:
    """Changes that wait or did, each leading to its page."""
    rows = [
        Row(
            tables.cells(
                Cell(
                    f"{one.kind}: {one.subject} · {', '.join(one.details)}",
                    href=reverse("accounts:change", args=[one.key]),
                ),
                one.place,
                one.asked_by,
                day(one.asked_at),
                Cell(states=(State(one.state, "amber" if one.is_open else ""),)),
            )
        )
        for one in lines
    ]
    return tables.table(
        code,
        caption,
        (
            Column("change", _("Change")),
            Column("place", _("Where")),
            Column("who", _("Asked by")),
            Column("on", _("On")),
            Column("state", _("State")),
        ),
        rows,
        empty=Empty(
            _("No change waits. Changes of roles appear here until a second person has decided.")
        ),
    )


def sessions_table(held: Sequence[UserSession], here: str) -> Table:
    """Where one is signed in, each but this one with a button to sign out there."""
    rows = []
    for one in held:
        own = one.session_key == here
        where = Cell(
            browser(one.user_agent),
            title=one.user_agent,
            states=(State(_("this one"), "chosen"),) if own else (),
        )
        press = None if own else Press(_("Sign out there"), "session", str(one.pk))
        rows.append(
            Row(tables.cells(where, str(one.ip), moment(one.created_at), Cell(press=press)))
        )
    return tables.table(
        "sessions",
        _("Where you are signed in"),
        (
            Column("browser", _("Browser")),
            Column("address", _("Address")),
            Column("began", _("Signed in")),
            *_action(may_change=True),
        ),
        rows,
        empty=Empty(_("You are signed in nowhere.")),
    )


def _action(*, may_change: bool) -> tuple[Column, ...]:
    return (Column("action", _("Action"), unseen=True),) if may_change else ()


def _lent_by(one: RoleLine) -> tuple[State, ...]:
    return (State(_("delegated by %(who)s") % {"who": one.lent_by}),) if one.lent_by else ()


def _last_day(one: RoleLine) -> str:
    return day(one.last_day) if one.last_day else _("no end")
