"""The jobs that a person asked for, and those of the networks that they administer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tasks import TaskResultStatus

from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.jobs import queries, words
from tcvm.foundation.jobs.models import Job, State
from tcvm.foundation.jobs.public import NotRetriable, progress_response, retry
from tcvm.foundation.upkeep.web.paging import paged

#: What can be chosen: a state by its code, and the rows that stand so.
_CHOICES = {
    State.WAITING: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.FAILED: TaskResultStatus.FAILED,
    State.DONE: TaskResultStatus.SUCCESSFUL,
}


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Newest first: what each is, how far, and the way to its own page."""
    viewer = viewer_of(request)
    wanted = request.GET.get("state", "")
    state = wanted if wanted in set(_CHOICES) else ""
    rows = queries.visible_to(viewer)
    if state:
        rows = rows.filter(row__status=_CHOICES[State(state)], cancelled_at=None)
    page = paged(request, rows, {"state": state})
    context = {
        "tab": "jobs",
        "page": page,
        "state": state,
        "states": [(one.value, words.STATES[one]) for one in _CHOICES],
        "lines": [
            {
                "job": one,
                "title": words.title(one),
                "state": words.STATES[one.state],
                "failed": one.state is State.FAILED,
                "sentence": words.sentence(one),
                "counted": words.counted(one),
                "own": one.asked_by == viewer.identifier,
            }
            for one in page.rows
        ],
    }
    return render(request, "upkeep/jobs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def job(request: HttpRequest, job: UUID) -> HttpResponse:
    """One job with its progress; stop it, or let it run again."""
    viewer = viewer_of(request)
    rows = queries.editable_by(viewer) if request.method == "POST" else queries.visible_to(viewer)
    if request.method == "POST" and request.POST.get("do") == "retry":
        return _retry(request, rows.filter(pk=job).first())
    return progress_response(
        request,
        job_id=job,
        permitted=lambda one: rows.filter(pk=one.pk).exists(),
        actor=viewer.identifier,
        retriable=True,
    )


def _retry(request: HttpRequest, found: Job | None) -> HttpResponse:
    if found is None:
        raise Http404
    try:
        retry(job_id=found.pk, now=timezone.now())
    except NotRetriable:
        messages.error(request, _("This job has not failed: there is nothing to do again."))
    else:
        messages.success(request, _("The job waits to run again."))
    return redirect("upkeep:job", found.pk)
