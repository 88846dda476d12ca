"""Adopt a version of a network's code of conduct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.refusals import refuse
from tcvm.apps.members.models import CodeOfConduct

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.domain.text import Text
    from tcvm.foundation.tenancy.viewer import Viewer


def adopt_code(
    *,
    network: str,
    version: str,
    title: Text,
    since: dt.date,
    grace_days: int,
    source: str,
    actor: Viewer,
    now: dt.datetime,
) -> CodeOfConduct:
    """The version is in force from `since`; for `grace_days` the signature before still counts.

    Raises Http404, and Refused: `source_missing`, `code_version_exists` (version).
    """
    place = queries.networks_editable_by(actor).filter(code=network).first()
    if place is None:
        raise Http404
    if not source.strip():
        raise refuse("source_missing")
    with transaction.atomic():
        taken = CodeOfConduct.objects.filter(network=place)
        if taken.filter(version=version).exists() or taken.filter(since=since).exists():
            raise refuse("code_version_exists", version=version)
        code = CodeOfConduct.objects.create(
            network=place,
            version=version,
            title_vi=title.vi,
            title_en=title.en,
            since=since,
            grace_days=grace_days,
            source=source,
            recorded_at=now,
            recorded_by=actor.label,
        )
        trail.note(
            verb="code.adopt",
            actor=actor,
            now=now,
            kind="code_of_conduct",
            key=code.pk,
            label=title,
            new={"version": version, "since": since, "grace_days": grace_days, "source": source},
            network=place.pk,
        )
    return code
