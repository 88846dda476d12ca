"""Begin an application: a draft, and the link under which it is filled in."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.http import Http404

from tcvm.apps.joining import links, queries
from tcvm.apps.joining.models import Draft
from tcvm.apps.joining.requirements import all_requirements
from tcvm.apps.members.public import refuse
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.text import Text
from tcvm.foundation.mail.public import send
from tcvm.foundation.tenancy.models import Network


def start(
    *,
    network: str,
    kind: MemberKind,
    category: Category,
    email: str,
    locale: str,
    secret: str,
    site: str,
    now: dt.datetime,
) -> Draft:
    """A draft under the link with `secret`, which goes to `email` too; asked twice, the same draft.

    Raises Http404 for a network that does not take applications, and Refused:
    `category_of_other_kind` for a category that the network does not offer to this kind.
    """
    place = Network.objects.filter(code=network).first()
    intake = queries.intake_of(place) if place is not None else None
    if place is None or intake is None or not intake.open:
        raise Http404
    asked = all_requirements()[intake.requirements].kinds.get(kind)
    if asked is None or category not in asked.categories:
        raise refuse("category_of_other_kind", category=category, kind=kind)
    with transaction.atomic():
        # Whoever sends the page again waits here, and finds what the first has made.
        Network.objects.select_for_update().get(pk=place.pk)
        known = links.thread_of(secret)
        if known is not None:
            return Draft.objects.get(thread=known)
        draft = Draft.objects.create(
            thread=uuid.uuid4(),
            network=place,
            kind=kind.value,
            category=category.value,
            requirements=intake.requirements,
            locale=locale,
            answers={"contact_email": email},
            started_at=now,
            changed_at=now,
        )
        links.issue(draft.thread, now, secret)
        send(
            message="joining.started",
            to=email,
            locale=locale,
            event=f"joining:draft:{draft.thread}",
            context={
                "network": place.name,
                "number": "",
                "name": Text("", ""),
                "text": "",
                "link": links.address(secret, site, locale),
            },
            network=place.pk,
            now=now,
        )
    return draft
