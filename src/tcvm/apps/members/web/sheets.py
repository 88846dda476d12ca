"""The list of members as a workbook or CSV: the rows and the order of the page, all of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tcvm.apps.members.web import labels
from tcvm.documents.exports.tables import About, Cell, OutTable
from tcvm.documents.exports.write import write_list, write_xlsx
from tcvm.foundation.ui.context import VERSION

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.web.listing import Listing
    from tcvm.foundation.tenancy.models import Network
    from tcvm.foundation.ui.tables import Table

_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
#: What a file takes whatever stands in it, and a row of it, about.
_SIZES = {"xlsx": (7_500, 75), "csv": (150, 140)}
_CODES = ("code", "name", "abbreviation", "category", "remarks", "form", "province", "joined", "on")


def with_files(network: str, page: Listing) -> Table:
    """The page's table with the files it can be fetched as, and how large they are, about."""
    rows = page.table.found
    return replace(
        page.table,
        files=tuple(
            (
                reverse(f"members:register-{written_as}", args=[network]) + page.choices.query(),
                _("%(format)s, about %(size)s")
                % {"format": written_as.upper(), "size": filesizeformat(fixed + each * rows)},
            )
            for written_as, (fixed, each) in _SIZES.items()
        ),
    )


def response(network: Network, page: Listing, written_as: str, who: str) -> HttpResponse:
    """The file, named by network and day."""
    name = network.name.said_in(labels.locale())
    table = OutTable("members", _("Members"), _CODES, _headings(), list(_rows(page)))
    out = io.BytesIO()
    if written_as == "csv":
        write_list(out, table)
    else:
        lines = [
            (_("Network"), name),
            (_("As of"), labels.day(page.day)),
            (_("Chosen"), _chosen(page)),
            (_("Members in the list"), str(page.table.found)),
            (_("Taken out"), f"{timezone.localtime():%d/%m/%Y %H:%M:%S}"),
            (_("Taken out by"), who),
            (_("Version of tcvm"), VERSION),
        ]
        write_xlsx(out, About(_("About"), lines, {}), [table], lambda _count: None)
    return HttpResponse(
        out.getvalue(),
        headers={
            "Content-Type": _MEDIA[written_as],
            "Content-Disposition": (
                f'attachment; filename="{network.code}-{page.day.isoformat()}.{written_as}"'
            ),
        },
    )


def _headings() -> list[str]:
    return [
        _("Code"),
        _("Member"),
        _("Abbreviation"),
        _("Category"),
        _("Remarks"),
        _("Legal form"),
        _("Province"),
        _("Member since"),
        _("As of"),
    ]


def _rows(page: Listing) -> Iterator[tuple[Cell, ...]]:
    for row in page.table.rows:
        name, category, form, province, _joined = row.cells
        yield (
            row.code.removeprefix("member-"),
            name.text,
            name.note,
            category.text,
            "; ".join(state.text for state in category.states),
            form.text,
            province.text,
            cast("dt.date", row.keys["joined"]),
            page.day,
        )


def _chosen(page: Listing) -> str:
    """What the page's filters ask for, in words."""
    said = [
        f"{one.label}: {dict(one.options).get(one.value, one.value)}"
        for one in page.table.filters
        if one.value and one.kind != "day"
    ]
    return "; ".join(said) or _("all members")
