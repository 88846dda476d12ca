"""What a program can ask about itself. No `annotations` import: ninja reads them as they are."""

import datetime as dt

from django.utils.translation import gettext_noop as _
from ninja import Router
from pydantic import Field

from tcvm.foundation.accounts import rules
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.rooms import ApiRoom
from tcvm.foundation.api.schemas import Said, Shown
from tcvm.foundation.tenancy.models import Network, Organisation

router = Router(tags=[_("Yourself")])
ROOM = ApiRoom((router,))


class RoleShown(Shown):
    """Roles held in one network or organisation."""

    network: str | None = Field(description=_("The network's code."), examples=["mang-luoi-a"])
    organisation: str | None = Field(description=_("The organisation's code."))
    roles: list[str] = Field(examples=[["secretariat"]])


class WhoShown(Shown):
    """Who asks."""

    identifier: str = Field(examples=["user:12"])
    name: str
    roles: list[RoleShown]
    scopes: list[str] = Field(description=_("What the token is good for."))
    expires_at: dt.datetime = Field(description=_("Until when the token lets you in."))


class PermissionShown(Shown):
    """An operation, and whether it is permitted."""

    operation: str = Field(examples=["register.list_members"])
    name: Said
    scope: str
    permitted: bool = Field(
        description=_("Whether a role held today permits it and the token has its scope.")
    )


class PermissionsShown(Shown):
    """Every operation of the API."""

    items: list[PermissionShown]


@router.get("/me", operation_id="me.read", summary=_("Who I am"), response=WhoShown)
def me(request: Asked) -> WhoShown:
    """The person or service by whose token is asked, with the roles of today."""
    viewer = request.viewer
    networks = Network.objects.in_bulk(viewer.networks)
    organisations = Organisation.objects.in_bulk(viewer.organisations)
    return WhoShown(
        identifier=viewer.identifier,
        name=viewer.label,
        roles=[
            *(
                RoleShown(network=networks[key].code, organisation=None, roles=sorted(roles))
                for key, roles in viewer.networks.items()
            ),
            *(
                RoleShown(network=None, organisation=organisations[key].code, roles=sorted(roles))
                for key, roles in viewer.organisations.items()
            ),
        ],
        scopes=request.token.scopes,
        expires_at=request.token.expires_at,
    )


@router.get(
    "/permissions",
    operation_id="me.permissions",
    summary=_("What I may do"),
    description=_(
        "Every operation of the API. A role counts in its own network or organisation only."
    ),
    response=PermissionsShown,
)
def permissions(request: Asked) -> PermissionsShown:
    """The operations of permissions.toml, as they stand to who asks."""
    return PermissionsShown(
        items=[
            PermissionShown(
                operation=address.rpartition(rules.API)[2],
                name=Said.of(one.name),
                scope=one.scope,
                permitted=one.scope in request.token.scopes
                and rules.answer(one, request.viewer, rules.ANYWHERE, request.today)
                is rules.Answer.YES,
            )
            for one in rules.table()
            if one.scope
            for address in one.addresses
        ]
    )
