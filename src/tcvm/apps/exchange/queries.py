"""Reads. Each starts from a viewer; members and the public see nothing of the exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from tcvm.apps.exchange.models import EFFECTS, Double, Export, Import, Stage
from tcvm.domain.membership.sameness import Certainty
from tcvm.foundation.jobs.public import State, jobs
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tcvm.apps.exchange.models import ImportRow

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


#: Where an import is again when the job that carried it on was stopped or failed.
_BEFORE = {
    Stage.CHECKING: Stage.UPLOADED,
    Stage.APPLYING: Stage.CHECKED,
    Stage.UNDOING: Stage.APPLIED,
}


def stage_of(one: Import) -> Stage:
    """How far an import is; one whose job ended without being done is where it was before."""
    stage = Stage(one.stage)
    if stage in _BEFORE:
        job = jobs().filter(pk=one.job).first()
        if job is None or job.state in (State.FAILED, State.CANCELLED):
            return _BEFORE[stage]
    return stage


def open_rows(one: Import) -> QuerySet[ImportRow]:
    """The rows on which a person still has to decide."""
    return one.rows.filter(choice="", wrong=False, outcome="")


def sure_rows(one: Import) -> QuerySet[ImportRow]:
    """Of those the ones with exactly one sure candidate, and that one in the register."""
    sure = Q(candidates__certainty=Certainty.SURE.value)
    return (
        open_rows(one)
        .annotate(
            sure=Count("candidates", filter=sure),
            sure_there=Count("candidates", filter=sure & ~Q(candidates__code="")),
        )
        .filter(sure=1, sure_there=1)
    )


def unlike_rows(one: Import) -> QuerySet[ImportRow]:
    """Of those the ones whose candidates are merely possible."""
    return open_rows(one).filter(certainty=Certainty.POSSIBLE.value)


def has_effects(one: Import) -> bool:
    """Whether some of its rows stand in the register."""
    return one.rows.filter(outcome__in=EFFECTS).exists()
