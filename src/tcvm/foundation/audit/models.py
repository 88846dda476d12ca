"""What the trail keeps. The guards that refuse every change stand in the database (migration 2)."""

from __future__ import annotations

from django.db import models

from tcvm.foundation.audit.canonical import Json, parsed
from tcvm.foundation.audit.chain import LAYOUT
from tcvm.foundation.audit.text import CODE_LENGTH, IDENTIFIER_LENGTH

#: The head is one row, and this is its key.
HEAD = 1


class Entry(models.Model):
    """One thing that was done, chained to the one before. Written by `actions.record` alone."""

    number = models.BigIntegerField(primary_key=True, help_text="From 1, without holes.")
    layout = models.PositiveSmallIntegerField(default=LAYOUT)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=CODE_LENGTH)
    actor_identifier = models.CharField(max_length=IDENTIFIER_LENGTH)
    actor_label = models.TextField()
    verb = models.CharField(max_length=CODE_LENGTH)
    subject_kind = models.CharField(max_length=CODE_LENGTH)
    subject_identifier = models.CharField(max_length=IDENTIFIER_LENGTH)
    subject_label_vi = models.TextField()
    subject_label_en = models.TextField()
    reason = models.TextField(blank=True)
    ip = models.CharField(max_length=45, blank=True)
    user_agent = models.TextField(blank=True)
    request_id = models.CharField(max_length=IDENTIFIER_LENGTH, blank=True)
    organisation = models.CharField(
        max_length=IDENTIFIER_LENGTH, blank=True, help_text="Whose entry it is; empty: nobody's."
    )
    network = models.CharField(max_length=IDENTIFIER_LENGTH, blank=True)
    previous_hash = models.CharField(max_length=64, unique=True)
    changes = models.TextField(help_text="Canonical JSON: field → [old, new].")
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_identifier", "number"], name="audit_of_subject"
            ),
            models.Index(fields=["organisation", "number"], name="audit_of_organisation"),
            models.Index(fields=["network", "number"], name="audit_of_network"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    @property
    def changed(self) -> dict[str, tuple[Json, Json]]:
        """Field → old and new value. Raises ValueError for an entry that was tampered with."""
        pairs = parsed(self.changes)
        assert isinstance(pairs, dict)
        found: dict[str, tuple[Json, Json]] = {}
        for name, pair in pairs.items():
            assert isinstance(pair, list)
            old, new = pair
            found[name] = (old, new)
        return found


class Head(models.Model):
    """The end of the chain: one row, which each writer locks before it adds an entry."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class Anchor(models.Model):
    """The sealed hash of each hundredth entry, by which a rewritten chain is found."""

    number = models.BigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"
