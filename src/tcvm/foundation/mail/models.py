"""The outbox: a row for each message to one addressee about one event."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from tcvm.foundation.tenancy.models import Network


class State(models.TextChoices):
    """Where a message stands. `sending` is what a process has begun and not yet ended."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Failure(models.TextChoices):
    """Why a message did not go."""

    #: The address is none.
    ADDRESS = "address"
    #: The mail server was not reached, or was not ready to take it.
    UNREACHABLE = "unreachable"
    #: The mail server refused it.
    REFUSED = "refused"
    #: The process or the connection ended while sending: it may have gone or not.
    INTERRUPTED = "interrupted"
    #: What was kept encrypted cannot be read: the platform's key was changed.
    UNREADABLE = "unreadable"


class Message(models.Model):
    """A message to one person about one event, worded when the event happened.

    A secret message keeps its text in `sealed`, encrypted, until it is sent or given up.
    """

    message = models.CharField(max_length=100, help_text="The template's code.")
    event = models.CharField(max_length=200, help_text="What it is about, such as invitation:7.")
    recipient = models.CharField(max_length=254)
    locale = models.CharField(max_length=5)
    network = models.ForeignKey(Network, models.PROTECT, null=True, related_name="+")
    reference = models.UUIDField(default=uuid.uuid4, unique=True, help_text="Of its Message-ID.")
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    sealed = models.TextField(blank=True)
    secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    failure = models.CharField(max_length=20, choices=Failure.choices, blank=True)
    answer = models.TextField(blank=True, help_text="What the mail server said last.")
    attempts = models.PositiveSmallIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=1, help_text="Counts sending it again.")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "event", "recipient"], name="nobody_is_mailed_twice"
            ),
            models.CheckConstraint(
                name="a_message_in_one_state",
                condition=Q(state__in=[State.WAITING, State.SENDING], sent_at__isnull=True)
                | Q(state=State.SENT, sent_at__isnull=False, failure="")
                | (Q(state=State.FAILED, sent_at__isnull=True) & ~Q(failure="")),
            ),
            models.CheckConstraint(
                name="no_secret_outlasts_its_message",
                condition=Q(secret=False, sealed="")
                | (Q(secret=True, body="") & (Q(state__in=["waiting", "sending"]) | Q(sealed=""))),
            ),
        ]
        indexes = [models.Index(fields=["network", "-asked_at"], name="mail_of_network")]

    def __str__(self) -> str:
        return f"{self.message} → {self.recipient}: {self.state}"
