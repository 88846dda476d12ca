"""A sensitive change that waits for a second person."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tcvm.foundation.tenancy.models import Network, Organisation


class Decision(models.TextChoices):
    """What became of a change that was asked for."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class PendingChange(models.Model):
    """What is to change, from what to what, who asks and why; and what a second person decided.

    `kind` says which room carries it out (`kinds.register`); `subject` names the
    record in words that stay readable. `old` is what the asker saw: if the record has moved on
    meanwhile, the change is not carried out.
    """

    kind = models.SlugField(max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=300)
    subject_key = models.CharField(max_length=80)
    old = models.JSONField()
    new = models.JSONField()
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_change_in_one_place",
                condition=Q(organisation__isnull=False, network__isnull=True)
                | Q(organisation__isnull=True, network__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_decides_their_own_change",
                condition=Q(
                    decision__in=[Decision.WAITING, Decision.EXPIRED], decided_by__isnull=True
                )
                | Q(decision=Decision.WITHDRAWN, decided_by=F("asked_by"))
                | (
                    Q(
                        decision__in=[Decision.CONFIRMED, Decision.REFUSED],
                        decided_by__isnull=False,
                    )
                    & ~Q(decided_by=F("asked_by"))
                ),
            ),
            models.UniqueConstraint(
                name="one_change_of_a_record_at_a_time",
                fields=["kind", "subject_key"],
                condition=Q(decision=Decision.WAITING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

    def is_open(self, now: dt.datetime) -> bool:
        """Whether somebody may still decide it."""
        return self.decision == Decision.WAITING and now < self.expires_at
