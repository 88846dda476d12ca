"""What accounts send by mail, when it happens."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from tcvm.domain.text import Text
from tcvm.foundation.accounts.messages import INVITATION, LOCKED, OF_ALLAUTH
from tcvm.foundation.accounts.models import Invitation, User
from tcvm.foundation.accounts.roles import LABELS
from tcvm.foundation.audit.subject import Origin
from tcvm.foundation.mail.public import send
from tcvm.foundation.tenancy.models import Network


def send_invitation(invitation: Invitation, token: str, site: str, now: dt.datetime) -> None:
    """Send the link to the invited person; `site` is this platform's address, with its scheme."""
    send(
        message=INVITATION.code,
        to=invitation.email,
        locale=invitation.locale,
        event=f"invitation:{invitation.pk}",
        context={
            "who": invitation.name,
            "role": LABELS[invitation.role],
            "place": _place(invitation),
            "link": link_of(invitation, token, site),
            "until": invitation.expires_at,
        },
        network=invitation.network_id,
        now=now,
    )


def link_of(invitation: Invitation, token: str, site: str) -> str:
    """The link of an invitation, in the person's language."""
    with override(invitation.locale):
        return site.rstrip("/") + reverse("accounts:invitation", args=[token])


def send_for(prefix: str, email: str, context: Mapping[str, Any], now: dt.datetime) -> None:
    """Send a message of allauth's. Raises KeyError for one that is not in use here."""
    template = OF_ALLAUTH[prefix]
    person = User.objects.filter(email__iexact=email).first()
    given = {name: context[name] for name in template.sample}
    # allauth names no event. Of what it asks for, one link is one event, and one moment another.
    mark = f"{context['password_reset_url']}" if template.secret else now.isoformat()
    digest = hashlib.sha256(f"{email}\0{mark}".encode()).hexdigest()
    send(
        message=template.code,
        to=email,
        locale=person.locale if person is not None else get_language() or "vi",
        event=f"allauth:{digest}",
        context=given,
        network=None,
        now=now,
    )


def tell_locked(login: str, origin: Origin, now: dt.datetime) -> None:
    """Tell whoever signs in as `login` that failed attempts locked the name: once on a day.

    Nobody is told where there is no such person, or one without an address.
    """
    known = Q(username__iexact=login) | Q(email__iexact=login)
    person = User.objects.filter(known, is_active=True).exclude(email="").first()
    if person is None:
        return
    send(
        message=LOCKED.code,
        to=person.email,
        locale=person.locale,
        event=f"locked:{person.pk}:{timezone.localdate(now)}",
        context={"ip": origin.ip, "user_agent": origin.user_agent, "at": now},
        network=None,
        now=now,
    )


def _place(invitation: Invitation) -> Text:
    place = invitation.place
    return place.name if isinstance(place, Network) else Text(place.name, place.name)
