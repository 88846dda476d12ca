"""What became of each row of an import, as a CSV file that a spreadsheet opens."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tcvm.apps.exchange.models import Import
from tcvm.apps.exchange.web import lines
from tcvm.domain.text import neutral

_CHUNK = 500


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text."""
        return text


def report_response(one: Import) -> StreamingHttpResponse:
    """The report, streamed. The words are in the language of the request."""
    headings = [_("Row"), _("Name"), _("Choice"), _("Outcome"), _("Code"), _("Problems")]
    stem = one.file.name.rpartition(".")[0] or one.file.name
    answer = StreamingHttpResponse(
        list(_written(one, headings)), content_type="text/csv; charset=utf-8"
    )
    name = content_disposition_header(as_attachment=True, filename=f"{stem}-report.csv")
    answer["Content-Disposition"] = name or "attachment"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _written(one: Import, headings: list[str]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(headings)
    found = one.rows.prefetch_related("candidates").iterator(chunk_size=_CHUNK)
    for row in found:
        said = lines.line(row)
        problems = [f"{fault.cell}: {fault.text}" for fault in said.faults]
        cells = [said.name, said.choice_words, said.outcome_words, row.code]
        told = " ".join([*problems, *said.failures])
        yield writer.writerow([row.number, *map(neutral, [*cells, told])])
