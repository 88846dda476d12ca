"""Who holds which role where, from when until when, and who gave it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import NetworkRole, OrganisationRole


class RoleAssignment(models.Model):
    """A role held from `since` up to, but not on, `until`; open-ended without `until`.

    One with `delegated_from` is a part of another person's role lent out: it holds only while that
    one does, and always has an end. Rows are never deleted; a role that ends gets its `until`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    delegated_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="delegations"
    )

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_role_of_its_place",
                condition=Q(
                    organisation__isnull=False,
                    network__isnull=True,
                    role__in=[str(role) for role in OrganisationRole],
                )
                | Q(
                    organisation__isnull=True,
                    network__isnull=False,
                    role__in=[str(role) for role in NetworkRole],
                ),
            ),
            models.CheckConstraint(
                name="a_role_ends_after_it_began",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="what_is_delegated_ends",
                condition=Q(delegated_from__isnull=True) | Q(until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"

    def holds_on(self, day: dt.date) -> bool:
        """Whether the role's own dates hold on `day`; of a delegated one, its giver's as well."""
        if not (self.since <= day and (self.until is None or day < self.until)):
            return False
        giver = self.delegated_from
        # Not further delegable: what was lent cannot be lent on.
        return giver is None or (giver.delegated_from_id is None and giver.holds_on(day))

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the role holds, as people say it."""
        return self.until - dt.timedelta(days=1) if self.until else None

    @property
    def place(self) -> Organisation | Network:
        """The organisation or network in which the role is held."""
        place = self.organisation or self.network
        assert place is not None, "held by a database constraint"
        return place
