"""Put the rows of a checked import into the register, each whole or not at all."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, replace

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tcvm.apps.exchange import queries, trail
from tcvm.apps.exchange.interpret import facts_of
from tcvm.apps.exchange.models import Choice, Import, ImportRow, Outcome, Stage
from tcvm.apps.exchange.people import viewer_named
from tcvm.apps.exchange.refusals import Refused, as_json, refuse
from tcvm.apps.members.public import DecisionGiven, Taken, intake
from tcvm.domain.membership.names import folded
from tcvm.domain.problems import Problem
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.jobs.public import JobRefused, Run, enqueue, job
from tcvm.foundation.tenancy.viewer import Viewer

Facts = intake.Facts


def ask_apply(*, key: int, actor: Viewer, version: int, now: dt.datetime) -> Import:
    """Have the chosen rows put into the register.

    Raises Http404, and Refused: `rows_open` (count) while somebody has to choose, `nothing_chosen`.
    """
    from tcvm.apps.exchange.actions.map_columns import locked

    with transaction.atomic():
        one = locked(key, actor, version, Stage.CHECKED)
        if count := queries.open_rows(one).count():
            raise refuse("rows_open", count=count)
        wanted = [Choice.NEW.value, Choice.SAME.value]
        if not one.rows.filter(choice__in=wanted, outcome="").exists():
            raise refuse("nothing_chosen")
        one.stage = Stage.APPLYING.value
        one.version += 1
        asked = enqueue(
            kind=apply_import,
            arguments={"key": one.pk},
            actor=actor.identifier,
            now=now,
            key=f"import:{one.pk}:apply:{one.version}",
        )
        one.job = asked.pk
        one.save()
        trail.note(
            verb="import.apply",
            actor=actor,
            now=now,
            network=one.network,
            key=one.pk,
            label=one.file.name,
            new={"rows": one.rows.exclude(choice="").count()},
        )
    return one


@job(
    title=_("Import into the register"),
    messages={
        "row": _("Row %(row)s."),
        "done": _("%(entered)s entered, %(merged)s merged, %(refused)s refused."),
        "gone": _("This import can no longer be applied: it is gone, or you may not change it."),
    },
)
def apply_import(context: Run, key: int) -> dict[str, int]:
    """Each row in a transaction of its own, once, whatever dies between; stopped between two."""
    actor = viewer_named(context.actor)
    one = queries.editable_by(actor).filter(pk=key).first()
    if one is None:
        raise JobRefused("gone")
    known = intake.taken(one.member_kind)
    rows = list(one.rows.order_by("number").values_list("number", "choice"))
    for count, (number, choice) in enumerate(rows):
        context.progress(count, len(rows), "row", row=number)
        if choice in (Choice.NEW.value, Choice.SAME.value):
            context.once(
                f"row-{number}",
                lambda number=number: apply_row(one, number, known, actor),  # type: ignore[misc]
            )
    context.once("stage", lambda: _applied(one, actor))
    counts = {
        name.value: one.rows.filter(outcome=name.value).count()
        for name in (Outcome.ENTERED, Outcome.MERGED, Outcome.REFUSED)
    }
    context.progress(len(rows), len(rows), "done", **counts)
    return counts


def apply_row(one: Import, number: int, known: Taken, actor: Viewer) -> str:
    """One row into the register, or why not beside it; what became of it."""
    row = one.rows.get(number=number)
    if row.outcome:  # by a job before this one, which was stopped
        return row.outcome
    now = timezone.now()
    try:
        with transaction.atomic():
            if row.choice == Choice.NEW.value:
                _enter(one, row, known, actor, now)
            else:
                _merge(one, row, actor, now)
    except Refused as refused:
        _refused(row, refused.problems)
    except Http404:
        _refused(row, [Problem("not_yours")])
    row.save()
    return row.outcome


def _refused(row: ImportRow, problems: Iterable[Problem]) -> None:
    row.outcome = Outcome.REFUSED.value
    row.code, row.profile, row.entry = "", None, None
    row.failure = [as_json(problem) for problem in problems]


def _enter(one: Import, row: ImportRow, known: Taken, actor: Viewer, now: dt.datetime) -> None:
    facts = facts_of(row.values, one.member_kind, source_of(one, row))
    row.code, row.profile = intake.enter(facts, one.since, taken=known, actor=actor, now=now)
    try:
        row.entry = _admitted(one, row, actor, now)
    except Refused:
        known.free(row.name, row.code)
        raise
    row.outcome = Outcome.ENTERED.value


def _merge(one: Import, row: ImportRow, actor: Viewer, now: dt.datetime) -> None:
    row.code = row.same_as
    there = intake.known(one.member_kind, row.code, one.network.code, one.since, actor)
    if there.facts is not None:
        held = intake.carried(there.facts, one.since)
        facts = merged_facts(one, row, held)
        if replace(facts, source=held.source) != held:
            row.profile = intake.restate(row.code, facts, one.since, actor=actor, now=now)
    if not there.entered:
        row.entry = _admitted(one, row, actor, now)
    changed = row.profile is not None or row.entry is not None
    row.outcome = (Outcome.MERGED if changed else Outcome.UNCHANGED).value


def merged_facts(one: Import, row: ImportRow, there: Facts) -> Facts:
    """The register's facts with those of the row put over them; what the row leaves empty, and
    what a person keeps, stays."""
    given = asdict(facts_of(row.values, one.member_kind, source_of(one, row)))
    kept = {*row.kept} | ({"place"} if {"district", "province"} & {*row.kept} else set())
    mapped = {*one.fields.values()}
    if {"district", "province"} & mapped:
        mapped.add("place")
    wins = {
        name
        for name, value in given.items()
        if value and name in mapped and name not in kept and _newer(value, getattr(there, name))
    }
    return replace(there, **{name: given[name] for name in (*wins, "source")})


def _newer(value: object, held: object) -> bool:
    """Whether a value of the file says something else: not the same text with diacritics lost."""
    if not isinstance(value, str) or not isinstance(held, str) or folded(value) != folded(held):
        return True
    return _marks(value) > _marks(held)


def _marks(text: str) -> int:
    return len(unicodedata.normalize("NFD", text)) + text.casefold().count("đ")


def _admitted(one: Import, row: ImportRow, actor: Viewer, now: dt.datetime) -> int | None:
    """The admission of a row that says a category; one without is registered and no member."""
    if not row.values.get("category"):
        return None
    assert one.decided_on is not None, "asked for before the check"
    return intake.admit(
        kind=one.member_kind,
        code=row.code,
        network=one.network.code,
        category=Category(row.values["category"]),
        since=dt.date.fromisoformat(row.values["member_since"]),
        decision=DecisionGiven(
            one.decision_number, one.decided_on, one.decision_body, one.file.name
        ),
        actor=actor,
        now=now,
    )


def source_of(one: Import, row: ImportRow) -> str:
    """Where a row stands: file, sheet and row."""
    sheet = f"[{one.sheet}]" if one.sheet else ""
    return f"{one.file.name}{sheet}:{row.number} (#{one.pk})"


def _applied(one: Import, actor: Viewer) -> None:
    one.rows.filter(outcome="").update(outcome=Outcome.LEFT_OUT.value)
    Import.objects.filter(pk=one.pk).update(stage=Stage.APPLIED.value)
    trail.note(
        verb="import.applied",
        actor=actor,
        now=timezone.now(),
        network=one.network,
        key=one.pk,
        label=one.file.name,
        new={
            name.value: one.rows.filter(outcome=name.value).count()
            for name in (Outcome.ENTERED, Outcome.MERGED, Outcome.REFUSED)
        },
    )
