"""The code of conduct of a network, and who has signed it for which year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tcvm.apps.members.models.recorded import Recorded
from tcvm.domain.membership.conduct import CodeVersion, Signature
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.models import Network, Organisation


class CodeOfConduct(Recorded):
    """A version of a network's code, in force from a day on."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="codes")
    version = models.CharField(max_length=40)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    since = models.DateField()
    grace_days = models.PositiveSmallIntegerField(
        default=0, help_text="How long the signature before still counts."
    )
    source = models.CharField(max_length=500)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["network", "version"], name="code_version_once"),
            models.UniqueConstraint(fields=["network", "since"], name="code_version_a_day"),
            models.CheckConstraint(condition=~Q(source=""), name="code_has_source"),
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def title(self) -> Text:
        """The title in both languages."""
        return Text(self.title_vi, self.title_en)

    @property
    def as_version(self) -> CodeVersion:
        """The row as the domain reads it."""
        return CodeVersion(self.version, self.since, self.grace_days)


class CodeSignature(Recorded):
    """An organisation's signature for a year; a correction is the next revision of that year."""

    code = models.ForeignKey(CodeOfConduct, on_delete=models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="signatures"
    )
    year = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    annulled = models.BooleanField(default=False)
    signed_on = models.DateField()
    signed_by = models.CharField(max_length=200)
    evidence = models.CharField(
        max_length=500, blank=True, help_text="Where the signed paper is kept."
    )

    class Meta:
        ordering = ["year", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "organisation", "year", "revision"], name="signature_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(revision__gt=1) | Q(revision=1, annulled=False),
                name="signature_from_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"

    @property
    def as_signature(self) -> Signature:
        """The row as the domain reads it."""
        return Signature(self.code.version, self.year, self.signed_on, self.evidence)
