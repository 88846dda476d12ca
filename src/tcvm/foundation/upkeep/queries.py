"""Reads that need to know both the trail and who may do what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q

from tcvm.foundation.accounts import reach, rules
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet


def trail_of(network: Network, today: dt.date) -> QuerySet[Entry]:
    """What was done in a network, and what its organisations' own entries say, newest first.

    An entry about an organisation that belongs to another network is that network's.
    """
    organisations = reach.organisations_of(frozenset({network.pk}), today)
    return _entries({network.pk}, organisations)


def history_visible_to(viewer: Viewer, today: dt.date) -> QuerySet[Entry]:
    """Entries of the records whose history `viewer` may read, newest first.

    An organisation's people read what is its own; what a network recorded about it, such as notes
    of its staff, is the network's.
    """
    organisations, networks = rules.places(viewer, "history.read", today)
    return _entries(networks, organisations)


def _entries(networks: frozenset[int] | set[int], organisations: frozenset[int]) -> QuerySet[Entry]:
    own = Q(network="", organisation__in=[str(one) for one in organisations])
    return Entry.objects.filter(Q(network__in=[str(one) for one in networks]) | own).order_by(
        "-number"
    )
