"""Take back what an import did to the register, one row or all; nothing is deleted."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tcvm.apps.exchange import queries, trail
from tcvm.apps.exchange.actions.map_columns import locked
from tcvm.apps.exchange.models import EFFECTS, Import, ImportRow, Outcome, Stage
from tcvm.apps.exchange.people import viewer_named
from tcvm.apps.exchange.refusals import Refused, as_json, refuse
from tcvm.apps.members.public import intake, withdraw_entry
from tcvm.domain.problems import Problem
from tcvm.foundation.jobs.public import JobRefused, Run, enqueue, job
from tcvm.foundation.tenancy.viewer import Viewer

#: Also where a job was stopped half-way and some rows have taken effect.
_UNDOABLE = (Stage.CHECKED, Stage.APPLIED, Stage.UNDONE)


def undo_row(*, key: int, number: int, reason: str, actor: Viewer, now: dt.datetime) -> ImportRow:
    """Take one row back. Raises Http404, and Refused: `built_on`, `reason_missing`,
    `nothing_to_undo`, `stage_passed`."""
    get_object_or_404(queries.editable_by(actor), pk=key)
    with transaction.atomic():
        one = (
            Import.objects.select_for_update(of=("self",))
            .select_related("network", "file")
            .get(pk=key)
        )
        if queries.stage_of(one) not in _UNDOABLE:
            raise refuse("stage_passed")
        row = get_object_or_404(ImportRow.objects.select_for_update(), of=one, number=number)
        if row.outcome not in EFFECTS:
            raise refuse("nothing_to_undo")
        _take_back(one, row, reason, actor, now)
        row.outcome, row.failure = Outcome.UNDONE.value, []
        row.save()
        trail.note(
            verb="import.undo_row",
            actor=actor,
            now=now,
            network=one.network,
            key=one.pk,
            label=one.file.name,
            new={"row": number},
            reason=reason,
        )
    return row


def ask_undo(*, key: int, reason: str, actor: Viewer, version: int, now: dt.datetime) -> Import:
    """Have a whole import taken back. Raises Http404, Refused."""
    if not reason.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        one = locked(key, actor, version, *_UNDOABLE)
        if not one.rows.filter(outcome__in=EFFECTS).exists():
            raise refuse("nothing_to_undo")
        one.stage = Stage.UNDOING.value
        one.version += 1
        asked = enqueue(
            kind=undo_import,
            arguments={"key": one.pk, "reason": reason},
            actor=actor.identifier,
            now=now,
            key=f"import:{one.pk}:undo:{one.version}",
        )
        one.job = asked.pk
        one.save()
        trail.note(
            verb="import.undo",
            actor=actor,
            now=now,
            network=one.network,
            key=one.pk,
            label=one.file.name,
            new={"rows": one.rows.filter(outcome__in=EFFECTS).count()},
            reason=reason,
        )
    return one


@job(
    title=_("Undoing of an import"),
    messages={
        "row": _("Row %(row)s."),
        "done": _("%(undone)s taken back, %(not_undone)s left because others built on them."),
        "gone": _("This import can no longer be undone: it is gone, or you may not change it."),
    },
)
def undo_import(context: Run, key: int, reason: str) -> dict[str, int]:
    """The rows one by one, the last first; what somebody has built on stays, with the reason."""
    actor = viewer_named(context.actor)
    one = queries.editable_by(actor).filter(pk=key).first()
    if one is None:
        raise JobRefused("gone")
    rows = list(one.rows.exclude(code="").order_by("-number").values_list("number", flat=True))
    for count, number in enumerate(rows):
        context.progress(count, len(rows), "row", row=number)
        context.once(
            f"row-{number}",
            lambda number=number: _undone(one, number, reason, actor),  # type: ignore[misc]
        )
    context.once("stage", lambda: _finished(one, actor, reason))
    counts = {
        name.value: one.rows.filter(outcome=name.value).count()
        for name in (Outcome.UNDONE, Outcome.NOT_UNDONE)
    }
    context.progress(len(rows), len(rows), "done", **counts)
    return counts


def _undone(one: Import, number: int, reason: str, actor: Viewer) -> str:
    row = one.rows.get(number=number)
    if row.outcome not in EFFECTS:
        return row.outcome
    try:
        with transaction.atomic():
            _take_back(one, row, reason, actor, timezone.now())
    except Refused as refused:
        row.outcome = Outcome.NOT_UNDONE.value
        row.failure = [as_json(problem) for problem in refused.problems]
    except Http404:
        row.outcome = Outcome.NOT_UNDONE.value
        row.failure = [as_json(Problem("not_yours"))]
    else:
        row.outcome, row.failure = Outcome.UNDONE.value, []
    row.save()
    return row.outcome


def _take_back(one: Import, row: ImportRow, reason: str, actor: Viewer, now: dt.datetime) -> None:
    """First the statement, then the admission."""
    if not reason.strip():
        raise refuse("reason_missing")
    if row.profile is not None:
        intake.unstate(one.member_kind, row.code, row.profile, actor=actor, now=now, reason=reason)
    if row.entry is not None:
        withdraw_entry(
            network=one.network.code,
            member=row.code,
            entry=row.entry,
            reason=reason,
            actor=actor,
            now=now,
        )


def _finished(one: Import, actor: Viewer, reason: str) -> None:
    Import.objects.filter(pk=one.pk).update(stage=Stage.UNDONE.value)
    trail.note(
        verb="import.undone",
        actor=actor,
        now=timezone.now(),
        network=one.network,
        key=one.pk,
        label=one.file.name,
        new={"rows": one.rows.filter(outcome=Outcome.UNDONE.value).count()},
        reason=reason,
    )
