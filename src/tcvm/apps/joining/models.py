"""What joining keeps: drafts, which are forgotten, and applications, to which rows are only added.

A draft is the applicant's alone. What was sent is frozen: the database refuses to update or delete
such a row (migration 2); what is sent after a request to complete is the next submission.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q

from tcvm.domain.joining.course import OUTCOMES, State, Step
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.files.public import StoredFile
from tcvm.foundation.tenancy.models import Network

_KINDS = [(one.value, one.value) for one in MemberKind]
_CATEGORIES = [(one.value, one.value) for one in Category]
LOCALES = [("vi", "vi"), ("en", "en")]


class Link(models.Model):
    """A link under which an applicant reaches a draft and, later, its application.

    Only the digest of its secret is kept. Who asks for a new link loses the old ones.
    """

    thread = models.UUIDField(db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.thread)


class Draft(models.Model):
    """What an applicant has filled in and not sent (again) yet; forgotten when left alone."""

    thread = models.UUIDField(unique=True, default=uuid.uuid4)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=_KINDS)
    category = models.CharField(max_length=30, choices=_CATEGORIES)
    requirements = models.CharField(max_length=40, help_text="A code of the catalogue.")
    locale = models.CharField(max_length=5, choices=LOCALES)
    answers = models.JSONField(default=dict)
    conduct_accepted = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.thread)


class DraftPaper(models.Model):
    """A paper of a draft. It can be forgotten, so its bytes lie here until they are sent."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="papers")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    kept = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "code"], name="draft_paper_once"),
            models.CheckConstraint(
                condition=Q(content__isnull=False, kept__isnull=True)
                | Q(content__isnull=True, kept__isnull=False),
                name="draft_paper_new_or_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Recorded(models.Model):
    """A row with the moment at which it was written and who wrote it."""

    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200, help_text="The writer's name at that moment.")

    class Meta:
        abstract = True


class Intake(Recorded):
    """Whether a network takes applications, what it asks, and how its letters are headed.

    The newest row of a network holds.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    open = models.BooleanField()
    requirements = models.CharField(max_length=40, help_text="A code of the catalogue.")
    place_vi = models.CharField(max_length=80, help_text="Where letters are written: Hà Nội.")
    place_en = models.CharField(max_length=80)
    signatory_title_vi = models.CharField(max_length=120)
    signatory_title_en = models.CharField(max_length=120)
    signatory_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.network}: {self.open}"


class Application(Recorded):
    """An application that was sent; it exists from its first submission on."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    number = models.SlugField(max_length=40)
    thread = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20, choices=_KINDS)
    locale = models.CharField(max_length=5, choices=LOCALES)

    #: Where it stands and since when: of rows that `queries.with_state` has read.
    state: str
    moved_at: dt.datetime

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="application_number_once")
        ]

    def __str__(self) -> str:
        return self.number


class Submission(Recorded):
    """What was sent, frozen; what is sent after a request to complete is the next revision."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="submissions"
    )
    revision = models.PositiveSmallIntegerField(default=1)
    category = models.CharField(max_length=30, choices=_CATEGORIES)
    requirements = models.CharField(max_length=40)
    answers = models.JSONField()
    conduct_accepted = models.BooleanField()
    conduct_version = models.CharField(
        max_length=40, blank=True, help_text="The version of the code in force at that moment."
    )

    class Meta:
        ordering = ["revision"]
        constraints = [
            models.UniqueConstraint(fields=["application", "revision"], name="submission_once")
        ]

    def __str__(self) -> str:
        return f"{self.application} ({self.revision})"


class SubmittedPaper(models.Model):
    """A paper of a submission."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="papers")
    code = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "code"], name="submitted_paper_once")
        ]

    def __str__(self) -> str:
        return self.code


class StepEntry(Recorded):
    """A step of an application; the newest says where it stands."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Step])
    state = models.CharField(max_length=20, choices=[(one.value, one.value) for one in State])
    text = models.TextField(blank=True, help_text="What is asked for, or why.")
    items = models.JSONField(default=list, help_text="Codes of facts and papers to be put right.")
    by = models.CharField(max_length=200, help_text="Who took it, by an identifier that stays.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="step_number_once"),
            models.CheckConstraint(
                condition=Q(step__in=[one.value for one in Step])
                & Q(state__in=[one.value for one in State if one is not State.DRAFT]),
                name="step_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.step}"


class Prepared(models.Model):
    """A decision as the secretariat has prepared it from its paper: who confirms it is another."""

    entry = models.OneToOneField(StepEntry, on_delete=models.PROTECT, related_name="prepared")
    outcome = models.CharField(max_length=20, choices=[(one.value, one.value) for one in OUTCOMES])
    number = models.CharField(max_length=80, help_text="As the paper has it: 12/NQ-BĐH.")
    decided_on = models.DateField()
    body = models.CharField(max_length=200, help_text="Who decided.")
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, choices=_CATEGORIES, blank=True)
    since = models.DateField(null=True)
    member = models.CharField(
        max_length=80, blank=True, help_text="The code of who is in the register already."
    )
    reasons = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Step.ADMIT.value, since__isnull=False) & ~Q(category="")
                | ~Q(outcome=Step.ADMIT.value) & ~Q(reasons=""),
                name="prepared_says_enough",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"


class Admitted(models.Model):
    """Whom an admission has made a member: the code in the register."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="admitted"
    )
    member = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.member


class Remark(Recorded):
    """A comment among the staff, a question to the applicant, or the answer to one."""

    class Kind(models.TextChoices):
        COMMENT = "comment"
        QUESTION = "question"
        ANSWER = "answer"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField()
    answers = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="answered_by"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="answer", answers__isnull=False)
                | ~Q(kind="answer") & Q(answers__isnull=True),
                name="remark_answers_a_question",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Letter(Recorded):
    """A letter about a step: the record it was set from, and the file that came of it."""

    entry = models.OneToOneField(StepEntry, on_delete=models.PROTECT, related_name="letter")
    record = models.JSONField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.record["number"])
