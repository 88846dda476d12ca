"""What somebody may do to a member, as links beside what it is done to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from tcvm.apps.members import queries
from tcvm.apps.members.web.desk.membership import STEPS
from tcvm.domain.membership.standing import Step, possible

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.models import Membership
    from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Doing:
    """What the viewer may do: keep the register, speak for the organisation, state the profile;
    and the steps that may be decided from today, with their addresses."""

    keeps: bool
    speaks: bool
    states: bool
    category: bool
    steps: tuple[tuple[str, str], ...]


def doing(membership: Membership, viewer: Viewer, today: dt.date) -> Doing:
    """What `viewer` may do to that member today."""
    keeps = queries.editable_by(viewer).filter(pk=membership.pk).exists()
    speaks = queries.own_organisation(viewer, membership) is not None
    people = queries.people_editable_by(viewer).filter(memberships=membership)
    states = speaks or people.exists()
    steps = possible(queries.history_of(membership.entries.all()), today) if keeps else ()
    where = [membership.network.code, membership.code]
    return Doing(
        keeps=keeps,
        speaks=speaks,
        states=states,
        category=Step.CHANGE_CATEGORY in steps and membership.organisation_id is not None,
        steps=tuple(
            (str(STEPS[one].title), reverse("members:decide", args=[*where, one.value]))
            for one in steps
            if one in STEPS
        ),
    )
