"""What the demo's people find on their first evening: what has just happened, what waits for them.

The one part of the demo that has no days of its own. It is done when the demo is loaded for the
first time, as of that day, and never again.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from tcvm.config.demo import networks
from tcvm.foundation.accounts.invented import DOMAIN

if TYPE_CHECKING:
    from tcvm.foundation.accounts.models import User
    from tcvm.foundation.tenancy.viewer import Viewer


@cache
def listed() -> Mapping[str, Any]:
    """What `present.toml` says."""
    path = networks.FOLDER / "present.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load(*, keepers: Mapping[str, Viewer], now: dt.datetime) -> None:
    """Do it all at the moment `now`. Raises whatever an action refuses it for."""
    from django.utils import timezone

    today = timezone.localdate(now)
    _happened(keepers, now, today)
    _categories(keepers, now)
    _bank_accounts(now, today)
    _roles(now, today)
    _invitations(now, today)


def _happened(keepers: Mapping[str, Viewer], now: dt.datetime, today: dt.date) -> None:
    from tcvm.apps.members.public import record_event

    for one in listed()["events"]:
        record_event(
            network=one["network"],
            member=one["member"],
            happened_on=today,
            text=networks.both(one["text"]),
            source=one["source"],
            actor=keepers[one["network"]],
            now=now,
        )


def _categories(keepers: Mapping[str, Viewer], now: dt.datetime) -> None:
    from tcvm.apps.members.public import DecisionGiven, ask_category
    from tcvm.domain.scoring.scheme import Category

    called = networks.names("vi")
    for one in listed()["categories"]:
        paper = networks.made(
            one["paper"],
            called[one["network"]],
            one["number"],
            ("body", one["body"]),
            ("decided_on", f"{one['decided_on']:%d/%m/%Y}"),
            ("decides", f"{one['decides']}: {called[one['member']]}"),
        )
        ask_category(
            network=one["network"],
            member=one["member"],
            category=Category(one["category"]),
            since=one["since"],
            decision=DecisionGiven(
                one["number"], one["decided_on"], one["body"], one["source"], paper
            ),
            reason=one["reason"],
            actor=keepers[one["network"]],
            now=now,
        )


def _bank_accounts(now: dt.datetime, today: dt.date) -> None:
    from tcvm.apps.members.public import AccountGiven, ask_bank_account
    from tcvm.foundation.accounts.viewers import viewer_for

    for one in listed()["bank_accounts"]:
        ask_bank_account(
            organisation=one["organisation"],
            account=AccountGiven.typed(
                bank=one["bank"], holder=one["holder"], number=one["number"]
            ),
            since=today,
            reason=one["reason"],
            actor=viewer_for(_user(one["asked_by"]), today),
            now=now,
        )


def _roles(now: dt.datetime, today: dt.date) -> None:
    from tcvm.foundation.accounts.actions.grant_role import grant_role
    from tcvm.foundation.tenancy.models import Network

    for one in listed()["roles"]:
        grant_role(
            user=_user(one["person"]),
            place=Network.objects.get(code=one["network"]),
            role=one["role"],
            since=today,
            until=today + dt.timedelta(days=one["days"]),
            reason=one["reason"],
            actor=_user(one["asked_by"]),
            now=now,
            today=today,
        )


def _invitations(now: dt.datetime, today: dt.date) -> None:
    from tcvm.foundation.accounts.actions.invite import invite
    from tcvm.foundation.tenancy.models import Network

    for one in listed()["invitations"]:
        # The token is dropped: whoever wants it accepted sends the invitation anew.
        invite(
            email=f"{one['username']}@{DOMAIN}",
            name=one["name"],
            locale="vi",
            place=Network.objects.get(code=one["network"]),
            role=one["role"],
            role_until=None,
            reason=one["reason"],
            actor=_user(one["asked_by"]),
            now=now,
            today=today,
        )


def _user(username: str) -> User:
    from tcvm.foundation.accounts.models import User

    return User.objects.get(username=username)
