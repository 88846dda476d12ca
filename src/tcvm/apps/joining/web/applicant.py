"""The pages under an applicant's secret link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from tcvm.apps.joining import filing, queries, words
from tcvm.apps.joining.actions import fill_in, remark, send, withdraw
from tcvm.apps.joining.queries import Reached
from tcvm.apps.joining.requirements import Part
from tcvm.apps.joining.web import limits
from tcvm.apps.joining.web.forms import ConductForm, PaperForm, PartForm
from tcvm.apps.joining.web.overview import draft_or_blank, overview, part_context
from tcvm.apps.members.public import Refused
from tcvm.domain.joining.course import State
from tcvm.foundation.files.public import FileRefused, sentence
from tcvm.foundation.once.forms import once_only

View = Callable[..., HttpResponse]


def _guarded(view: View) -> View:
    """A view under a link. Whoever tries links that lead nowhere is soon stopped."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **named: Any) -> HttpResponse:
        if request.method == "POST" and limits.too_often(request, "write"):
            return limits.refused(request)
        try:
            reached = queries.reached_by(token)
        except Http404:
            if limits.too_often(request, "unknown"):
                return limits.refused(request)
            return render(request, "joining/closed.html", {"section": "joining"}, status=404)
        return view(request, token, reached, **named)

    return guarded


@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@_guarded
@once_only
def application(request: HttpRequest, token: str, reached: Reached) -> HttpResponse:
    """Where the application stands, what it lacks, and what can be done with it now."""
    problems: list[Any] = []
    if request.method == "POST":
        try:
            done = _do(request, reached)
        except Refused as refused:
            problems = list(refused.problems)
        else:
            # Relative: the link's secret is not to be kept with the answer (foundation.once).
            return HttpResponseRedirect(done)
    context = overview(reached, token) | {"refused": problems}
    return render(request, "joining/application.html", context)


def _do(request: HttpRequest, reached: Reached) -> str:
    """Do what a button of the page asks for; where to go on. Raises Refused."""
    site, now = request.build_absolute_uri("/"), timezone.now()
    match request.POST.get("do"):
        case "send":
            send.send(thread=reached.thread, site=site, now=now, today=timezone.localdate())
            messages.success(request, _("Your application has been sent."))
        case "withdraw":
            reason = request.POST.get("text", "")[:3000]
            withdraw.withdraw(thread=reached.thread, reason=reason, site=site, now=now)
            messages.success(request, _("Your application has been withdrawn."))
        case "discard":
            fill_in.discard(thread=reached.thread)
            messages.success(request, _("The draft has been deleted."))
            return "../../join/"
        case "answer":
            question = request.POST.get("question", "")
            remark.answer(
                thread=reached.thread,
                question=int(question) if question.isdecimal() and len(question) < 18 else 0,
                text=request.POST.get("text", "")[:3000],
                now=now,
            )
            messages.success(request, _("Your answer has been sent."))
        case _:
            raise Http404
    return "./"


@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@_guarded
@once_only
def part(request: HttpRequest, token: str, reached: Reached, part: str) -> HttpResponse:
    """One page of the form. What can be read is kept, even where something else cannot."""
    if part not in set(Part) or reached.state not in (State.DRAFT, State.TO_COMPLETE):
        raise Http404
    wanted = Part(part)
    if wanted is Part.PAPERS:
        return _papers(request, token, reached)
    draft = draft_or_blank(reached)
    asked, today = filing.asked_of(draft), timezone.localdate()
    named: dict[str, Any] = {
        "facts": asked.of_part(wanted),
        "category": draft.category,
        "today": today,
    }
    kind: type[PartForm] = PartForm
    if wanted is Part.CONDUCT:
        kind = ConductForm
        conduct = filing.conduct_of(draft, today)
        named["conduct"] = words.said(conduct[1]) if conduct else ""
    initial = draft.answers | {"conduct_accepted": draft.conduct_accepted}
    form = kind(request.POST or None, initial=initial, **named)
    if request.method == "POST" and form.is_valid():
        answers = {one.code: form.cleaned_data[one.code] for one in asked.of_part(wanted)}
        found = filing.fact_problems(draft.kind, draft.answers | answers, today)
        fill_in.fill_in(
            thread=reached.thread,
            answers=answers,
            now=timezone.now(),
            conduct_accepted=form.cleaned_data.get("conduct_accepted"),
        )
        form.refuse(one for one in found if one.place.column in answers)
        if not form.errors:
            return HttpResponseRedirect(f"../{_next(wanted)}")
    context = part_context(reached, token, wanted) | {"form": form}
    return render(request, "joining/part.html", context)


def _next(part: Part) -> str:
    """The page after this one; after the last, the overview."""
    order = list(Part)
    place = order.index(part) + 1
    return f"{order[place]}/" if place < len(order) else ""


def _papers(request: HttpRequest, token: str, reached: Reached) -> HttpResponse:
    """Each paper is sent on its own, so that a slow line loses no more than one."""
    wrong: dict[str, str] = {}
    if request.method == "POST":
        code = request.POST.get("paper", "")
        if request.POST.get("do") == "detach":
            fill_in.detach(thread=reached.thread, code=code, now=timezone.now())
            return HttpResponseRedirect("./")
        if limits.too_often(request, "attach"):
            return limits.refused(request)
        form = PaperForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                fill_in.attach(
                    thread=reached.thread,
                    code=code,
                    stream=file,
                    name=file.name,
                    now=timezone.now(),
                )
            except FileRefused as refused:
                wrong[code] = sentence(refused.problem)
            else:
                return HttpResponseRedirect("./")
        else:
            wrong[code] = " ".join(str(one) for one in form.errors.get("file", ()))
    context = part_context(reached, token, Part.PAPERS) | {"wrong": wrong}
    return render(request, "joining/papers.html", context)
