"""Write a note about a member, for the network's own staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.refusals import refuse
from tcvm.apps.members.models import Note
from tcvm.domain.text import Text

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.foundation.tenancy.viewer import Viewer


def write_note(*, network: str, member: str, text: str, actor: Viewer, now: dt.datetime) -> Note:
    """Keep the note. Raises Http404, and Refused: `text_missing`."""
    found = queries.found_or_404(queries.editable_by(actor), network, member)
    if not text.strip():
        raise refuse("text_missing")
    with transaction.atomic():
        written = Note.objects.create(
            membership=found, text=text.strip(), recorded_at=now, recorded_by=actor.label
        )
        trail.note(
            verb="membership.note",
            actor=actor,
            now=now,
            kind="membership",
            key=found.pk,
            label=Text(found.code, found.code),
            new={"text": written.text},
            network=found.network_id,
            organisation=found.organisation_id,
        )
    return written
