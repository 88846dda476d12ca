"""Where attempts to sign in are counted, so that all processes of a server count together."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """A row of Django's database cache, in the form that its back end reads and writes.

    The columns are the back end's own. The table is made by a migration like every other.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_counter"

    def __str__(self) -> str:
        return self.cache_key
