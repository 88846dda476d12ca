"""What an organisation is, from a day on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tcvm.apps.members.models.recorded import Dated, from_1
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.models import Organisation


class OrganisationProfile(Dated):
    """Name, legal form, licence, owner and address of an organisation from a day on.

    A programme that becomes a licensed institution keeps both: each under its day.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="profiles"
    )
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    abbreviation = models.CharField(max_length=40, blank=True)
    legal_form = models.CharField(max_length=40, help_text="A code of the catalogue.")
    licence_number = models.CharField(
        max_length=120, blank=True, help_text="Of the licence or the registration certificate."
    )
    licence_issuer = models.CharField(max_length=200, blank=True)
    licence_issued_on = models.DateField(null=True)
    founded_year = models.PositiveSmallIntegerField(null=True)
    owner = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=300, blank=True, help_text="The address up to the place.")
    place = models.CharField(max_length=40, blank=True, help_text="A code of the gazetteer.")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    source = models.CharField(max_length=500)

    class Meta:
        ordering = ["since", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "since", "revision"], name="organisation_profile_once"
            ),
            from_1("organisation_profile_from_1"),
            models.CheckConstraint(condition=~Q(source=""), name="organisation_profile_has_source"),
            models.CheckConstraint(
                condition=Q(founded_year__isnull=True)
                | Q(founded_year__gte=1900, founded_year__lte=2200),
                name="organisation_founded_in_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_vi, self.name_en)
