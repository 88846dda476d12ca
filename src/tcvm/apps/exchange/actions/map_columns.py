"""Say which sheet, headings and columns of a file are what, and have it checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.shortcuts import get_object_or_404

from tcvm.apps.exchange import queries, trail
from tcvm.apps.exchange.actions.check_import import check_import
from tcvm.apps.exchange.fields import HEADING_LENGTH, fields_of
from tcvm.apps.exchange.models import Heading, Import, Stage
from tcvm.apps.exchange.refusals import refuse
from tcvm.apps.exchange.words_of_cells import key_of
from tcvm.domain.membership.standing import MemberKind
from tcvm.foundation.jobs.public import enqueue
from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every row: the day of the facts, defaults, and the decision of admission."""

    since: dt.date
    decision_number: str
    decided_on: dt.date
    decision_body: str
    default_category: str = ""
    default_legal_form: str = ""


def choose_table(
    *, key: int, sheet: str, header_row: int, actor: Viewer, version: int, now: dt.datetime
) -> Import:
    """Take another sheet or row of headings. Raises Http404, Refused."""
    with transaction.atomic():
        one = _anew(key, actor, version)
        one.sheet, one.header_row = sheet, header_row
        one.stage, one.columns = Stage.UPLOADED.value, {}
        one.version += 1
        one.save()
        trail.note(
            verb="import.table",
            actor=actor,
            now=now,
            network=one.network,
            key=one.pk,
            label=one.file.name,
            new={"sheet": sheet, "row": header_row},
        )
    return one


def map_columns(
    *,
    key: int,
    columns: Mapping[int, str],
    headings: Mapping[int, str],
    terms: Terms,
    actor: Viewer,
    version: int,
    now: dt.datetime,
) -> Import:
    """Keep the mapping, remember it for the network, and ask for the check.

    `columns` gives each column's field, empty for one that is not taken in; `headings` what stands
    above it. Raises Http404, and Refused: `field_twice` (field), `name_unmapped`,
    `decision_incomplete`, `changed_meanwhile`, `stage_passed`.
    """
    with transaction.atomic():
        one = _anew(key, actor, version)
        taken = {position: field for position, field in columns.items() if field}
        _check(taken, one.member_kind, terms)
        one.columns = {str(position): field for position, field in sorted(taken.items())}
        one.since, one.decided_on = terms.since, terms.decided_on
        one.decision_number, one.decision_body = terms.decision_number, terms.decision_body
        one.default_category = terms.default_category
        one.default_legal_form = terms.default_legal_form
        for position, field in columns.items():
            heading = key_of(headings.get(position, ""))[:HEADING_LENGTH]
            if heading:
                Heading.objects.update_or_create(
                    network=one.network, kind=one.kind, heading=heading, defaults={"field": field}
                )
        one.stage = Stage.CHECKING.value
        one.version += 1
        job = enqueue(
            kind=check_import,
            arguments={"key": one.pk},
            actor=actor.identifier,
            now=now,
            key=f"import:{one.pk}:check:{one.version}",
        )
        one.job = job.pk
        one.save()
        trail.note(
            verb="import.check",
            actor=actor,
            now=now,
            network=one.network,
            key=one.pk,
            label=one.file.name,
            new={"columns": dict(one.columns), "since": one.since},
        )
    return one


def _anew(key: int, actor: Viewer, version: int) -> Import:
    """An import whose rows may be read anew: none of them stands in the register."""
    one = locked(key, actor, version, Stage.UPLOADED, Stage.CHECKED)
    if queries.has_effects(one):
        raise refuse("rows_applied")
    return one


def locked(key: int, actor: Viewer, version: int, *stages: Stage) -> Import:
    """The import held against other writers, at the version the actor looked at.

    Raises Http404, and Refused: `changed_meanwhile`, `stage_passed`.
    """
    get_object_or_404(queries.editable_by(actor), pk=key)
    one = (
        Import.objects.select_for_update(of=("self",)).select_related("network", "file").get(pk=key)
    )
    if one.version != version:
        raise refuse("changed_meanwhile")
    one.stage = queries.stage_of(one).value
    if Stage(one.stage) not in stages:
        raise refuse("stage_passed")
    return one


def _check(columns: Mapping[int, str], kind: MemberKind, terms: Terms) -> None:
    known = fields_of(kind)
    fields = list(columns.values())
    for field in fields:
        if field not in known:
            raise refuse("field_unknown")
        if fields.count(field) > 1:
            raise refuse("field_twice", field=field)
    if ("name" if kind is MemberKind.PERSON else "name_vi") not in fields:
        raise refuse("name_unmapped")
    if not terms.decision_number.strip() or not terms.decision_body.strip():
        raise refuse("decision_incomplete")
