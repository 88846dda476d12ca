"""Imports from the upload to their undoing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tcvm.apps.exchange import queries
from tcvm.apps.exchange.actions.apply_import import ask_apply
from tcvm.apps.exchange.actions.choose_rows import choose_row, choose_sure, choose_unlike
from tcvm.apps.exchange.actions.map_columns import Terms, choose_table, map_columns
from tcvm.apps.exchange.actions.start_import import start_import
from tcvm.apps.exchange.actions.undo_import import ask_undo, undo_row
from tcvm.apps.exchange.models import Choice, Import, ImportRow, Outcome, Stage
from tcvm.apps.exchange.refusals import Refused
from tcvm.apps.exchange.spreadsheets import SHOWN, sheets_of
from tcvm.apps.exchange.web import lines, tables, wording
from tcvm.apps.exchange.web.forms import FORMATS, ExportForm, TermsForm, UploadForm
from tcvm.apps.exchange.web.opened import (
    context_of,
    import_of,
    network_of,
    number_in,
    tell,
)
from tcvm.apps.exchange.web.reports import report_response
from tcvm.documents.tables.cells import letters_of
from tcvm.domain.membership.standing import MemberKind
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.files.public import FileRefused
from tcvm.foundation.files.public import sentence as file_sentence
from tcvm.foundation.jobs.public import progress_response
from tcvm.foundation.once.forms import once_only

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

LISTED = 20
PAGE_SIZE = 25
#: The choices of rows to show: by name, what of `ImportRow` they are.
SHOWS: Mapping[str, dict[str, object]] = {
    "open": {"choice": "", "wrong": False},
    "wrong": {"wrong": True},
    "same": {"choice": Choice.SAME.value},
    "new": {"choice": Choice.NEW.value},
    "leave": {"choice": Choice.LEAVE.value},
    "entered": {"outcome": Outcome.ENTERED.value},
    "merged": {"outcome": Outcome.MERGED.value},
    "unchanged": {"outcome": Outcome.UNCHANGED.value},
    "refused": {"outcome": Outcome.REFUSED.value},
    "undone": {"outcome": Outcome.UNDONE.value},
    "not_undone": {"outcome": Outcome.NOT_UNDONE.value},
}
BUSY = {Stage.CHECKING, Stage.APPLYING, Stage.UNDOING}


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The exchange of the reader's network; of several, which one."""
    networks = list(queries.networks_visible_to(viewer_of(request)))
    if not networks:
        raise Http404
    if len(networks) == 1:
        return redirect("exchange:home", networks[0].code)
    names = [(one.code, one.name.said_in(wording.locale())) for one in networks]
    return render(request, "exchange/start.html", {"section": "exchange", "networks": names})


@once_only
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, register: str) -> HttpResponse:
    """What was imported and exported, and the forms to begin."""
    network = network_of(request, register)
    context = context_of(request, network, "exchange")
    form = UploadForm()
    if request.method == "POST":
        if not context["may_change"]:
            raise Http404
        form = UploadForm(request.POST, request.FILES)
        made = _upload(request, register, form) if form.is_valid() else None
        if made is not None:
            return redirect("exchange:import", register, made.pk)
    viewer = viewer_of(request)
    imports = queries.visible_to(viewer).filter(network=network)[:LISTED]
    exports = queries.exports_visible_to(viewer).filter(network=network)[:LISTED]
    context |= {
        "form": form,
        "export_form": ExportForm(auto_id="export_%s"),
        "imports": [
            (one, wording.STAGES[queries.stage_of(one)], wording.KINDS[one.member_kind])
            for one in imports
        ],
        "exports": [(one, FORMATS[one.written]) for one in exports],
    }
    return render(request, "exchange/home.html", context)


def _upload(request: HttpRequest, register: str, form: UploadForm) -> Import | None:
    file = form.cleaned_data["file"]
    try:
        return start_import(
            network=register,
            stream=file,
            name=file.name,
            kind=MemberKind(form.cleaned_data["kind"]),
            actor=viewer_of(request),
            now=timezone.now(),
            today=timezone.localdate(),
        )
    except FileRefused as refused:
        form.add_error("file", file_sentence(refused.problem))
    except Refused as refused:
        for problem in refused.problems:
            form.add_error("file", wording.sentence(problem))
    return None


