"""What is known of a job beyond the library's row: who asked, who holds it, how far it is.

The library's row (`row`) keeps the task, its arguments, state, result and last error. Both rows
are written in one transaction, always.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


class State(StrEnum):
    """Where a job stands, as a person is told."""

    WAITING = "waiting"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: Nothing more happens to a job in one of these, unless a person asks for a retry.
FINISHED = frozenset({State.DONE, State.FAILED, State.CANCELLED})


class Job(models.Model):
    """One piece of work that was asked for.

    `attempts` counts every start and is at the same time the fence: whoever holds an older attempt
    can write nothing more. `lease_until` is set exactly while a worker holds the job.
    """

    row = models.OneToOneField(
        DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="job"
    )
    key = models.CharField(
        max_length=200, blank=True, help_text="Asked for twice under one key, it is done once."
    )
    asked_by = models.CharField(max_length=200, help_text="The actor, as kind:identifier.")
    asked_at = models.DateTimeField()
    network = models.BigIntegerField(
        null=True, help_text="Whose administrators look after it, by primary key."
    )
    attempts = models.PositiveIntegerField(default=0)
    attempts_max = models.PositiveIntegerField()
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveBigIntegerField(null=True, help_text="Of `total`, in the job's own unit.")
    total = models.PositiveBigIntegerField(null=True)
    message_code = models.CharField(max_length=100, blank=True)
    message_parameters = models.JSONField(default=dict)
    cancel_asked_at = models.DateTimeField(null=True)
    cancel_asked_by = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="job_key_once"),
            models.CheckConstraint(condition=~Q(asked_by=""), name="job_asked_by_someone"),
            models.CheckConstraint(condition=Q(attempts_max__gte=1), name="job_attempts_from_1"),
        ]
        indexes = [
            models.Index(fields=["lease_until"], name="job_lease"),
            models.Index(fields=["network", "-asked_at"], name="job_of_network"),
            models.Index(fields=["asked_by", "-asked_at"], name="job_of_asker"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.cancelled_at is not None:
            return State.CANCELLED
        if self.row.status == TaskResultStatus.RUNNING:
            return State.CANCELLING if self.cancel_asked_at is not None else State.RUNNING
        return {
            TaskResultStatus.READY: State.WAITING,
            TaskResultStatus.SUCCESSFUL: State.DONE,
            TaskResultStatus.FAILED: State.FAILED,
        }[TaskResultStatus(self.row.status)]

    @property
    def finished(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self.state in FINISHED


class JobStep(models.Model):
    """That a part of a job has taken effect: written in the transaction of the effect itself."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=200)
    result = models.JSONField(null=True)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["job", "name"], name="job_step_once")]

    def __str__(self) -> str:
        return self.name


class ScheduleMark(models.Model):
    """Up to which occurrence a schedule has been asked for."""

    name = models.CharField(max_length=100, primary_key=True)
    last_due_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
