"""Load the demo's networks: their people, then their registers, all or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tcvm.config.demo import applications, networks, present, signins

if TYPE_CHECKING:
    from tcvm.config.demo.signins import DemoPerson, DemoRole
    from tcvm.foundation.accounts.models import User
    from tcvm.foundation.tenancy.models import Network, Organisation

VERB = "demo.loaded"


class NotADemo(RuntimeError):
    """A database of networks that are not the demo's, or a start that does not say it is a demo.

    The demo's passwords are printed: it is loaded into a database of its own alone.
    """


def load_networks() -> bool:
    """Load what is not there yet, and say whether anything was written.

    One transaction: a load that is interrupted leaves nothing. What was loaded once stays as its
    readers have changed it since. Raises NotADemo, and NotTakenOver for a row that the register
    does not allow.
    """
    from django.conf import settings
    from django.db import transaction

    from tcvm.foundation.events.subscribers import only
    from tcvm.foundation.tenancy.models import Network

    wanted = {one.code for one in networks.networks()}
    there = set(Network.objects.values_list("code", flat=True))
    if not settings.DEMO:
        raise NotADemo("TCVM_DEMO: not set; the demo's networks are loaded in a demo alone.")
    if wanted <= there:
        return False
    if there:
        raise NotADemo(
            f"The database holds other networks ({', '.join(sorted(there))}); the demo needs one "
            "of its own: set TCVM_HOME or DATABASE_URL."
        )
    # What happened long ago is nobody's news: no subscriber acts on it, and nobody is written to.
    with transaction.atomic(), only():
        _load()
    return True


def _load() -> None:
    from django.utils import timezone

    from tcvm.apps.members.public import take_over
    from tcvm.foundation.accounts.models import User
    from tcvm.foundation.accounts.viewers import viewer_for
    from tcvm.foundation.tenancy.models import Network, Organisation

    started = networks.taken_over_at()
    places: dict[str, Network | Organisation] = {}
    for one in networks.networks():
        places[one.code] = Network.objects.create(
            code=one.code, name_vi=one.name.vi, name_en=one.name.en
        )
    waiting = [(one, role) for one in signins.people() for role in one.roles]
    _give([pair for pair in waiting if pair[1].network], places, started)
    today = timezone.localdate(started)
    keepers = {
        one.code: viewer_for(User.objects.get(username=one.keeper), today)
        for one in networks.networks()
    }
    taken_over = take_over(networks.entries(), keepers=keepers)
    organisations = {one.code: one for one in Organisation.objects.all()}
    _give([pair for pair in waiting if pair[1].organisation], organisations, started)
    _record(taken_over, started)
    applications.open_intakes(keepers)
    # Whatever the clock says, today comes after all that the files tell.
    now = max(timezone.now(), applications.last_moment())
    confirming = {
        network: viewer_for(User.objects.get(username=username), today)
        for network, username in applications.confirmers().items()
    }
    applications.load(keepers=keepers, confirming=confirming, now=now)
    present.load(keepers=keepers, now=now)


def _give(
    pairs: Iterable[tuple[DemoPerson, DemoRole]],
    places: Mapping[str, Network | Organisation],
    now: dt.datetime,
) -> None:
    """Give each person the role, as the operator of a server does: by an invitation accepted."""
    from tcvm.foundation.accounts.actions import accept_invitation
    from tcvm.foundation.accounts.actions.invite import invite
    from tcvm.foundation.accounts.models import User

    today = signins.since()
    for person, role in pairs:
        _, token = invite(
            email=person.email,
            name=person.name,
            locale=person.locale,
            place=places[role.network or role.organisation],
            role=role.role,
            role_until=None,
            reason="",
            actor=None,
            now=now,
            today=today,
        )
        known = User.objects.filter(username=person.username).first()
        if known is not None:
            accept_invitation.accept_as_known(token=token, user=known, now=now, today=today)
            continue
        user, _ = accept_invitation.accept_as_new(
            token=token,
            username=person.username,
            name=person.name,
            password=signins.password(),
            now=now,
            today=today,
        )
        if person.needs_code:
            _protect(user, person)


def _protect(user: User, person: DemoPerson) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(user, person.secret)


def _record(taken_over: int, now: dt.datetime) -> None:
    """Say in the trail what was loaded, so that nobody takes it for entered by hand."""
    from tcvm.domain.text import Text
    from tcvm.foundation.audit.actions.record import record
    from tcvm.foundation.audit.actor import Actor, ActorKind
    from tcvm.foundation.audit.subject import Subject

    record(
        actor=Actor(ActorKind.SYSTEM, "demo", "tcvm"),
        verb=VERB,
        subject=Subject("demo", "networks", Text("Mạng lưới minh họa", "Demo networks")),
        changes={"entries": (None, taken_over), "sha256": (None, networks.digest())},
        at=now,
    )
