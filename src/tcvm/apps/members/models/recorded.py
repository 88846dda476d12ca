"""Rows that are only ever added.

What changes over time is said from a day on (`since`); a correction is the next revision of the
same day. The database refuses to update or delete such a row (migration 2), so that any past state
of the register can be read, and also what was thought of it at the time.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import Q

from tcvm.domain.membership.timeline import Entry

Value = TypeVar("Value")


class Recorded(models.Model):
    """A row with the moment at which it was written and who wrote it."""

    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200, help_text="The writer's name at that moment.")

    class Meta:
        abstract = True


class Dated(Recorded):
    """A row that holds from a day on, until the next; `annulled` takes back what it corrects."""

    since = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    annulled = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def as_entry(self, value: Value) -> Entry[Value]:
        """The row as the domain reads it."""
        return Entry(self.since, None if self.annulled else value, self.revision)


def from_1(name: str) -> models.CheckConstraint:
    """Revisions count from 1, and the first has nothing to annul."""
    return models.CheckConstraint(
        condition=Q(revision__gt=1) | Q(revision=1, annulled=False), name=name
    )
