"""The standing actors: the people by whom every room proves who sees and does what.

Two organisations, two networks, one person for each role. Tests of any room take the fixture
`actors` (imported from here by a conftest of theirs) and ask for a person by name: `actors.clerk`,
`actors.director`, `actors.reader` of organisation A; `actors.stranger`, clerk of organisation B;
of network A `secretariat`, `analyst`, `finance`, `board`, `auditor`, `administrator`; and
`outsider`, administrator of network B. `None` is the public.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from tcvm.foundation.accounts import reach
from tcvm.foundation.accounts.models import RoleAssignment, User
from tcvm.foundation.accounts.viewers import viewer_for
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import PUBLIC, NetworkRole, OrganisationRole, Viewer

#: A password that no list refuses.
PASSWORD = "ba con vịt lội qua sông"
#: The actors by name; the first is nobody.
NAMES = (
    "public",
    "clerk",
    "director",
    "reader",
    "stranger",
    "secretariat",
    "analyst",
    "finance",
    "board",
    "auditor",
    "administrator",
    "outsider",
)


@dataclass
class Actors:
    """The people and their places. `networks_reach` says which organisations network A reaches."""

    organisation_a: Organisation
    organisation_b: Organisation
    network_a: Network
    network_b: Network
    clerk: User
    director: User
    reader: User
    stranger: User
    secretariat: User
    analyst: User
    finance: User
    board: User
    auditor: User
    administrator: User
    outsider: User
    public: None = field(default=None)

    def named(self, name: str) -> User | None:
        """An actor by name; None is the public."""
        found: User | None = getattr(self, name)
        return found

    def viewer(self, name: str) -> Viewer:
        """The viewer an actor is today."""
        user = self.named(name)
        return PUBLIC if user is None else viewer_for(user, timezone.localdate())

    def client(self, name: str, *, confirmed: bool = True) -> Client:
        """A browser in which the actor has signed in, `confirmed` just now that it is them."""
        return client_of(self.named(name), confirmed=confirmed)


def client_of(user: User | None, *, confirmed: bool = True) -> Client:
    """A browser in which `user` has signed in by password and, where they have one, by code."""
    client = Client()
    if user is None:
        return client
    client.force_login(user)
    if confirmed:
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


@cache
def _hashed(password: str) -> str:
    """Hashing is slow on purpose: once for all tests is enough."""
    return make_password(password)


def person(username: str, name: str, *, password: str | None = None) -> User:
    """A person with an address of their own; without `password` only a test can sign them in."""
    user = User.objects.create_user(username, name=name, email=f"{username}@example.org")
    if password is not None:
        user.password = _hashed(password)
        user.save(update_fields=["password"])
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def give(
    user: User,
    place: Organisation | Network,
    role: OrganisationRole | NetworkRole,
    *,
    since: dt.date = dt.date(2020, 1, 1),
    until: dt.date | None = None,
    delegated_from: RoleAssignment | None = None,
) -> RoleAssignment:
    """A role as if it had been given and confirmed."""
    return RoleAssignment.objects.create(
        user=user,
        organisation=place if isinstance(place, Organisation) else None,
        network=place if isinstance(place, Network) else None,
        role=role,
        since=since,
        until=until,
        granted_at=timezone.now(),
        delegated_from=delegated_from,
    )


def second_factor(user: User) -> str:
    """Set up an authenticator app for `user`, as the page does; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str, *, at: float | None = None) -> str:
    """The code that the app shows now, or at a moment."""
    return format_hotp_value(hotp_value(secret, int(at if at is not None else time.time()) // 30))


def has_second_factor(user: User) -> bool:
    """Whether the person has set up an app or a passkey."""
    return Authenticator.objects.filter(user=user).exists()


def standing_actors() -> Actors:
    """All of them, saved, each with the one role they are named for."""
    organisation_a = Organisation.objects.create(code="hoa-sen", name="Quỹ Hoa Sen")
    organisation_b = Organisation.objects.create(code="hoa-mai", name="Quỹ Hoa Mai")
    network_a = Network.objects.create(
        code="mang-luoi-a", name_vi="Mạng lưới A", name_en="Network A"
    )
    network_b = Network.objects.create(
        code="mang-luoi-b", name_vi="Mạng lưới B", name_en="Network B"
    )
    roles: dict[str, tuple[str, Organisation | Network, OrganisationRole | NetworkRole]] = {
        "clerk": ("Nguyễn Thị Hạnh", organisation_a, OrganisationRole.CLERK),
        "director": ("Trần Văn Bình", organisation_a, OrganisationRole.DIRECTOR),
        "reader": ("Lê Thu Thảo", organisation_a, OrganisationRole.READER),
        "stranger": ("Phạm Thị Lan", organisation_b, OrganisationRole.CLERK),
        "secretariat": ("Vũ Minh Châu", network_a, NetworkRole.SECRETARIAT),
        "analyst": ("Đỗ Quang Huy", network_a, NetworkRole.ANALYST),
        "finance": ("Hoàng Thị Mai", network_a, NetworkRole.FINANCE),
        "board": ("Bùi Đức Thắng", network_a, NetworkRole.BOARD),
        "auditor": ("Ngô Thị Yến", network_a, NetworkRole.AUDITOR),
        "administrator": ("Đặng Văn Sơn", network_a, NetworkRole.ADMINISTRATOR),
        "outsider": ("Lý Thị Nga", network_b, NetworkRole.ADMINISTRATOR),
    }
    people = {}
    for username, (name, place, role) in roles.items():
        people[username] = person(username, name, password=PASSWORD)
        give(people[username], place, role)
        if isinstance(role, NetworkRole):
            second_factor(people[username])
    return Actors(organisation_a, organisation_b, network_a, network_b, **people)


@pytest.fixture
def actors(db: None) -> Iterator[Actors]:  # noqa: ARG001 - the database itself
    """The standing actors. Network A reaches organisation A, network B organisation B."""
    made = standing_actors()
    pairs = {
        made.network_a.pk: made.organisation_a.pk,
        made.network_b.pk: made.organisation_b.pk,
    }

    def reached(networks: frozenset[int], today: dt.date) -> frozenset[int]:
        del today
        return frozenset(pairs[key] for key in networks if key in pairs)

    reach.register(reached)
    yield made
    reach.forget(reached)


assert {one.name for one in fields(Actors)} >= set(NAMES), "every name is an actor"
