"""What each role may do: the operations of `catalogue/permissions.toml`, read once and checked.

The file is the only place where an address is opened to anybody. An address that no operation
names is closed to everybody.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings

from tcvm.domain.text import Text
from tcvm.foundation.accounts import reach
from tcvm.foundation.tenancy.viewer import NetworkRole, OrganisationRole, Viewer

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FIELDS = {
    "code",
    "name",
    "access",
    "organisation",
    "network",
    "before_second_factor",
    "recently_confirmed",
    "scope",
    "demo",
    "addresses",
}
#: What stands before the name of an operation of the API among the addresses.
API = "api:"


class Access(StrEnum):
    """To whom an operation is open."""

    #: To all, and the same for all: whoever looks is not even asked for.
    PUBLIC = "public"
    #: To all, but it concerns the person: signing in, an invitation.
    ENTRANCE = "entrance"
    SIGNED_IN = "signed_in"
    ROLES = "roles"


class Answer(Enum):
    """What a rule says to a request."""

    YES = "yes"
    SIGN_IN = "sign in"
    #: The person holds none of the roles, anywhere.
    FORBIDDEN = "forbidden"
    #: The role is held, but not in the place asked for: as if it were not there.
    HIDDEN = "not found"


class RulesUnreadable(ValueError):
    """permissions.toml says something that cannot be meant; the message names it."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that may be done, by whom, and the addresses at which it is done.

    `organisation` and `network` are the roles that allow it. A network's role counts for an
    organisation too if that network reaches it. `scope` is what a token must be good for besides.
    """

    code: str
    name: Text
    access: Access
    organisation: frozenset[OrganisationRole] = frozenset()
    network: frozenset[NetworkRole] = frozenset()
    before_second_factor: bool = False
    recently_confirmed: bool = False
    scope: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is to be done, by primary key: a network or an organisation, or neither."""

    network: int | None = None
    organisation: int | None = None


ANYWHERE = Place()


@dataclass(frozen=True, slots=True)
class Rules:
    """All operations, by code and by address and method; and what tokens can be good for."""

    operations: Mapping[str, Operation]
    scopes: Mapping[str, Text] = field(default_factory=dict)
    _reads: Mapping[str, Operation] = field(default_factory=dict)
    _writes: Mapping[str, Operation] = field(default_factory=dict)

    def of(self, address: str, method: str) -> Operation | None:
        """The operation that a request to the address named `address` asks for, if any does."""
        return (self._reads if method in SAFE_METHODS else self._writes).get(address)

    def methods(self, address: str) -> list[str]:
        """The methods for which some operation opens the address; empty for one that none does."""
        reads = sorted(SAFE_METHODS) if address in self._reads else []
        return [*reads, *(["POST"] if address in self._writes else [])]

    def addresses(self) -> frozenset[str]:
        """Every address that some operation opens."""
        return frozenset(self._reads) | frozenset(self._writes)

    def of_api(self) -> frozenset[str]:
        """The operations of the API that some operation opens, by their ids."""
        return frozenset(
            name.removeprefix(API) for name in self.addresses() if name.startswith(API)
        )


@cache
def rules() -> Rules:
    """The rules of the catalogue; those of the demo in a demo alone. Raises RulesUnreadable."""
    path = files("tcvm.catalogue") / "permissions.toml"
    return read(tomllib.loads(path.read_text(encoding="utf-8")), demo=settings.DEMO)


def read(document: Mapping[str, Any], *, demo: bool = False) -> Rules:
    """Rules from a parsed document. Raises RulesUnreadable, naming what is wrong."""
    scopes = {
        one["code"]: Text(one["name"]["vi"], one["name"]["en"])
        for one in document.get("scopes", ())
    }
    operations: dict[str, Operation] = {}
    reads: dict[str, Operation] = {}
    writes: dict[str, Operation] = {}
    for given in document["operations"]:
        one = _operation(given)
        if given.get("demo", False) and not demo:
            continue
        if one.code in operations:
            raise RulesUnreadable(f"{one.code}: stands there twice")
        _check_scope(one, scopes)
        operations[one.code] = one
        for address in one.addresses:
            name, tables = _address(address, reads, writes)
            for table in tables:
                if name in table:
                    raise RulesUnreadable(f"{name}: in {table[name].code} and in {one.code}")
                table[name] = one
    return Rules(operations, scopes, reads, writes)


