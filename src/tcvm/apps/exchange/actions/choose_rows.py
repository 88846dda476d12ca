"""Say of rows what is to become of them: somebody new, the same as one there, or left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.shortcuts import get_object_or_404

from tcvm.apps.exchange import queries, trail
from tcvm.apps.exchange.actions.map_columns import locked
from tcvm.apps.exchange.fields import fields_of
from tcvm.apps.exchange.models import Choice, Import, ImportRow, Stage
from tcvm.apps.exchange.refusals import refuse
from tcvm.domain.membership.sameness import Certainty
from tcvm.foundation.tenancy.viewer import Viewer


def choose_row(
    *,
    key: int,
    number: int,
    choice: Choice,
    same_as: str = "",
    kept: Sequence[str] = (),
    actor: Viewer,
    now: dt.datetime,
) -> ImportRow:
    """Choose for one row; `kept` are the fields in which the register's value stays.

    Raises Http404, and Refused: `row_wrong` for one that cannot be taken in, `candidate_unknown`,
    `stage_passed`.
    """
    get_object_or_404(queries.editable_by(actor), pk=key)
    with transaction.atomic():
        one = (
            Import.objects.select_for_update(of=("self",))
            .select_related("network", "file")
            .get(pk=key)
        )
        row = get_object_or_404(ImportRow.objects.select_for_update(), of=one, number=number)
        if queries.stage_of(one) is not Stage.CHECKED or row.outcome:
            raise refuse("stage_passed")
        if row.wrong and choice is not Choice.LEAVE:
            raise refuse("row_wrong")
        if (
            choice is Choice.SAME
            and not row.candidates.filter(code=same_as).exclude(code="").exists()
        ):
            raise refuse("candidate_unknown")
        row.choice = choice.value
        row.same_as = same_as if choice is Choice.SAME else ""
        row.kept = [field for field in kept if field in fields_of(one.member_kind)]
        row.save(update_fields=["choice", "same_as", "kept"])
        trail.note(
            verb="import.choose",
            actor=actor,
            now=now,
            network=one.network,
            key=one.pk,
            label=one.file.name,
            new={"row": number, "choice": choice.value, "same_as": row.same_as},
        )
    return row


def choose_sure(*, key: int, actor: Viewer, version: int, now: dt.datetime) -> int:
    """Take every open row with exactly one sure candidate in the register for the same; how many.

    Raises Http404, Refused.
    """
    with transaction.atomic():
        one = locked(key, actor, version, Stage.CHECKED)
        chosen = []
        for row in queries.sure_rows(one).prefetch_related("candidates"):
            row.choice = Choice.SAME.value
            row.same_as = next(
                found.code
                for found in row.candidates.all()
                if found.certainty == Certainty.SURE.value
            )
            chosen.append(row)
        ImportRow.objects.bulk_update(chosen, ["choice", "same_as"], batch_size=500)
        _counted(one, actor, now, "sure", len(chosen))
    return len(chosen)


def choose_unlike(*, key: int, actor: Viewer, version: int, now: dt.datetime) -> int:
    """Take every open row whose candidates are merely possible for somebody new; how many.

    Raises Http404, Refused.
    """
    with transaction.atomic():
        one = locked(key, actor, version, Stage.CHECKED)
        count = queries.unlike_rows(one).update(choice=Choice.NEW.value)
        _counted(one, actor, now, "unlike", count)
    return count


def _counted(one: Import, actor: Viewer, now: dt.datetime, what: str, count: int) -> None:
    one.version += 1
    one.save(update_fields=["version"])
    trail.note(
        verb="import.choose",
        actor=actor,
        now=now,
        network=one.network,
        key=one.pk,
        label=one.file.name,
        new={"choice": what, "rows": count},
    )
