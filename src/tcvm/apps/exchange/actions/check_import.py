"""Read a file as mapped, understand every row, and find who each may be: the dry run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tcvm.apps.exchange import queries
from tcvm.apps.exchange.holding import Named, hold
from tcvm.apps.exchange.interpret import Reading, Understood, understand
from tcvm.apps.exchange.matching import Best, Index, Likeness, within
from tcvm.apps.exchange.models import Candidate, Choice, Double, Import, ImportRow, Stage
from tcvm.apps.exchange.people import viewer_named
from tcvm.apps.exchange.refusals import as_json
from tcvm.apps.exchange.spreadsheets import ROWS_MAX, as_shown, rows_below
from tcvm.apps.members.public import intake
from tcvm.documents.tables.cells import letters_of
from tcvm.documents.tables.report import UnreadableError
from tcvm.documents.tables.sheets import Value
from tcvm.domain.membership.sameness import Certainty, Traits
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.problems import Place, Problem, Severity
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.jobs.public import JobRefused, Run, job
from tcvm.foundation.tenancy.viewer import Viewer

#: So many rows are written in one transaction.
PIECE = 1_000
#: And the register is counted by so many.
STRIDE = 2_000


@job(
    title=_("Check of a spreadsheet"),
    messages={
        "reading": _("The file is read, row %(row)s."),
        "register": _("The rows are held against the register; entry %(entry)s."),
        "writing": _("The findings are written down."),
        "done": _("%(rows)s rows checked."),
        "gone": _("This import can no longer be checked: it is gone, or you may not change it."),
        "unreadable": _("The file cannot be read as a table."),
        "too_many": _("The file has more than %(rows_max)s rows. Split it and import the parts."),
        "no_rows": _("There is no row below the headings."),
    },
)
def check_import(context: Run, key: int) -> dict[str, int]:
    """Leave rows, problems and candidates of an import behind; nothing reaches the register."""
    actor = viewer_named(context.actor)
    one = queries.editable_by(actor).filter(pk=key).first()
    if one is None:
        raise JobRefused("gone")
    try:
        found = _found(context, one, actor)
    except JobRefused:
        _back_to_mapping(key)
        raise
    context.once("clear", lambda: _clear(key))
    for start in range(0, len(found), PIECE):
        context.progress(start, len(found), "writing")
        piece = found[start : start + PIECE]
        context.once(f"rows-{start}", lambda piece=piece: _write(key, piece))  # type: ignore[misc]
    context.once("stage", lambda: _checked(key))
    context.progress(len(found), len(found), "done", rows=len(found))
    return {"rows": len(found)}


#: A row's number, its cells, what was understood of it, and its candidates.
_Row = tuple[int, list[str], Understood, list[Candidate]]


def _found(context: Run, one: Import, actor: Viewer) -> list[_Row]:
    reading = Reading(
        kind=one.member_kind,
        fields=one.fields,
        since=one.since,
        today=timezone.localdate(),
        source=one.file.name,
        default_category=one.default_category,
        default_legal_form=one.default_legal_form,
    )
    rows: list[tuple[int, list[str], Understood]] = []
    foreseen = _Foreseen(one, actor)
    try:
        for number, cells in rows_below(one.file, one.sheet, one.header_row):
            if len(rows) == ROWS_MAX:
                raise JobRefused("too_many", rows_max=ROWS_MAX)
            mapped = _mapped(cells, reading)
            if not any(mapped):
                continue
            row = understand(cells, reading)
            row.problems += foreseen(row)
            rows.append((number, as_shown(cells), row))
            context.progress(len(rows), None, "reading", row=number)
    except UnreadableError as error:
        raise JobRefused("unreadable") from error
    if not rows:
        raise JobRefused("no_rows")
    candidates = _candidates(context, one, actor, rows)
    return [
        (number, cells, row, candidates.get(position, []))
        for position, (number, cells, row) in enumerate(rows)
    ]


class _Foreseen:
    """What the register will refuse of a row if it is somebody new: told beforehand."""

    def __init__(self, one: Import, actor: Viewer) -> None:
        self._one, self._actor = one, actor
        at = next((at for at, field in one.fields.items() if field == "category"), None)
        self._place = Place(column="" if at is None else letters_of(at))
        self._known: dict[tuple[str, str], list[Problem]] = {}

    def __call__(self, row: Understood) -> list[Problem]:
        category, day = str(row.values["category"]), str(row.values["member_since"])
        if not category:
            return []
        if (category, day) not in self._known:
            found = intake.newcomer_problems(
                self._one.network.code,
                Category(category),
                dt.date.fromisoformat(day),
                self._actor,
            )
            self._known[category, day] = [
                Problem(one.code, Severity.WARNING, self._place, one.parameters) for one in found
            ]
        return self._known[category, day]


def _mapped(cells: Sequence[Value], reading: Reading) -> list[Value]:
    return [cells[at] for at in reading.fields if at < len(cells)]


def _candidates(
    context: Run, one: Import, actor: Viewer, rows: Sequence[tuple[int, list[str], Understood]]
) -> dict[int, list[Candidate]]:
    kind = one.member_kind
    index = Index([_traits(row, kind) for _, _, row in rows])
    best: Best[tuple[str, intake.Identity]] = Best()
    merged = _merged(one)
    entries = _entries(context, kind, actor)
    for position, found, entry in hold(index, entries, person=kind is MemberKind.PERSON):
        # Who was found to be the same as another is that other.
        best.add(position, found, (merged.get(entry.code, entry.code), entry))
    made: dict[int, list[Candidate]] = {}
    for later, earlier, found in within(index.rows):
        number, _, row = rows[earlier]
        made.setdefault(later, []).append(_candidate(found, earlier=number, name=row.name))
    for position in range(len(rows)):
        met: dict[str, Candidate] = {}
        for found, (code, entry) in best.of(position):
            met.setdefault(code, _candidate(found, code=code, name=entry.names[0], own=entry.own))
        if met:
            made[position] = [*met.values(), *made.get(position, [])]
    return made


def _candidate(
    found: Likeness, *, name: str, code: str = "", earlier: int | None = None, own: bool = True
) -> Candidate:
    return Candidate(
        code=code,
        earlier=earlier,
        name=name,
        own=own,
        reasons=[one.value for one in found.reasons],
        near=found.near,
        certainty=found.certainty.value,
    )


def _traits(row: Understood, kind: MemberKind) -> Traits | None:
    values = {name: str(value) for name, value in row.values.items()}
    names = [values.get(name, "") for name in ("name_vi", "name_en", "name")]
    if not any(names):
        return None
    named = Named(
        tuple(names),
        values.get("abbreviation", ""),
        values.get("phone", ""),
        values.get("email", ""),
    )
    return named.traits(person=kind is MemberKind.PERSON)


def _entries(
    context: Run, kind: MemberKind, actor: Viewer
) -> Iterator[tuple[intake.Identity, Named]]:
    for count, entry in enumerate(intake.identities(kind, actor)):
        if not count % STRIDE:
            context.progress(count, None, "register", entry=count)
        yield entry, Named(entry.names, entry.abbreviation, entry.phone, entry.email)


def _merged(one: Import) -> dict[str, str]:
    rows = Double.objects.filter(network=one.network, kind=one.kind, undone_at=None)
    return dict(rows.values_list("absorbed", "kept"))


def _clear(key: int) -> None:
    ImportRow.objects.filter(of=key).delete()


def _write(key: int, piece: Sequence[_Row]) -> int:
    rows = ImportRow.objects.bulk_create(
        ImportRow(
            of_id=key,
            number=number,
            cells=cells,
            name=row.name[:200],
            values=row.values,
            problems=[as_json(problem) for problem in row.problems],
            wrong=row.wrong,
            certainty=_surest(candidates),
            choice="" if row.wrong or candidates else Choice.NEW.value,
        )
        for number, cells, row, candidates in piece
    )
    Candidate.objects.bulk_create(_of_rows(rows, [candidates for *_, candidates in piece]))
    return len(rows)


def _of_rows(
    rows: Sequence[ImportRow], candidates: Sequence[Sequence[Candidate]]
) -> Iterator[Candidate]:
    for row, own in zip(rows, candidates, strict=True):
        for one in own:
            one.row = row
            yield one


def _surest(candidates: Sequence[Candidate]) -> str:
    found = {one.certainty for one in candidates}
    return next((one.value for one in Certainty if one.value in found), "")


def _checked(key: int) -> None:
    Import.objects.filter(pk=key, stage=Stage.CHECKING.value).update(stage=Stage.CHECKED.value)


def _back_to_mapping(key: int) -> None:
    with transaction.atomic():
        Import.objects.filter(pk=key, stage=Stage.CHECKING.value).update(stage=Stage.UPLOADED.value)
