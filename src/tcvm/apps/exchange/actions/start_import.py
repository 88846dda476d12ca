"""Take in a spreadsheet to be imported; nothing of it is in the register yet."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.http import Http404

from tcvm.apps.exchange import queries, trail
from tcvm.apps.exchange.fields import header_row
from tcvm.apps.exchange.models import Import
from tcvm.apps.exchange.refusals import Refused
from tcvm.apps.exchange.spreadsheets import SHOWN, SPREADSHEET, sheets_of, shown_rows
from tcvm.documents.tables.report import UnreadableError
from tcvm.domain.membership.standing import MemberKind
from tcvm.foundation.files.keep import Readable
from tcvm.foundation.files.public import keep
from tcvm.foundation.tenancy.viewer import Viewer


def start_import(
    *,
    network: str,
    stream: Readable,
    name: str,
    kind: MemberKind,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
) -> Import:
    """Keep the file, and choose for a beginning its fullest sheet and the likeliest headings.

    Raises Http404 for who keeps no register of `network`, FileRefused for a file that is none of
    its kinds, and Refused where it cannot be read as a table.
    """
    place = queries.networks_editable_by(actor).filter(code=network).first()
    if place is None:
        raise Http404
    file = keep(
        stream=stream,
        name=name,
        purpose=SPREADSHEET,
        owner=place.code,
        actor=actor.identifier,
        at=now,
    )
    try:
        tables = [(sheet, shown_rows(file, sheet, SHOWN)) for sheet in sheets_of(file)]
    except UnreadableError as error:
        raise Refused([error.problem]) from error
    sheet, rows = max(tables, key=lambda table: sum(len(cells) for _, cells in table[1]))
    with transaction.atomic():
        made = Import.objects.create(
            network=place,
            file=file,
            kind=kind.value,
            sheet=sheet,
            header_row=header_row(rows, kind),
            since=today,
            decision_number=file.name[:80],
            decision_body=place.name_vi,
            decided_on=today,
            started_at=now,
            started_by=actor.label,
        )
        trail.note(
            verb="import.start",
            actor=actor,
            now=now,
            network=place,
            key=made.pk,
            label=file.name,
            new={"file": str(file.pk), "sha256": file.content_id},
        )
    return made
