"""Who can sign in to the demo, and a button to sign in as each.

These pages are there only in a demo: settings install them, and their addresses, by TCVM_DEMO.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from tcvm.config.demo import networks, signins
from tcvm.foundation.accounts import trail
from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.roles import label


@dataclass(frozen=True, slots=True)
class _Line:
    """A person as the page lists them: who they are, and each role in words with its place."""

    person: signins.DemoPerson
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """The people of one network's own bodies."""

    code: str
    name: str
    lines: tuple[_Line, ...]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The people of the demo: of each network first, then of the member organisations."""
    _demo_only()
    names = networks.names(get_language() or "")
    lines = [_line(one, names) for one in signins.people()]
    context = {
        "groups": [
            _Group(
                one.code,
                names[one.code],
                tuple(line for line in lines if line.person.roles[0].network == one.code),
            )
            for one in networks.networks()
        ],
        "members": [line for line in lines if not line.person.roles[0].network],
        "password": signins.password(),
    }
    return render(request, "demo/people.html", context)


def _line(person: signins.DemoPerson, names: Mapping[str, str]) -> _Line:
    held = ((label(one.role), names[one.network or one.organisation]) for one in person.roles)
    return _Line(person, tuple(held))


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as a person of the demo, as if by password and code; whoever was here signs out."""
    _demo_only()
    listed = {one.username for one in signins.people()}
    username = request.POST.get("username", "")
    if username not in listed:
        raise Http404
    user = get_object_or_404(User, username=username)
    logout(request)
    with transaction.atomic():
        trail.note(
            verb="demo.entered",
            actor=user,
            subject=user,
            now=timezone.now(),
            origin=trail.origin_of(request),
        )
    adapter = get_adapter(request)
    adapter.login(request, user)
    record_authentication(request, user, method="password", username=username)
    record_authentication(request, user, method="mfa", type="totp")
    answer: HttpResponse = adapter.post_login(
        request,
        user,
        email_verification=None,
        signal_kwargs=None,
        email=None,
        signup=False,
        redirect_url=None,
    )
    return answer


def _demo_only() -> None:
    """Raises Http404 outside the demo, even where somebody has given these pages an address."""
    if not settings.DEMO:
        raise Http404