@once_only
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, register: str, import_key: int) -> HttpResponse:
    """One import: its columns, its findings, its choices, its outcome, as far as it is."""
    found = import_of(request, register, import_key)
    stage = queries.stage_of(found)
    context = context_of(request, found.network, "exchange") | {
        "import": found,
        "checked": stage is Stage.CHECKED,
        "stage": wording.STAGES[stage],
        "kind": wording.KINDS[found.member_kind],
        "busy": stage in BUSY,
        "since": wording.day(found.since),
    }
    terms = TermsForm(kind=found.member_kind, initial=_terms_of(found))
    given = None
    if request.method == "POST":
        if not context["may_change"]:
            raise Http404
        wanted = request.POST.get("do", "")
        given = _given(request)
        if wanted == "map":
            terms = TermsForm(request.POST, kind=found.member_kind)
        done = _change(request, found, wanted, terms, given)
        if done is not None:
            return done
        found.refresh_from_db()
    mapping = stage is Stage.UPLOADED or (stage is Stage.CHECKED and "map" in request.GET)
    if mapping:
        rows = tables.looked_at(found)
        context |= {
            "sheets": sheets_of(found.file),
            "heads": tables.heads(found, rows, SHOWN),
            "columns": tables.columns(found, rows, given),
            "options": tables.options(found),
            "terms": terms,
        }
    else:
        context |= {"counts": _counts(found), "mapped": _mapped(found)}
    context["mapping"] = mapping
    return render(request, "exchange/import.html", context)


def _terms_of(found: Import) -> dict[str, object]:
    return {name: getattr(found, name) for name in TermsForm.base_fields}


def _given(request: HttpRequest) -> dict[int, str] | None:
    found = {
        number_in(name.removeprefix("column-")): str(value)
        for name, value in request.POST.items()
        if name.startswith("column-")
    }
    return found or None


def _change(
    request: HttpRequest,
    found: Import,
    wanted: str,
    terms: TermsForm,
    given: Mapping[int, str] | None,
) -> HttpResponse | None:
    """Do what was asked for; None where the page has to be shown again with what is wrong."""
    actor, now = viewer_of(request), timezone.now()
    version = number_in(request.POST.get("seen", ""))
    asked = {"key": found.pk, "actor": actor, "version": version, "now": now}
    try:
        if wanted == "map":
            if not terms.is_valid():
                return None
            map_columns(
                **asked,  # type: ignore[arg-type]
                columns=given or {},
                headings={one.position: one.heading for one in _columns(found)},
                terms=_terms(terms),
            )
        elif wanted in ("sure", "unlike"):
            choose = choose_sure if wanted == "sure" else choose_unlike
            messages.success(request, _chosen(choose(**asked)))  # type: ignore[arg-type]
        else:
            _step(request, found, wanted, asked)
    except Refused as refused:
        tell(request, refused)
        if wanted == "map":
            return None
    found.refresh_from_db()
    if wanted in ("map", "apply", "undo") and queries.stage_of(found) in BUSY:
        return redirect("exchange:progress", found.network.code, found.job)
    return redirect("exchange:import", found.network.code, found.pk)


def _step(request: HttpRequest, found: Import, wanted: str, asked: Mapping[str, object]) -> None:
    """Another table, applying, or undoing. Raises Http404 for anything else, Refused."""
    if wanted == "table":
        sheet = request.POST.get("sheet", found.sheet)
        if sheet not in sheets_of(found.file):
            raise Http404
        row = number_in(request.POST.get("header_row", "1"))
        choose_table(**asked, sheet=sheet, header_row=row)  # type: ignore[arg-type]
    elif wanted == "apply":
        ask_apply(**asked)  # type: ignore[arg-type]
    elif wanted == "undo":
        ask_undo(**asked, reason=request.POST.get("reason", "")[:500])  # type: ignore[arg-type]
    else:
        raise Http404


def _chosen(count: int) -> str:
    return ngettext("%(count)s row chosen.", "%(count)s rows chosen.", count) % {"count": count}


def _columns(found: Import) -> list[tables.Column]:
    return tables.columns(found, tables.looked_at(found), {})


def _terms(form: TermsForm) -> Terms:
    data = form.cleaned_data
    return Terms(
        since=data["since"],
        decision_number=data["decision_number"],
        decided_on=data["decided_on"],
        decision_body=data["decision_body"],
        default_category=data.get("default_category", ""),
        default_legal_form=data.get("default_legal_form", ""),
    )


def _counts(found: Import) -> dict[str, int]:
    counts = {name: found.rows.filter(**what).count() for name, what in SHOWS.items()}
    counts["all"] = found.rows.count()
    counts["sure"] = queries.sure_rows(found).count()
    counts["possible"] = queries.unlike_rows(found).count()
    counts["chosen"] = counts["same"] + counts["new"]
    counts["effects"] = counts["entered"] + counts["merged"] + counts["not_undone"]
    return counts


def _mapped(found: Import) -> list[tuple[str, str]]:
    names = {at: wording.field(field) for at, field in sorted(found.fields.items())}
    return [(letters_of(at), name) for at, name in names.items()]


