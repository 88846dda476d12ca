"""What is kept of an import: its file, each row as read, who it may be, and what was chosen.

An import is work in hand: until it is applied, a person changes mapping and choices. What it did to
the register is the register's, whose rows are only added; here stands what to take back.
"""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q

from tcvm.domain.membership.sameness import Certainty
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.files.public import StoredFile
from tcvm.foundation.tenancy.models import Network


def choices_of(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values of an enumeration, as Django asks for them."""
    return [(one.value, one.value) for one in kind]


class Stage(StrEnum):
    """How far an import is."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"


class Choice(StrEnum):
    """What a person wants of a row: somebody new, the same as one there, or nothing."""

    NEW = "new"
    SAME = "same"
    LEAVE = "leave"


class Outcome(StrEnum):
    """What became of a row."""

    NONE = ""
    ENTERED = "entered"
    MERGED = "merged"
    UNCHANGED = "unchanged"
    LEFT_OUT = "left_out"
    REFUSED = "refused"
    UNDONE = "undone"
    NOT_UNDONE = "not_undone"


#: What has taken effect and can be taken back.
EFFECTS = (Outcome.ENTERED.value, Outcome.MERGED.value, Outcome.NOT_UNDONE.value)


class Import(models.Model):
    """A spreadsheet that a network takes in. Its facts hold from `since`."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=20, choices=choices_of(MemberKind))
    stage = models.CharField(max_length=20, choices=choices_of(Stage), default=Stage.UPLOADED.value)
    sheet = models.CharField(max_length=100, blank=True)
    header_row = models.PositiveIntegerField(default=1, help_text="Its number in the file.")
    columns: models.JSONField[Any, Any] = models.JSONField(
        default=dict, help_text="Of each column, by its position from 0, the field it holds."
    )
    since = models.DateField(help_text="The day from which the facts hold.")
    default_category = models.CharField(max_length=30, choices=choices_of(Category), blank=True)
    default_legal_form = models.CharField(max_length=40, blank=True)
    decision_number = models.CharField(max_length=80, blank=True)
    decision_body = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    #: Counts every change by a person, so that two at once do not overwrite each other.
    version = models.PositiveIntegerField(default=1)
    job = models.UUIDField(null=True, help_text="The job at work on it, or the last one.")
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=[one.value for one in Stage]), name="import_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in MemberKind]), name="import_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.file}"

    @property
    def member_kind(self) -> MemberKind:
        """What its rows are."""
        return MemberKind(self.kind)

    @property
    def fields(self) -> dict[int, str]:
        """The field of each column."""
        return {int(position): field for position, field in self.columns.items()}


class ImportRow(models.Model):
    """A row of the file: as it stands there, as it is understood, and what is wrong with it."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="In the file.")
    cells: models.JSONField[Any, Any] = models.JSONField(help_text="As they stand in the file.")
    name = models.CharField(max_length=200, blank=True)
    values: models.JSONField[Any, Any] = models.JSONField(help_text="By field, as understood.")
    problems: models.JSONField[Any, Any] = models.JSONField(default=list)
    wrong = models.BooleanField(default=False, help_text="It cannot be taken in as it stands.")
    certainty = models.CharField(max_length=10, blank=True, help_text="Of its best candidate.")
    choice = models.CharField(max_length=10, choices=choices_of(Choice), blank=True)
    same_as = models.CharField(max_length=80, blank=True, help_text="The code chosen.")
    #: The fields in which the file gives way to the register.
    kept: models.JSONField[Any, Any] = models.JSONField(default=list)
    outcome = models.CharField(max_length=20, choices=choices_of(Outcome), blank=True)
    failure: models.JSONField[Any, Any] = models.JSONField(default=list)
    code = models.CharField(max_length=80, blank=True, help_text="Whom it has become.")
    profile = models.BigIntegerField(null=True, help_text="The statement it made in the register.")
    entry = models.BigIntegerField(null=True, help_text="The admission it made.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=~Q(choice=Choice.SAME.value) | ~Q(same_as=""),
                name="import_row_same_as_whom",
            ),
        ]
        indexes = [models.Index(fields=["of", "certainty"], name="import_row_certainty")]

    def __str__(self) -> str:
        return f"{self.of}: {self.number}"


class Candidate(models.Model):
    """Who a row may be: an entry of the register (`code`), or an earlier row of the file."""

    row = models.ForeignKey(ImportRow, on_delete=models.CASCADE, related_name="candidates")
    code = models.CharField(max_length=80, blank=True)
    earlier = models.PositiveIntegerField(null=True, help_text="The number of the earlier row.")
    name = models.CharField(max_length=200)
    own = models.BooleanField(default=True, help_text="Whether its facts may be seen and changed.")
    reasons: models.JSONField[Any, Any] = models.JSONField()
    near = models.PositiveSmallIntegerField(default=0)
    certainty = models.CharField(max_length=10, choices=choices_of(Certainty))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(earlier__isnull=True) ^ Q(code=""), name="candidate_of_one_place"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Heading(models.Model):
    """What a network's people have said a heading means: suggested the next time."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="headings")
    kind = models.CharField(max_length=20, choices=choices_of(MemberKind))
    heading = models.CharField(max_length=200, help_text="Folded.")
    field = models.CharField(max_length=40, blank=True, help_text="Empty: is not taken in.")

    class Meta:
        ordering = ["heading"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "kind", "heading"], name="heading_once_in_network"
            )
        ]

    def __str__(self) -> str:
        return self.heading


class Double(models.Model):
    """Two entries of the register that a person found to be one, and what to undo of it."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="doubles")
    kind = models.CharField(max_length=20, choices=choices_of(MemberKind))
    kept = models.CharField(max_length=80)
    absorbed = models.CharField(max_length=80)
    reason = models.CharField(max_length=500)
    profile = models.BigIntegerField(null=True, help_text="The statement made of the one kept.")
    entries: models.JSONField[Any, Any] = models.JSONField(
        help_text="The entries of the absorbed one's membership that held."
    )
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-merged_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "kind", "absorbed"],
                condition=Q(undone_at__isnull=True),
                name="double_absorbed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}"


class Format(StrEnum):
    """What an export is written as."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


class Export(models.Model):
    """All that a network holds, written to a file that is forgotten after some days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="exports")
    format = models.CharField(max_length=10, choices=choices_of(Format))
    locale = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    job = models.UUIDField(null=True)
    address = models.CharField(max_length=200, blank=True, help_text="In the store; empty: none.")
    size_bytes = models.PositiveBigIntegerField(default=0)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.network}: {self.format}"

    @property
    def written(self) -> Format:
        """What it is written as."""
        return Format(self.format)
