"""Reads. Staff start from a viewer, an applicant from the secret of a link."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from tcvm.apps.joining.links import thread_of
from tcvm.apps.joining.models import (
    Application,
    Draft,
    Intake,
    Prepared,
    StepEntry,
    Submission,
)
from tcvm.domain.joining.course import State, Step
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer

#: Who prepares, who confirms, and who besides them reads.
PREPARING = (NetworkRole.SECRETARIAT, NetworkRole.ADMINISTRATOR)
CONFIRMING = (NetworkRole.BOARD, NetworkRole.ADMINISTRATOR)
READING = (*PREPARING, NetworkRole.BOARD, NetworkRole.AUDITOR)


def visible_to(viewer: Viewer) -> QuerySet[Application]:
    """The applications that `viewer` may read: those to their networks. Drafts are nobody's."""
    return with_state(Application.objects.filter(network__in=viewer.networks_as(*READING)))


def editable_by(viewer: Viewer) -> QuerySet[Application]:
    """The applications that `viewer` may review and prepare a decision on."""
    return Application.objects.filter(network__in=viewer.networks_as(*PREPARING))


def decidable_by(viewer: Viewer) -> QuerySet[Application]:
    """The applications on which `viewer` may confirm what another has prepared."""
    return Application.objects.filter(network__in=viewer.networks_as(*CONFIRMING))


def with_state(rows: QuerySet[Application]) -> QuerySet[Application]:
    """The applications with `state`, and since when they stand there (`moved_at`)."""
    last = StepEntry.objects.filter(application=OuterRef("pk")).order_by("-number")
    read = {"state": last.values("state")[:1], "moved_at": last.values("recorded_at")[:1]}
    named = {name: Subquery(column) for name, column in read.items()}
    return rows.annotate(**named).select_related("network")


def standing_in(rows: QuerySet[Application], states: Iterable[State]) -> QuerySet[Application]:
    """Those of `rows` (of `with_state`) that stand in one of `states`, longest waiting first."""
    wanted = [one.value for one in states]
    found = rows.filter(state__in=wanted)  # type: ignore[misc] # of with_state
    return found.order_by("moved_at", "pk")  # type: ignore[misc]


def found_or_404(rows: QuerySet[Application], network: str, number: str) -> Application:
    """The application of that number to `network` among `rows`. Raises Http404."""
    found = rows.filter(network__code=network, number=number).first()
    if found is None:
        raise Http404
    return found


def last_step(application: Application) -> StepEntry:
    """The step that says where the application stands."""
    return application.steps.latest("number")


def version(application: Application) -> str:
    """Names where the application stands: another string once a step has been taken."""
    return str(last_step(application).number)


def last_submission(application: Application) -> Submission:
    """What was sent last."""
    return application.submissions.latest("revision")


def asked_back(application: Application) -> StepEntry | None:
    """What the applicant was last asked to put right, if that still waits."""
    last = last_step(application)
    return last if last.state == State.TO_COMPLETE else None


def prepared_of(application: Application) -> Prepared | None:
    """The decision that waits to be confirmed, if one is prepared."""
    last = last_step(application)
    if last.step != Step.PREPARE:
        return None
    return Prepared.objects.select_related("paper", "entry").get(entry=last)


def intake_of(network: Network) -> Intake | None:
    """What holds of a network's intake; None where it never took applications."""
    return Intake.objects.filter(network=network).order_by("-pk").first()


def open_networks() -> list[Network]:
    """The networks that take applications now."""
    newest = Intake.objects.filter(network=OuterRef("pk")).order_by("-pk").values("open")[:1]
    return list(Network.objects.annotate(taking=Subquery(newest)).filter(taking=True))


@dataclass(frozen=True, slots=True)
class Reached:
    """What an applicant's link leads to: a draft, an application, or both while it is completed."""

    thread: uuid.UUID
    draft: Draft | None
    application: Application | None

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.application is None:
            return State.DRAFT
        return State(last_step(self.application).state)

    @property
    def network(self) -> Network:
        """The network it is for."""
        found = self.application or self.draft
        assert found is not None, "one of them is there"
        return found.network


def reached_by(secret: str) -> Reached:
    """What the link with this secret leads to. Raises Http404."""
    thread = thread_of(secret)
    if thread is None:
        raise Http404
    return reached(thread)


def reached(thread: uuid.UUID) -> Reached:
    """The draft and the application of a thread. Raises Http404 where both are gone."""
    draft = Draft.objects.select_related("network").filter(thread=thread).first()
    application = Application.objects.select_related("network").filter(thread=thread).first()
    if draft is None and application is None:
        raise Http404
    return Reached(thread, draft, application)
