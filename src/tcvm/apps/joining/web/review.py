"""The page on which an application is reviewed and decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tcvm.apps.joining import queries, words
from tcvm.apps.joining.actions import confirm, prepare
from tcvm.apps.joining.actions import remark as remarks
from tcvm.apps.joining.actions import review as reviewing
from tcvm.apps.joining.models import Application
from tcvm.apps.joining.web.desk import Forms, desk, forms_of
from tcvm.apps.members.public import Refused
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.viewers import viewer_for, viewer_of
from tcvm.foundation.files.public import FileRefused, sentence
from tcvm.foundation.once.forms import once_only
from tcvm.foundation.tenancy.viewer import Viewer


@require_http_methods(["GET", "HEAD", "POST"])
@once_only
def review(request: HttpRequest, network: str, number: str) -> HttpResponse:
    """All of an application, and what the secretariat does with it."""
    viewer = viewer_of(request)
    application = queries.found_or_404(queries.visible_to(viewer), network, number)
    forms = forms_of(request, application, viewer)
    if request.method == "POST":
        try:
            said = _prepared_by(request, application, viewer, forms)
        except Refused as refused:
            forms.refuse(refused.problems)
        except FileRefused as refused:
            forms.resolution.add_error("paper", sentence(refused.problem))
        else:
            if said:
                messages.success(request, said)
                return redirect("joining:review", network, number)
    return _page(request, application, viewer, forms)


def _prepared_by(
    request: HttpRequest, application: Application, viewer: Viewer, forms: Forms
) -> str:
    """Do what a button of the secretariat's asks for, and say so; empty where a form is not valid.

    Raises Http404, Refused and FileRefused.
    """
    where: dict[str, Any] = {
        "network": application.network.code,
        "number": application.number,
        "actor": viewer,
        "now": timezone.now(),
    }
    seen, site = request.POST.get("seen"), request.build_absolute_uri("/")
    what = request.POST.get("do", "")
    form = forms.of(what)
    if form is not None and not form.is_valid():
        return ""
    match what:
        case "take_up":
            reviewing.take_up(seen=seen, **where)
            said = _("You have begun the review.")
        case "send_back":
            given = forms.send_back.cleaned_data
            today = timezone.localdate()
            reviewing.send_back(**given, site=site, today=today, seen=seen, **where)
            said = _("The application has been sent back. The applicant has been told.")
        case "forward":
            reviewing.forward(text=forms.forward.cleaned_data["text"], seen=seen, **where)
            said = _("The application has been laid before the board.")
        case "ask":
            remarks.ask(text=forms.question.cleaned_data["text"], site=site, **where)
            said = _("The question has been sent.")
        case "link":
            remarks.renew_link(site=site, **where)
            said = _("A new link has been sent to the applicant.")
        case "prepare":
            paper = forms.resolution.cleaned_data["paper"]
            prepare.prepare(
                resolution=forms.resolution.resolution,
                paper=paper,
                paper_name=paper.name,
                today=timezone.localdate(),
                seen=seen,
                **where,
            )
            said = _("The decision is prepared. A second person confirms it.")
        case _:
            raise Http404
    return said


@require_POST
@once_only
def remark(request: HttpRequest, network: str, number: str) -> HttpResponse:
    """Keep a comment that only the staff see."""
    viewer = viewer_of(request)
    application = queries.found_or_404(queries.visible_to(viewer), network, number)
    forms = forms_of(request, application, viewer)
    if not forms.comment.is_valid():
        return _page(request, application, viewer, forms)
    remarks.comment(
        network=network,
        number=number,
        text=forms.comment.cleaned_data["text"],
        actor=viewer,
        now=timezone.now(),
    )
    messages.success(request, _("Your comment has been kept."))
    return redirect("joining:review", network, number)


@require_POST
@once_only
def decide(request: HttpRequest, network: str, number: str) -> HttpResponse:
    """Confirm the prepared decision or give it back, as its second person."""
    viewer = viewer_of(request)
    application = queries.found_or_404(queries.visible_to(viewer), network, number)
    forms = forms_of(request, application, viewer)
    where: dict[str, Any] = {
        "network": network,
        "number": number,
        "actor": _independent(request, application),
        "now": timezone.now(),
        "seen": request.POST.get("seen"),
    }
    try:
        match request.POST.get("do"):
            case "confirm":
                site = request.build_absolute_uri("/")
                confirm.confirm(site=site, today=timezone.localdate(), **where)
                messages.success(request, _("The decision is carried out."))
            case "give_back":
                confirm.give_back(reason=request.POST.get("text", "")[:3000], **where)
                messages.success(request, _("The prepared decision has been given back."))
            case _:
                raise Http404
    except Refused as refused:
        forms.refuse(refused.problems)
        return _page(request, application, viewer, forms)
    return redirect("joining:review", network, number)


def _independent(request: HttpRequest, application: Application) -> Viewer:
    """The viewer without roles that the person who prepared has lent: see accounts.viewers."""
    prepared = queries.prepared_of(application)
    kind, _separator, key = prepared.entry.by.partition(":") if prepared else ("", "", "")
    user = request.user
    assert isinstance(user, User), "the address is open only to who has signed in"
    lender = int(key) if kind == "user" else None
    return viewer_for(user, timezone.localdate(), not_lent_by=lender)


def _page(
    request: HttpRequest, application: Application, viewer: Viewer, forms: Forms
) -> HttpResponse:
    # A step may have been refused because another was taken: show where it stands now.
    found = queries.found_or_404(
        queries.visible_to(viewer), application.network.code, application.number
    )
    context = desk(found, viewer, forms) | {"refused": words.sentences(forms.refused)}
    return render(request, "joining/review.html", context)
