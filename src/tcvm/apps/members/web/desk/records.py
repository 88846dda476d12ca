"""Events, notes and papers of a member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tcvm.apps.members import queries
from tcvm.apps.members.actions.keep_document import Paper, keep_document
from tcvm.apps.members.actions.record_event import record_event
from tcvm.apps.members.actions.write_note import write_note
from tcvm.apps.members.models.papers import DocumentKind
from tcvm.apps.members.models.records import Precision
from tcvm.apps.members.web.desk.subjects import kept_member, member_href, member_path, today
from tcvm.apps.members.web.desk.work import Done, Task, made, work
from tcvm.apps.members.web.forms.records import DocumentForm, EventForm, NoteForm
from tcvm.apps.members.web.viewers import viewer_of
from tcvm.foundation.once.forms import once_only

if TYPE_CHECKING:
    from tcvm.apps.members.models import Document, Membership

_GET_POST = ["GET", "HEAD", "POST"]


def _key(request: HttpRequest, name: str) -> int | None:
    """The number of a row that the address names."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


@require_http_methods(_GET_POST)
@once_only
def event(request: HttpRequest, register: str, member: str) -> HttpResponse:
    """Record what happened, or correct what was recorded of it."""
    found, corrects = kept_member(request, register, member), _key(request, "corrects")
    before = found.events.filter(pk=corrects).first() if corrects is not None else None
    if corrects is not None and before is None:
        raise Http404

    def do(form: EventForm) -> Done:
        given = form.cleaned_data
        record_event(
            network=register,
            member=member,
            happened_on=given["happened_on"],
            precision=Precision(given["precision"]),
            text=form.text,
            source=given["source"],
            actor=viewer_of(request),
            now=timezone.now(),
            corrects=corrects,
            paper=form.upload(),
        )
        return Done(_("The event is recorded."), member_href(register, member, "events"))

    initial: dict[str, Any] = {"precision": Precision.DAY.value}
    if before is not None:
        names = ("happened_on", "precision", "text_vi", "text_en", "source")
        initial = {name: getattr(before, name) for name in names}
    task = Task(
        title=_("Record an event") if before is None else _("Correct an event"),
        explains=_(
            "One fact as one source tells it. Sources that differ are two events; what the source "
            "does not tell is not made up."
        )
        if before is None
        else _("The event as it was stays readable, marked as corrected; this takes its place."),
        button=_("Record"),
        path=member_path(request, found),
        make=made(EventForm, initial=initial),
        do=do,
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def note(request: HttpRequest, register: str, member: str) -> HttpResponse:
    """Write a note for the network's own staff."""
    found = kept_member(request, register, member)

    def do(form: NoteForm) -> Done:
        write_note(
            network=register,
            member=member,
            text=form.cleaned_data["text"],
            actor=viewer_of(request),
            now=timezone.now(),
        )
        return Done(_("The note is kept."), member_href(register, member, "notes"))

    task = Task(
        title=_("Write a note"),
        explains=_("Only the network's staff read it. It can be neither changed nor deleted."),
        button=_("Keep the note"),
        path=member_path(request, found),
        make=made(NoteForm),
        do=do,
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def document(request: HttpRequest, register: str, member: str) -> HttpResponse:
    """Keep a paper, or a newer version of one."""
    viewer = viewer_of(request)
    found = queries.found_or_404(queries.visible_to(viewer, today()), register, member)
    abouts = _abouts(request, found)
    before = _replaced(request, found, abouts)

    def do(form: DocumentForm) -> Done:
        given, upload = form.cleaned_data, form.upload()
        assert upload is not None, "the field is required"
        keep_document(
            network=register,
            member=member,
            paper=Paper(DocumentKind(given["kind"]), given["title"], given["dated_on"], upload),
            of_membership=given["of"] == "membership",
            actor=viewer,
            now=timezone.now(),
            replaces=before.pk if before is not None else None,
        )
        return Done(_("The paper is kept."), member_href(register, member, "documents"))

    initial: dict[str, Any] = {"of": abouts[0], "dated_on": today()}
    if before is not None:
        initial |= {"kind": before.kind, "title": before.title}
    task = Task(
        title=_("Keep a paper") if before is None else _("Add a newer version"),
        explains=_(
            "The file is kept as it comes and given only to whoever may see the member. It cannot "
            "be deleted; a newer version stands before it."
        ),
        button=_("Keep the paper"),
        path=member_path(request, found),
        make=made(DocumentForm, abouts=abouts, initial=initial),
        do=do,
        notes=[_("It replaces: %(title)s.") % {"title": before.title}] if before else [],
    )
    return work(request, task)


def _abouts(request: HttpRequest, found: Membership) -> list[str]:
    """Of what the viewer may keep papers. Raises Http404 for nothing."""
    viewer = viewer_of(request)
    abouts = []
    if queries.own_organisation(viewer, found) is not None:
        abouts.append("organisation")
    if queries.editable_by(viewer).filter(pk=found.pk).exists():
        abouts.append("membership")
    if not abouts:
        raise Http404
    return abouts


def _replaced(request: HttpRequest, found: Membership, abouts: list[str]) -> Document | None:
    """The document of which a newer version comes; then it belongs to what that one does."""
    key = _key(request, "replaces")
    if key is None:
        return None
    for one in list(abouts):
        of = found if one == "membership" else found.organisation
        before = of.documents.filter(pk=key).first() if of is not None else None
        if before is not None:
            abouts[:] = [one]
            return before
    raise Http404
