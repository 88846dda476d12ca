"""What is kept of a request that was answered."""

from __future__ import annotations

from django.db import models


class Answered(models.Model):
    """The answer to the request `key` of `scope`: who asked, and at which door.

    `digest` is of what was asked, so that a key used again for something else is found out. The row
    is written in the transaction that did what was asked: there is no answer without the deed.
    """

    scope = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    answered_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
