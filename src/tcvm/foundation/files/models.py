"""What is kept of a file: its content once, and a record for every time it was handed in.

Neither is ever changed: a trigger in the database refuses it (migration 0002).
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from tcvm.foundation.files.kinds import Kind


class Unchangeable(RuntimeError):
    """A kept file was to be written over or removed."""


class KeptForGood(models.QuerySet[Any]):
    """Rows that are added and read, never changed."""

    def update(self, **values: object) -> int:
        """Raises Unchangeable."""
        raise Unchangeable(f"{self.model.__name__}: {', '.join(values)}")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises Unchangeable."""
        raise Unchangeable(self.model.__name__)


class _Kept(models.Model):
    """A row that is written once."""

    objects = KeptForGood.as_manager()

    class Meta:
        abstract = True

    def save(self, **options: Any) -> None:
        """Adds the row. Raises Unchangeable for one that is there."""
        if not self._state.adding:
            raise Unchangeable(str(self))
        super().save(**options | {"force_insert": True})

    def delete(
        self,
        using: Any = None,
        keep_parents: bool = False,  # noqa: FBT001, FBT002 - Django's own
    ) -> tuple[int, dict[str, int]]:
        """Raises Unchangeable."""
        del using, keep_parents
        raise Unchangeable(str(self))


class Content(_Kept):
    """Bytes, known by their digest; what they are was found by looking at them."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size_bytes = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Kind])
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["kept_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="content_sha256_in_hex"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in Kind]), name="content_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256

    @property
    def address(self) -> str:
        """Its name in the storage: folders keep a listing of thousands of files short."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class StoredFile(_Kept):
    """That somebody handed in a content, under a name, for a purpose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200, help_text="As it may be saved under (names.safe).")
    purpose = models.CharField(max_length=100)
    owner = models.CharField(max_length=200, help_text="The organisation whose file it is.")
    uploaded_by = models.CharField(max_length=200, help_text="The actor, as kind:identifier.")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(owner="") & ~Q(purpose="") & ~Q(uploaded_by="") & ~Q(name=""),
                name="file_says_whose_and_what_for",
            ),
        ]
        indexes = [models.Index(fields=["owner", "purpose"], name="file_owner_purpose")]

    def __str__(self) -> str:
        return self.name
