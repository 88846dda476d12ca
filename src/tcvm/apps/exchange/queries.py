"""Reads. Each starts from a viewer; members and the public see nothing of the exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tcvm.apps.exchange.models import Double, Export, Import
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet

EDITORS = (NetworkRole.SECRETARIAT, NetworkRole.ADMINISTRATOR)
READERS = (*EDITORS, NetworkRole.AUDITOR)


def networks_visible_to(viewer: Viewer) -> QuerySet[Network]:
    """The networks whose exchange `viewer` may look at, and all of whose data it may take out."""
    return Network.objects.filter(pk__in=viewer.networks_as(*READERS))


def networks_editable_by(viewer: Viewer) -> QuerySet[Network]:
    """The networks for which `viewer` may import and merge."""
    return Network.objects.filter(pk__in=viewer.networks_as(*EDITORS))


def visible_to(viewer: Viewer) -> QuerySet[Import]:
    """The imports that `viewer` may read."""
    networks = viewer.networks_as(*READERS)
    return Import.objects.filter(network__in=networks).select_related("network", "file")


def editable_by(viewer: Viewer) -> QuerySet[Import]:
    """The imports that `viewer` may change, apply and undo."""
    networks = viewer.networks_as(*EDITORS)
    return Import.objects.filter(network__in=networks).select_related("network", "file")


def exports_visible_to(viewer: Viewer) -> QuerySet[Export]:
    """The exports that `viewer` may fetch."""
    networks = viewer.networks_as(*READERS)
    return Export.objects.filter(network__in=networks).select_related("network")


def doubles_visible_to(viewer: Viewer) -> QuerySet[Double]:
    """The merged doubles that `viewer` may read."""
    return Double.objects.filter(network__in=viewer.networks_as(*READERS)).select_related("network")


def doubles_editable_by(viewer: Viewer) -> QuerySet[Double]:
    """The merged doubles that `viewer` may part again."""
    return Double.objects.filter(network__in=viewer.networks_as(*EDITORS)).select_related("network")


def jobs_of(viewer: Viewer) -> frozenset[UUID]:
    """The jobs of imports and exports that `viewer` may look at."""
    imports = visible_to(viewer).exclude(job=None).values_list("job", flat=True)
    exports = exports_visible_to(viewer).exclude(job=None).values_list("job", flat=True)
    return frozenset(key for key in (*imports, *exports) if key is not None)
