"""Reads of tokens."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.queries import of_place
from tcvm.foundation.accounts.roles import Place
from tcvm.foundation.accounts.viewers import viewer_for
from tcvm.foundation.api.models import Token
from tcvm.foundation.tenancy.models import Network

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: The operation of permissions.toml by which a person gives and takes back services' tokens.
SERVICES = "services.change"


def own_tokens(user: User) -> QuerySet[Token]:
    """The tokens that act as `user`."""
    return Token.objects.filter(user=user)


def services_of(place: Place) -> QuerySet[Token]:
    """The tokens of a place's services; the rule has let the viewer see them."""
    return Token.objects.filter(of_place(place)).select_related("created_by")


def may_manage(actor: User, place: Place, today: dt.date) -> bool:
    """Whether `actor` may give and take back the tokens of services in `place`."""
    where = "network" if isinstance(place, Network) else "organisation"
    return rules.permits(viewer_for(actor, today), SERVICES, today=today, **{where: place.pk})
