"""The code of conduct: adopting a version, recording a signature."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tcvm.apps.members import queries
from tcvm.apps.members.actions.adopt_code import adopt_code
from tcvm.apps.members.actions.sign_code import sign_code
from tcvm.apps.members.web.desk import versions
from tcvm.apps.members.web.desk.subjects import (
    conduct_path,
    kept_member,
    kept_network,
    member_href,
    member_path,
    today,
)
from tcvm.apps.members.web.desk.work import Done, Task, made, work
from tcvm.apps.members.web.forms.conduct import AdoptForm, SignForm
from tcvm.apps.members.web.viewers import viewer_of
from tcvm.domain.membership.conduct import version_on
from tcvm.domain.text import Text
from tcvm.foundation.once.forms import once_only

_GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(_GET_POST)
@once_only
def adopt(request: HttpRequest, register: str) -> HttpResponse:
    """Adopt a version of the network's code."""
    network = kept_network(request, register)

    def do(form: AdoptForm) -> Done:
        given = form.cleaned_data
        adopt_code(
            network=network.code,
            version=given["version"],
            title=Text(given["title_vi"], given["title_en"]),
            since=given["since"],
            grace_days=given["grace_days"],
            source=given["source"],
            actor=viewer_of(request),
            now=timezone.now(),
        )
        return Done(_("The version is recorded."), reverse("members:conduct", args=[network.code]))

    task = Task(
        title=_("Adopt a version of the code of conduct"),
        explains=_(
            "From the day given members sign this version. A signature of the version before "
            "counts for the days of grace; after them whoever has not signed no longer qualifies."
        ),
        button=_("Record the version"),
        path=conduct_path(network),
        make=made(AdoptForm, initial={"since": today(), "grace_days": 90}),
        do=do,
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def sign(request: HttpRequest, register: str, member: str) -> HttpResponse:
    """Record that an organisation has signed for a year, with the paper."""
    found = kept_member(request, register, member)
    organisation, network = found.organisation, found.network
    if organisation is None:
        raise Http404
    codes = queries.codes_of(network.pk)
    current = version_on(codes, today())
    rows = queries.signature_rows(network.pk).filter(organisation=organisation)

    def do(form: SignForm) -> Done:
        given = form.cleaned_data
        sign_code(
            network=network.code,
            organisation=organisation.code,
            version=given["version"],
            year=given["year"],
            signed_on=given["signed_on"],
            signed_by=given["signed_by"],
            evidence=given["evidence"],
            actor=viewer_of(request),
            now=timezone.now(),
            paper=form.upload(),
            seen=form.version_seen,
        )
        return Done(_("The signature is recorded."), member_href(register, member, "conduct"))

    initial = {
        "version": current.version if current else "",
        "year": today().year,
        "signed_on": today(),
        "seen": queries.signatures_version(network.pk, organisation.pk),
    }
    task = Task(
        title=_("Record a signature of the code of conduct"),
        explains=_(
            "The same version and year again corrects what is recorded of it; the row before stays "
            "readable. The paper is kept, and given only to whoever may see the member."
        ),
        button=_("Record the signature"),
        path=member_path(request, found),
        make=made(SignForm, versions=[one.version for one in reversed(codes)], initial=initial),
        do=do,
        compare=versions.compare(rows, versions.signature),
        notes=[] if codes else [_("The network has adopted no code yet: record a version first.")],
    )
    return work(request, task)
