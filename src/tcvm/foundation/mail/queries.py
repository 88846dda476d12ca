"""Reads: the messages of a network, for those who look after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcvm.foundation.mail.models import Message
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet


def visible_to(viewer: Viewer) -> QuerySet[Message]:
    """The messages of the networks that `viewer` administers, newest first.

    Those that belong to no network, such as a lost password, are nobody's to read.
    """
    return Message.objects.filter(network__in=viewer.networks_as(NetworkRole.ADMINISTRATOR))


def editable_by(viewer: Viewer) -> QuerySet[Message]:
    """The messages that `viewer` may send again."""
    return visible_to(viewer)
