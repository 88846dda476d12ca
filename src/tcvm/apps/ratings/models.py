"""What a round keeps: whose figures, from which cell of which file, rated under which scheme.

Points and classes are not kept: they follow from the figures and the scheme and are worked out
anew. Only the redraws are, because ten thousand ratings are too slow for a page. A round is never
changed: figures that differ make a new revision, and the old one can be read.
"""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.db.models import Q

from tcvm.domain.scoring.scheme import Category
from tcvm.domain.text import Text


class Round(models.Model):
    """One year's rating of a network, at one revision."""

    code = models.SlugField(max_length=60)
    revision = models.PositiveSmallIntegerField(default=1)
    year = models.PositiveSmallIntegerField()
    as_of = models.DateField(help_text="The day at which stocks stand.")
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    scheme_code = models.CharField(max_length=200)
    scheme_version = models.CharField(max_length=60)
    rules_sha256 = models.CharField(
        max_length=64, help_text="Of the scheme and of the formulas it scores, as they were."
    )
    content_sha256 = models.CharField(
        max_length=64, help_text="Of all that was loaded: the same content is loaded once."
    )
    currency = models.CharField(max_length=3, help_text="Of the reported amounts.")
    exchange_rate = models.CharField(
        max_length=80, help_text="Units of the currency to one of the scheme's, exact."
    )
    rate_source_vi = models.CharField(max_length=500, blank=True)
    rate_source_en = models.CharField(max_length=500, blank=True)
    attribution_vi = models.TextField(blank=True)
    attribution_en = models.TextField(blank=True)
    licence_url = models.URLField(blank=True)
    notice_vi = models.TextField(blank=True)
    notice_en = models.TextField(blank=True)
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "code", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["code", "revision"], name="round_revision_once"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="round_revision_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.code}.{self.revision}"

    @property
    def title(self) -> Text:
        """The title in both languages."""
        return Text(self.title_vi, self.title_en)

    @property
    def rate(self) -> Fraction:
        """The exchange rate as an exact number."""
        return Fraction(self.exchange_rate)


class Derivation(models.Model):
    """How figures that were not published as such were derived."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="derivations")
    how_vi = models.TextField()
    how_en = models.TextField()
    approximate = models.BooleanField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.how_en


class RatedMember(models.Model):
    """A member in one round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="members")
    position = models.PositiveIntegerField(help_text="Its place in the file, from 1.")
    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=300)
    category = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Category])
    legal_form = models.CharField(max_length=60, blank=True)
    redraws = models.JSONField(
        null=True, help_text="What became of it over the redraws; none for a member without class."
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "slug"], name="member_once_in_round"),
            models.UniqueConstraint(fields=["round", "position"], name="member_place_once"),
            models.CheckConstraint(
                condition=Q(category__in=[one.value for one in Category]),
                name="member_category_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReportedFigure(models.Model):
    """A figure a member reported: its exact value and the cell it stands in."""

    member = models.ForeignKey(RatedMember, on_delete=models.CASCADE, related_name="figures")
    code = models.CharField(
        max_length=80, help_text="A data element, or `opening_` or `average_` before one."
    )
    value = models.CharField(max_length=80, help_text="Exact, in plain digits.")
    source_file = models.CharField(max_length=300, blank=True)
    source_sheet = models.CharField(max_length=300, blank=True)
    source_row = models.PositiveIntegerField(null=True)
    source_column = models.CharField(max_length=300, blank=True)
    derivation = models.ForeignKey(
        Derivation, null=True, on_delete=models.PROTECT, related_name="figures"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "code"], name="figure_once"),
            models.CheckConstraint(
                condition=Q(value__regex=r"^-?[0-9]+(\.[0-9]+)?(/[0-9]+)?$"),
                name="figure_is_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"

    @property
    def exact(self) -> int | Fraction:
        """The value as an exact number, `int` where it is whole."""
        value = Fraction(self.value)
        return value.numerator if value.denominator == 1 else value
