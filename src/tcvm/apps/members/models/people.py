"""People, and the posts they hold in organisations."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from tcvm.apps.members.models.recorded import Dated, Recorded, from_1
from tcvm.foundation.tenancy.models import Organisation


class Person(Recorded):
    """A member or the holder of a post; not an account to sign in with."""

    code = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class PersonProfile(Dated):
    """What is known of a person from a day on."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="profiles")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=40, blank=True, help_text="A code of the gazetteer.")
    source = models.CharField(max_length=500)

    class Meta:
        ordering = ["since", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "since", "revision"], name="person_profile_once"
            ),
            from_1("person_profile_from_1"),
            models.CheckConstraint(condition=~Q(source=""), name="person_profile_has_source"),
        ]

    def __str__(self) -> str:
        return self.name


class PostKind(StrEnum):
    """The posts the register asks for."""

    DIRECTOR = "director"
    ACCOUNTANT = "accountant"
    DATA_OFFICER = "data_officer"
    CONTACT = "contact"


class PostEntry(Dated):
    """A person holds a post from a day on, up to but not on `until`; an end is a new revision."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in PostKind])
    until = models.DateField(null=True)
    source = models.CharField(max_length=500)

    class Meta:
        ordering = ["since", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "kind", "since", "revision"],
                name="post_entry_once",
            ),
            from_1("post_entry_from_1"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="post_has_days"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in PostKind]), name="post_kind_known"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="post_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.person}"
