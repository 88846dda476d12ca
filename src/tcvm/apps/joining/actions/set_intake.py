"""Say whether a network takes applications, what it asks, and how its letters are headed."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.http import Http404

from tcvm.apps.joining import queries, trail
from tcvm.apps.joining.models import Intake
from tcvm.apps.joining.requirements import all_requirements
from tcvm.apps.members.public import Refused, refuse_unseen
from tcvm.domain.problems import Place, Problem
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class IntakeStated:
    """How a network takes applications; `requirements` is a code of the catalogue."""

    open: bool
    requirements: str
    place_vi: str
    place_en: str
    signatory_title_vi: str
    signatory_title_en: str
    signatory_name: str


def set_intake(
    *,
    network: str,
    intake: IntakeStated,
    actor: Viewer,
    now: dt.datetime,
    seen: str | None = None,
) -> Intake:
    """Let it hold from now on. `seen` is the version (`version_of`) that the actor looked at.

    Raises Http404 for who does not prepare decisions there, and Refused: `requirements_unknown`,
    `fact_missing` (field), `changed_meanwhile`.
    """
    rows = Network.objects.filter(pk__in=actor.networks_as(*queries.PREPARING))
    place = rows.filter(code=network).first()
    if place is None:
        raise Http404
    given = asdict(intake)
    problems = [
        Problem("fact_missing", place=Place(column=field), parameters={"field": field})
        for field, value in given.items()
        if isinstance(value, str) and not value.strip()
    ]
    if intake.requirements and intake.requirements not in all_requirements():
        problems.append(Problem("requirements_unknown", place=Place(column="requirements")))
    if problems:
        raise Refused(problems)
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=place.pk)
        before = queries.intake_of(place)
        refuse_unseen(seen, version_of(before))
        row = Intake.objects.create(
            network=place, recorded_at=now, recorded_by=actor.label, **given
        )
        trail.note_intake(
            actor=actor,
            now=now,
            network=place,
            old={} if before is None else {name: getattr(before, name) for name in given},
            new=given,
        )
    return row


def version_of(intake: Intake | None) -> str:
    """Names what holds of an intake."""
    return "0" if intake is None else str(intake.pk)