@require_safe
def rows(request: HttpRequest, register: str, import_key: int) -> HttpResponse:
    """The rows of an import, those that the address asks for."""
    found = import_of(request, register, import_key)
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    wanted = found.rows.filter(**SHOWS[show]) if show else found.rows.all()
    pages = Paginator(wanted.prefetch_related("candidates"), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page", "1"))
    context = context_of(request, found.network, "exchange") | {
        "import": found,
        "stage": wording.STAGES[queries.stage_of(found)],
        "page": page,
        "lines": [lines.line(row) for row in page],
        "show": show,
        "shows": [
            (name, label, name == show) for name, label in _shows(queries.stage_of(found)).items()
        ],
    }
    request.chosen_query = f"?show={show}&page={page.number}"  # type: ignore[attr-defined]
    return render(request, "exchange/rows.html", context)


def _shows(stage: Stage) -> dict[str, str]:
    before = {
        "": _("All rows"),
        "open": _("To be decided"),
        "wrong": _("With errors"),
        "new": _("New"),
        "same": _("The same"),
        "leave": _("Left out"),
    }
    after = {
        "entered": _("Entered"),
        "merged": _("Merged"),
        "unchanged": _("Nothing new"),
        "refused": _("Refused"),
        "undone": _("Undone"),
        "not_undone": _("Could not be undone"),
    }
    return before if stage is Stage.CHECKED else {"": before[""], "wrong": before["wrong"]} | after


@once_only
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, register: str, import_key: int, row_number: int) -> HttpResponse:
    """One row: its cells as uploaded, what is understood, who it may be, and the choice."""
    found = import_of(request, register, import_key)
    one = get_object_or_404(found.rows.prefetch_related("candidates"), number=row_number)
    context = context_of(request, found.network, "exchange")
    if request.method == "POST":
        if not context["may_change"]:
            raise Http404
        return _decide(request, found, one)
    said = lines.line(one)
    codes = [who.code for who in said.candidates if who.code]
    wanted = request.GET.get("with", "") or one.same_as
    beside = wanted if wanted in codes else (codes[0] if codes else "")
    stage = queries.stage_of(found)
    context |= {
        "import": found,
        "stage": wording.STAGES[stage],
        "line": said,
        "cells": lines.cells(found, one),
        "category": wording.category(str(one.values.get("category", ""))),
        "member_since": one.values.get("member_since", ""),
        "beside": beside,
        "beside_name": next((who.name for who in said.candidates if who.code == beside), ""),
        "compared": lines.compared(found, one, beside, viewer_of(request))
        if beside and stage is Stage.CHECKED
        else [],
        "choosing": stage is Stage.CHECKED and not one.outcome and context["may_change"],
        "undoable": said.undoable
        and context["may_change"]
        and stage in (Stage.CHECKED, Stage.APPLIED, Stage.UNDONE),
        "next_open": found.rows.filter(**SHOWS["open"]).exclude(pk=one.pk).first(),
    }
    return render(request, "exchange/row.html", context)


def _decide(request: HttpRequest, found: Import, one: ImportRow) -> HttpResponse:
    actor, now = viewer_of(request), timezone.now()
    here = reverse("exchange:row", args=[found.network.code, found.pk, one.number])
    try:
        if request.POST.get("do") == "undo":
            undo_row(
                key=found.pk,
                number=one.number,
                reason=request.POST.get("reason", "")[:500],
                actor=actor,
                now=now,
            )
            messages.success(request, _("The row is undone."))
            return redirect(here)
        wanted, _colon, code = request.POST.get("choice", "").partition(":")
        if wanted not in set(Choice):
            messages.error(request, _("Choose what is to become of the row."))
            return redirect(here)
        shown = set(request.POST.getlist("shown"))
        choose_row(
            key=found.pk,
            number=one.number,
            choice=Choice(wanted),
            same_as=code,
            # A box that is not ticked is not sent: what was shown and is not there is kept.
            kept=sorted(shown - set(request.POST.getlist("wins")))
            if code == request.POST.get("beside")
            else (),
            actor=actor,
            now=now,
        )
    except Refused as refused:
        tell(request, refused)
        return redirect(here)
    messages.success(request, _("Chosen."))
    after = found.rows.filter(**SHOWS["open"], number__gt=one.number).first()
    if after is None:
        return redirect("exchange:import", found.network.code, found.pk)
    return redirect("exchange:row", found.network.code, found.pk, after.number)


@require_safe
def report(request: HttpRequest, register: str, import_key: int) -> HttpResponseBase:
    """What became of each row, as a file."""
    return report_response(import_of(request, register, import_key))


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, register: str, job_key: UUID) -> HttpResponse:
    """How far a job of the exchange is; stopping it is for whoever may import."""
    network = network_of(request, register)
    viewer = viewer_of(request)
    imported = queries.visible_to(viewer).filter(network=network, job=job_key).first()
    exported = queries.exports_visible_to(viewer).filter(network=network, job=job_key).first()
    if imported is None and exported is None:
        raise Http404
    if request.method == "POST" and (
        exported is None and not queries.editable_by(viewer).filter(pk=imported.pk).exists()  # type: ignore[union-attr]
    ):
        raise Http404

    back = (
        reverse("exchange:import", args=[register, imported.pk])
        if imported is not None
        else reverse("exchange:home", args=[register])
    )
    return progress_response(
        request,
        job_id=job_key,
        permitted=lambda job: job.pk == job_key,
        actor=viewer.identifier,
        section="exchange",
        back=back,
    )
