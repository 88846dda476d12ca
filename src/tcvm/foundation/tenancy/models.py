"""The bare identity of networks and organisations, on which every room isolates its data.

All that is known about an organisation (its forms, places, people, memberships) is the register's;
a low room needs only to know whose a row is.
"""

from __future__ import annotations

from django.db import models

from tcvm.domain.text import Text


class Network(models.Model):
    """An association or group of microfinance organisations that runs itself on the platform."""

    code = models.SlugField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_vi, self.name_en)


class Organisation(models.Model):
    """An organisation, whether or not it is a member of any network."""

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, help_text="The name by which it is known.")

    class Meta:
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name
