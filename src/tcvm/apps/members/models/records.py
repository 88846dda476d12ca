"""What happened to a member, each fact with its source, and notes of the network's staff."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from tcvm.apps.members.models.memberships import Membership
from tcvm.apps.members.models.recorded import Recorded
from tcvm.domain.text import Text


class Precision(StrEnum):
    """How exactly a source tells the date: a date that it does not tell is not made up."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class MemberEvent(Recorded):
    """Something that happened, as one source tells it; sources that differ are two events.

    A correction is a new row that names the one it replaces.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="events")
    happened_on = models.DateField(help_text="Of a month or a year its first day.")
    precision = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Precision], default="day"
    )
    text_vi = models.TextField()
    text_en = models.TextField()
    source = models.CharField(max_length=500)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="event_has_source"),
            models.CheckConstraint(
                condition=Q(precision="day")
                | Q(precision="month", happened_on__day=1)
                | Q(precision="year", happened_on__day=1, happened_on__month=1),
                name="event_date_no_finer_than_told",
            ),
        ]

    def __str__(self) -> str:
        return self.text_en

    @property
    def text(self) -> Text:
        """What happened, in both languages."""
        return Text(self.text_vi, self.text_en)


class Note(Recorded):
    """A note of the network's staff about a member; members do not see it."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()

    class Meta:
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]
