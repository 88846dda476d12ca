"""Record who holds a post in an organisation, from when and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.refusals import refuse, refuse_unseen
from tcvm.apps.members.models import Person, PostEntry
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.models import Organisation

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.models.people import PostKind
    from tcvm.foundation.tenancy.viewer import Viewer


def appoint(
    *,
    organisation: str,
    person: Person,
    kind: PostKind,
    since: dt.date,
    source: str,
    actor: Viewer,
    now: dt.datetime,
    until: dt.date | None = None,
    seen: str | None = None,
) -> PostEntry:
    """`person` holds the post from `since` up to, but not on, `until`.

    The same post again with another end is a revision: so a post is ended. `seen` is the version
    (`queries.posts_version`) that the actor looked at. Raises Http404, and Refused:
    `source_missing`, `dates` (since, until), `changed_meanwhile`.
    """
    found = queries.organisations_editable_by(actor).filter(code=organisation).first()
    if found is None:
        raise Http404
    return keep_post(
        organisation=found,
        person=person,
        kind=kind,
        since=since,
        source=source,
        actor=actor,
        now=now,
        until=until,
        seen=seen,
    )


def keep_post(
    *,
    organisation: Organisation,
    person: Person,
    kind: PostKind,
    since: dt.date,
    source: str,
    actor: Viewer,
    now: dt.datetime,
    until: dt.date | None = None,
    seen: str | None = None,
) -> PostEntry:
    """The same for a caller that has found out that `actor` may. Raises Refused."""
    if not source.strip():
        raise refuse("source_missing")
    if until is not None and until <= since:
        raise refuse("dates", since=since, until=until)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        refuse_unseen(seen, queries.posts_version(organisation))
        rows = PostEntry.objects.filter(
            organisation=organisation, person=person, kind=kind.value, since=since
        ).order_by("revision")
        last = rows.last()
        entry = PostEntry.objects.create(
            organisation=organisation,
            person=person,
            kind=kind.value,
            since=since,
            revision=1 if last is None else last.revision + 1,
            until=until,
            source=source,
            recorded_at=now,
            recorded_by=actor.label,
        )
        trail.note(
            verb="organisation.appoint",
            actor=actor,
            now=now,
            kind="organisation",
            key=organisation.pk,
            label=Text(organisation.name, organisation.name),
            old={} if last is None else {"until": last.until},
            new={"person": person.code, "post": kind.value, "since": since, "until": until},
            organisation=organisation.pk,
        )
    return entry
