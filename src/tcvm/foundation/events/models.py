"""What was announced, and for each subscriber whether it has been handled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tcvm.foundation.audit.text import CODE_LENGTH, IDENTIFIER_LENGTH


class State(models.TextChoices):
    """What became of a delivery. A dead one holds back those after it; one set aside does not."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"
    SET_ASIDE = "set_aside"


class Event(models.Model):
    """Something that happened, in the words of the room where it did."""

    name = models.CharField(max_length=CODE_LENGTH)
    key = models.CharField(
        max_length=IDENTIFIER_LENGTH,
        blank=True,
        help_text="Events of one key are handled in their order; empty: in any.",
    )
    payload = models.TextField(help_text="Canonical JSON.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class Delivery(models.Model):
    """An event on its way to one subscriber."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.CharField(max_length=CODE_LENGTH)
    key = models.CharField(max_length=IDENTIFIER_LENGTH, blank=True, help_text="The event's.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Begun, ended or not.")
    due_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, help_text="Of the last attempt that failed.")

    class Meta:
        ordering = ["event_id", "subscriber"]
        constraints = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="delivery_state_known"
            ),
        ]
        indexes = [
            # What is done is most of the table, and never looked for.
            models.Index(
                fields=["event"], condition=Q(state=State.WAITING), name="delivery_waiting"
            ),
            models.Index(
                fields=["subscriber", "key", "event"],
                condition=Q(state__in=[State.WAITING, State.DEAD]),
                name="delivery_in_the_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.subscriber}: {self.state}"
