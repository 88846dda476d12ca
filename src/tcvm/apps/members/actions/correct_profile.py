"""State what an organisation is from a day on, anew or for the first time."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.refusals import Refused, refuse_unseen
from tcvm.apps.members.models import OrganisationProfile
from tcvm.domain.membership.timeline import Timeline
from tcvm.foundation.tenancy.models import Organisation

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.actions.facts import OrganisationFacts
    from tcvm.foundation.tenancy.viewer import Viewer


def correct_profile(
    *,
    organisation: str,
    facts: OrganisationFacts,
    since: dt.date,
    actor: Viewer,
    now: dt.datetime,
    reason: str = "",
    seen: str | None = None,
) -> OrganisationProfile:
    """Let `facts` hold from `since`; on a day that has a profile, a new revision of it.

    `seen` is the version (`queries.profile_version`) that the actor looked at. Raises Http404, and
    Refused with the problems of the facts, or `changed_meanwhile`.
    """
    found = queries.organisations_editable_by(actor).filter(code=organisation).first()
    if found is None:
        raise Http404
    if problems := facts.problems(since):
        raise Refused(problems)
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=found.pk)
        refuse_unseen(seen, queries.profile_version(locked))
        return state_profile(
            organisation=locked,
            facts=facts,
            since=since,
            actor=actor,
            now=now,
            verb="organisation.profile",
            reason=reason,
        )


def state_profile(
    *,
    organisation: Organisation,
    facts: OrganisationFacts,
    since: dt.date,
    actor: Viewer,
    now: dt.datetime,
    verb: str,
    reason: str,
) -> OrganisationProfile:
    """Keep checked facts, inside the caller's transaction, and record them."""
    rows = list(organisation.profiles.all())
    timeline: Timeline[OrganisationProfile] = Timeline.of(one.as_entry(one) for one in rows)
    before = timeline.on(since)
    values = asdict(facts)
    profile = OrganisationProfile.objects.create(
        organisation=organisation,
        since=since,
        revision=1 + max((one.revision for one in rows if one.since == since), default=0),
        recorded_at=now,
        recorded_by=actor.label,
        **values,
    )
    newest = max([*rows, profile], key=lambda one: (one.since, one.revision))
    if newest == profile and organisation.name != facts.name_vi:
        # The bare identity, on which lower rooms stand, goes by the newest name.
        Organisation.objects.filter(pk=organisation.pk).update(name=facts.name_vi)
    old = {name: getattr(before, name) for name in values} if before is not None else {}
    trail.note(
        verb=verb,
        actor=actor,
        now=now,
        kind="organisation",
        key=organisation.pk,
        label=profile.name,
        old=old,
        new={"since": since}
        | {name: value for name, value in values.items() if value != old.get(name, "")},
        organisation=organisation.pk,
        reason=reason,
    )
    return profile
