"""Where an application begins: the networks that take any, and the first page of a form."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tcvm.apps.joining import links, queries, words
from tcvm.apps.joining.actions.start import start as begin
from tcvm.apps.joining.forget import KEPT_DAYS
from tcvm.apps.joining.models import Intake
from tcvm.apps.joining.requirements import KindAsked, all_requirements
from tcvm.apps.joining.web import limits
from tcvm.apps.joining.web.forms import StartForm
from tcvm.apps.members.public import Refused, code_version_on
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.tenancy.models import Network


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The networks that take applications; for their staff, what came in."""
    viewer = viewer_of(request)
    reading = Network.objects.filter(pk__in=viewer.networks_as(*queries.READING))
    context = {
        "section": "joining",
        "networks": [(one.code, words.said(one.name)) for one in queries.open_networks()],
        "reading": [(one.code, words.said(one.name)) for one in reading],
    }
    return render(request, "joining/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, network: str) -> HttpResponse:
    """What is asked of whom; and the form that begins an application. Closed: 404."""
    place = Network.objects.filter(code=network).first()
    intake = queries.intake_of(place) if place is not None else None
    if place is None or intake is None or not intake.open:
        raise Http404
    asked = all_requirements()[intake.requirements]
    form = StartForm(request.POST or None, asked=asked)
    if request.method == "POST":
        if limits.too_often(request, "start"):
            return limits.refused(request)
        if form.is_valid() and (secret := _begun(request, place, form)):
            return redirect("joining:application", secret)
    return render(request, "joining/start.html", _context(place, intake, form))


def _begun(request: HttpRequest, place: Network, form: StartForm) -> str:
    """The secret of the draft; empty where it was refused."""
    kind, _separator, category = form.cleaned_data["choice"].partition(":")
    secret = links.secret_from(request.POST.get("page", ""))
    try:
        begin(
            network=place.code,
            kind=MemberKind(kind),
            category=Category(category),
            email=form.cleaned_data["email"],
            locale=words.locale(),
            secret=secret,
            site=request.build_absolute_uri("/"),
            now=timezone.now(),
        )
    except Refused as refused:
        form.refuse(refused.problems)
        return ""
    return secret


def _context(place: Network, intake: Intake, form: StartForm) -> dict[str, object]:
    asked = all_requirements()[intake.requirements]
    today = timezone.localdate()
    conduct = code_version_on(place.pk, today)
    return {
        "section": "joining",
        "network": place,
        "network_name": words.said(place.name),
        "form": form,
        "page_token": links.page_token(),
        "kept_days": KEPT_DAYS,
        "conduct": words.said(conduct[1]) if conduct else "",
        "kinds": [_kind(one) for one in asked.kinds.values()],
    }


def _kind(asked: KindAsked) -> dict[str, object]:
    """What one kind of applicant must bring, said before it begins."""
    return {
        "name": words.KINDS[asked.kind],
        "papers": [
            {
                "name": words.said(one.name),
                "of": ""
                if one.categories is None or not one.categories
                else ", ".join(
                    words.category(each) for each in asked.categories if each in one.categories
                ),
                "needed": one.categories is not None,
            }
            for one in asked.papers
        ],
    }