def _check_scope(one: Operation, scopes: Mapping[str, Text]) -> None:
    """Operations of the API have a scope that is listed, others none. Raises RulesUnreadable."""
    if one.scope and one.scope not in scopes:
        raise RulesUnreadable(f"{one.code}: {one.scope} is none of the scopes")
    for address in one.addresses:
        if bool(one.scope) != address.rpartition(" ")[2].startswith(API):
            raise RulesUnreadable(f"{one.code}: an operation of the API, and no other, has a scope")
    if one.scope and one.recently_confirmed:
        raise RulesUnreadable(f"{one.code}: a token cannot confirm who holds it")


def _operation(given: Mapping[str, Any]) -> Operation:
    code = given.get("code", "?")
    if unknown := set(given) - _FIELDS:
        raise RulesUnreadable(f"{code}: {', '.join(sorted(unknown))} is not known")
    try:
        one = Operation(
            code=given["code"],
            name=Text(given["name"]["vi"], given["name"]["en"]),
            access=Access(given["access"]),
            organisation=frozenset(map(OrganisationRole, given.get("organisation", ()))),
            network=frozenset(map(NetworkRole, given.get("network", ()))),
            before_second_factor=given.get("before_second_factor", False),
            recently_confirmed=given.get("recently_confirmed", False),
            scope=given.get("scope", ""),
            addresses=tuple(given.get("addresses", ())),
        )
    except (KeyError, ValueError) as error:
        raise RulesUnreadable(f"{code}: {error}") from error
    if bool(one.organisation or one.network) != (one.access is Access.ROLES):
        raise RulesUnreadable(f"{code}: roles and access {one.access} do not go together")
    return one


def _address(
    text: str, reads: dict[str, Operation], writes: dict[str, Operation]
) -> tuple[str, list[dict[str, Operation]]]:
    """The address' name, and the tables it goes into: `GET name`, `POST name`, or both."""
    method, _, name = text.rpartition(" ")
    tables = {"": [reads, writes], "GET": [reads], "POST": [writes]}.get(method)
    if tables is None:
        raise RulesUnreadable(f"{text}: {method} is neither GET nor POST")
    return name, tables


def answer(operation: Operation, viewer: Viewer, place: Place, today: dt.date) -> Answer:
    """What `operation` says to `viewer`, who asks for it at `place` on `today`."""
    if operation.access in (Access.PUBLIC, Access.ENTRANCE):
        return Answer.YES
    if viewer.is_public:
        return Answer.SIGN_IN
    if operation.access is Access.SIGNED_IN:
        return Answer.YES
    organisations, networks = _holding(operation, viewer)
    if place == ANYWHERE:
        return Answer.YES if organisations or networks else Answer.FORBIDDEN
    held = place.network in networks or place.organisation in organisations
    if not held and place.organisation is not None:
        held = place.organisation in reach.organisations_of(networks, today)
    return Answer.YES if held else Answer.HIDDEN


def permits(
    viewer: Viewer,
    code: str,
    *,
    today: dt.date,
    network: int | None = None,
    organisation: int | None = None,
) -> bool:
    """Whether `viewer` may do `code` on `today` in this network or organisation, or anywhere.

    Raises KeyError for an operation that does not exist.
    """
    place = Place(network, organisation)
    return answer(rules().operations[code], viewer, place, today) is Answer.YES


def places(viewer: Viewer, code: str, today: dt.date) -> tuple[frozenset[int], frozenset[int]]:
    """The organisations and the networks in which `viewer` may do `code` on `today`."""
    organisations, networks = _holding(rules().operations[code], viewer)
    return organisations | reach.organisations_of(networks, today), networks


def _holding(operation: Operation, viewer: Viewer) -> tuple[frozenset[int], frozenset[int]]:
    """Where the viewer holds one of the operation's roles; no roles named is nowhere."""
    return (
        viewer.organisations_as(*operation.organisation) if operation.organisation else frozenset(),
        viewer.networks_as(*operation.network) if operation.network else frozenset(),
    )


def table() -> Iterator[Operation]:
    """The operations as the page of rules shows them, in the file's order."""
    yield from rules().operations.values()
