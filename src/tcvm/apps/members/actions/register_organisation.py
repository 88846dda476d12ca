"""Enter an organisation in the register, before any network admits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries
from tcvm.apps.members.actions.correct_profile import state_profile
from tcvm.apps.members.actions.facts import OrganisationFacts, code_from
from tcvm.apps.members.actions.refusals import Refused, refuse
from tcvm.apps.members.actions.taken import Taken
from tcvm.domain.membership.names import folded
from tcvm.foundation.tenancy.models import Organisation

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.foundation.tenancy.viewer import Viewer


def register_organisation(
    *,
    facts: OrganisationFacts,
    since: dt.date,
    actor: Viewer,
    now: dt.datetime,
    code: str = "",
    taken: Taken | None = None,
) -> Organisation:
    """A new organisation with its first profile. `code`, if not given, is made from the name.

    `taken` is what is known to be there, for whoever enters many at once; read anew without it.

    Raises Http404 for who keeps no register, and Refused: the problems of the facts, or
    `organisation_exists` (name, code) where one of that name, diacritics aside, is there.
    """
    if not queries.networks_editable_by(actor).exists():
        raise Http404
    return enter_organisation(
        facts=facts, since=since, actor=actor, now=now, code=code, taken=taken
    )


def enter_organisation(
    *,
    facts: OrganisationFacts,
    since: dt.date,
    actor: Viewer,
    now: dt.datetime,
    code: str = "",
    taken: Taken | None = None,
) -> Organisation:
    """The same for a caller that has found out that `actor` may. Raises Refused."""
    if problems := facts.problems(since):
        raise Refused(problems)
    with transaction.atomic():
        known = taken or Taken.of_organisations()
        wanted = folded(facts.name_vi)
        if (there := known.names.get(wanted)) is not None:
            raise refuse("organisation_exists", name=there[0], code=there[1])
        if code in known.codes:
            raise refuse("organisation_exists", name=facts.name_vi, code=code)
        organisation = Organisation.objects.create(
            code=code or code_from(facts.abbreviation or facts.name_vi, known.codes),
            name=facts.name_vi,
        )
        known.codes.add(organisation.code)
        known.names[wanted] = (organisation.name, organisation.code)
        state_profile(
            organisation=organisation,
            facts=facts,
            since=since,
            actor=actor,
            now=now,
            verb="organisation.register",
            reason="",
        )
    return organisation
