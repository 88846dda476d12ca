"""Write all that a network holds into a file that can be fetched for some days."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from django.db import transaction
from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tcvm.apps.exchange import queries, trail
from tcvm.apps.exchange.models import Export, Format
from tcvm.apps.exchange.people import viewer_named
from tcvm.apps.exchange.titles import heading, title
from tcvm.apps.members.public import holdings
from tcvm.documents.exports.tables import About, Cell, Enclosed, OutTable
from tcvm.documents.exports.write import SCHEMA, write_csv, write_json, write_xlsx
from tcvm.foundation.files.passing import lay_down, take_away
from tcvm.foundation.jobs.public import JobRefused, Run, enqueue, job
from tcvm.foundation.tenancy.viewer import Viewer
from tcvm.foundation.ui.context import VERSION

_MEMORY_BYTES = 8 * 1024 * 1024


def ask_export(
    *, network: str, written_as: Format, locale: str, actor: Viewer, now: dt.datetime
) -> Export:
    """Ask for an export of `network`. Raises Http404 for who may not take out its register."""
    place = queries.networks_visible_to(actor).filter(code=network).first()
    if place is None:
        raise Http404
    with transaction.atomic():
        made = Export.objects.create(
            network=place,
            format=written_as.value,
            locale=locale,
            asked_at=now,
            asked_by=actor.label,
        )
        asked = enqueue(
            kind=export_network,
            arguments={"key": str(made.pk)},
            actor=actor.identifier,
            now=now,
            key=f"export:{made.pk}",
        )
        made.job = asked.pk
        made.save(update_fields=["job"])
        trail.note(
            verb="export.ask",
            actor=actor,
            now=now,
            network=place,
            key=made.pk,
            label=place.code,
            new={"format": written_as.value},
        )
    return made


@job(
    title=gettext_lazy("Export of all data of a network"),
    messages={
        "rows": gettext_lazy("%(rows)s rows written."),
        "gone": gettext_lazy("You may no longer take out the data of this network."),
    },
)
def export_network(context: Run, key: str) -> dict[str, int]:
    """Write the file, lay it down, and say where it is."""
    actor = viewer_named(context.actor)
    one = queries.exports_visible_to(actor).filter(pk=key).first()
    if one is None:
        raise JobRefused("gone")
    rows = 0

    def told(count: int) -> None:
        nonlocal rows
        rows = count
        context.progress(count, None, "rows", rows=count)

    with tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES) as spooled:
        out = cast("BinaryIO", spooled)
        written_as = Format(one.format)
        with translation.override(one.locale):
            tables = _tables(one, actor, coded=written_as is Format.XLSX)
            match written_as:
                case Format.XLSX:
                    write_xlsx(out, _about(one), tables, told)
                case Format.CSV:
                    write_csv(out, _about(one), tables, told, _papers(one, actor))
                case Format.JSON:
                    write_json(out, _about(one), tables, told)
        size_bytes = out.tell()
        out.seek(0)
        address = lay_down(out)
    try:
        kept = context.once("kept", lambda: _kept(one, address, size_bytes))
    except BaseException:
        take_away(address)
        raise
    if kept != address:  # an earlier attempt laid the same down and died before it said so
        take_away(address)
    context.progress(rows, rows, "rows", rows=rows)
    return {"rows": rows, "size_bytes": size_bytes}


def _kept(one: Export, address: str, size_bytes: int) -> str:
    Export.objects.filter(pk=one.pk).update(address=address, size_bytes=size_bytes)
    return address


def _about(one: Export) -> About:
    now = timezone.localtime()
    network = one.network
    lines = [
        (_("Network"), network.name.said_in(one.locale)),
        (_("As of"), f"{now:%d/%m/%Y %H:%M:%S}"),
        (_("Taken out by"), one.asked_by),
        (_("Version of tcvm"), VERSION),
        (_("Form of the data"), SCHEMA),
        (_("Reading"), _("Every revision is a row: of one day the highest revision holds.")),
    ]
    facts = {
        "network": network.code,
        "name_vi": network.name_vi,
        "name_en": network.name_en,
        "as_of": now.isoformat(),
        "taken_out_by": one.asked_by,
        "version": VERSION,
    }
    return About(_("About"), lines, facts)


def _tables(one: Export, actor: Viewer, *, coded: bool) -> Iterator[OutTable]:
    """The tables; with `coded` a column of words stands beside each column of codes."""
    for table in holdings.tables(one.network.code, actor):
        coded_at = [at for at, name in enumerate(table.columns) if coded and name in holdings.CODED]
        columns = [*table.columns, *(f"{table.columns[at]}_name" for at in coded_at)]
        yield OutTable(
            table.code,
            title(table.code),
            columns,
            [heading(name) for name in columns],
            _worded(table, coded_at, one.locale) if coded_at else table.rows(),
        )


def _papers(one: Export, actor: Viewer) -> Iterator[Enclosed]:
    for paper in holdings.papers(one.network.code, actor):
        yield Enclosed(f"papers/{paper.document}-{paper.name}", paper.opened)


def _worded(table: holdings.Table, coded_at: list[int], locale: str) -> Iterator[tuple[Cell, ...]]:
    for row in table.rows():
        found = [holdings.labelled(table.columns[at], row[at]) for at in coded_at]
        yield (*row, *("" if one is None else one.said_in(locale) for one in found))
