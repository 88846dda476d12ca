"""A job on a page: where it stands, how far it is, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tcvm.foundation.jobs import queries, words
from tcvm.foundation.jobs.cancel import cancel
from tcvm.foundation.jobs.models import Job, State


def progress_response(
    request: HttpRequest,
    *,
    job_id: UUID,
    permitted: Callable[[Job], bool],
    actor: str,
    section: str = "",
    back: str = "",
    retriable: bool = False,
) -> HttpResponse:
    """Show a job (GET) or ask to cancel it (POST), for a room's view at an address of its own.

    Raises Http404 for a job that is not there and for one that `permitted` refuses. htmx gets the
    fragment, which asks again every two seconds until the job is finished; anyone else the page.
    `back` is the address to go on to once it is.
    `retriable` offers to let a job that failed or was stopped run again: the view that says so acts
    on a POST with `do=retry`.
    """
    job = queries.jobs().filter(pk=job_id).first()
    if job is None or not permitted(job):
        raise Http404
    by_htmx = request.headers.get("HX-Request") == "true"
    if request.method == "POST":
        job = cancel(job_id=job.pk, actor=actor, now=timezone.now())
        if not by_htmx:
            return redirect(request.path)
    again = retriable and job.state in (State.FAILED, State.CANCELLED)
    more = {"section": section, "back": back, "retriable": again}
    context = shown(job, request.path) | more
    answer = render(request, "jobs/_job.html" if by_htmx else "jobs/job.html", context)
    # Page and fragment share an address: neither may be kept for the other.
    answer["Vary"] = "HX-Request"
    answer["Cache-Control"] = "no-store"
    return answer


def shown(job: Job, address: str) -> dict[str, object]:
    """What the templates need of a job whose progress is asked for at `address`."""
    state = job.state
    return {
        "job": job,
        "address": address,
        "title": words.title(job),
        "state": words.STATES[state],
        "sentence": words.sentence(job),
        "finished": job.finished,
        "stoppable": state in (State.WAITING, State.RUNNING),
        "counted": words.counted(job),
    }
