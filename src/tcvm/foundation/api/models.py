"""Tokens: what a program shows to be let in."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import NetworkRole, OrganisationRole


class Token(models.Model):
    """A token of a person, or of a service of one network or organisation.

    A person's acts as that person, with the roles they hold at that moment. A service's holds the
    one `role` in its place; a sensitive one from when a second person has confirmed it. The token
    itself is not kept, only its digest and the `prefix` by which people know it again.
    """

    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="tokens"
    )
    network = models.ForeignKey(Network, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    #: How often it has been used since the minute that `counted_from` began.
    counted_from = models.DateTimeField(null=True)
    counted = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_token_of_a_person_or_a_place",
                condition=Q(
                    user__isnull=False, network__isnull=True, organisation__isnull=True, role=""
                )
                | Q(
                    user__isnull=True,
                    network__isnull=False,
                    organisation__isnull=True,
                    role__in=[str(role) for role in NetworkRole],
                )
                | Q(
                    user__isnull=True,
                    network__isnull=True,
                    organisation__isnull=False,
                    role__in=[str(role) for role in OrganisationRole],
                ),
            ),
            models.CheckConstraint(
                name="a_token_ends_after_it_began", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def place(self) -> Organisation | Network:
        """Where a service acts."""
        place = self.organisation or self.network
        assert place is not None, "held by a database constraint"
        return place

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it lets a program in at `now`."""
        return self.revoked_at is None and self.confirmed_at is not None and now < self.expires_at
