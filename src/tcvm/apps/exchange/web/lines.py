"""Rows of an import as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from tcvm.apps.exchange.actions.apply_import import merged_facts
from tcvm.apps.exchange.models import Candidate, Choice, Import, ImportRow, Outcome
from tcvm.apps.exchange.web import wording
from tcvm.apps.members.public import gazetteer, intake, legal_forms
from tcvm.documents.tables.cells import letters_of
from tcvm.domain.membership.sameness import Certainty
from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem with the address of its cell, such as `B7`."""

    cell: str
    text: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class Who:
    """A candidate in words."""

    code: str
    name: str
    earlier: int | None
    own: bool
    certainty: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number, its name, what is wrong, who it may be, and what is to become of it."""

    number: int
    name: str
    faults: tuple[Fault, ...]
    candidates: tuple[Who, ...]
    wrong: bool
    choice: str
    choice_words: str
    same_as: str
    outcome: str
    outcome_words: str
    failures: tuple[str, ...]
    undoable: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A field of the register beside that of the file; `wins` says that the file's will hold."""

    field: str
    name: str
    register: str
    file: str
    differs: bool
    wins: bool


def line(row: ImportRow) -> Line:
    """A row in words."""
    return Line(
        number=row.number,
        name=row.name,
        faults=tuple(_faults(row)),
        candidates=tuple(who(one) for one in row.candidates.all()),
        wrong=row.wrong,
        choice=row.choice,
        choice_words=str(wording.CHOICES[Choice(row.choice)]) if row.choice else "",
        same_as=row.same_as,
        outcome=row.outcome,
        outcome_words=str(wording.OUTCOMES[Outcome(row.outcome)]) if row.outcome else "",
        failures=tuple(wording.kept_sentence(one) for one in row.failure),
        undoable=row.outcome
        in (Outcome.ENTERED.value, Outcome.MERGED.value, Outcome.NOT_UNDONE.value),
    )


def who(one: Candidate) -> Who:
    """A candidate in words."""
    return Who(
        code=one.code,
        name=one.name,
        earlier=one.earlier,
        own=one.own,
        certainty=str(wording.CERTAINTIES[Certainty(one.certainty)]),
        reasons=tuple(wording.reasons(one.reasons, one.near)),
    )


def _faults(row: ImportRow) -> Iterable[Fault]:
    for one in row.problems:
        yield Fault(
            cell=f"{one['column']}{row.number}",
            text=wording.kept_sentence(one),
            blocks=one["severity"] == "error",
        )


def cells(one: Import, row: ImportRow) -> list[tuple[str, str, str]]:
    """The row as it stands in the file: address, text, and the field it is taken for."""
    return [
        (
            f"{letters_of(at)}{row.number}",
            text,
            wording.field(one.fields[at]) if at in one.fields else "",
        )
        for at, text in enumerate(row.cells)
        if text or at in one.fields
    ]


def compared(one: Import, row: ImportRow, code: str, viewer: Viewer) -> list[Compared]:
    """What the register says of a candidate beside what the row says; nothing if it may not be
    read."""
    there = intake.known(one.member_kind, code, one.network.code, one.since, viewer).facts
    if there is None:
        return []
    there = intake.carried(there, one.since)
    merged = asdict(merged_facts(one, row, there))
    everything = asdict(merged_facts(one, _without_kept(row), there))
    found = []
    for name, value in asdict(there).items():
        if name == "source":
            continue
        differs = everything[name] != value
        found.append(
            Compared(
                field="province" if name == "place" else name,
                name=wording.field("province" if name == "place" else name),
                register=shown(name, value),
                file=shown(name, everything[name]) if differs else "",
                differs=differs,
                wins=merged[name] != value,
            )
        )
    return found


def _without_kept(row: ImportRow) -> ImportRow:
    return ImportRow(number=row.number, values=row.values, kept=[])


def shown(name: str, value: object) -> str:
    """A fact in words."""
    if value is None or value == "":
        return ""
    if name == "legal_form" and str(value) in legal_forms():
        return legal_forms()[str(value)].said_in(wording.locale())
    if name == "place":
        return gazetteer().written(str(value))
    if name == "licence_issued_on":
        return wording.day(value)  # type: ignore[arg-type]
    return str(value)
