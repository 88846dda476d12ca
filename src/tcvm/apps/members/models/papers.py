"""Papers: a file about an organisation, a membership, or what was recorded of one."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from tcvm.apps.members.models.conduct import CodeSignature
from tcvm.apps.members.models.memberships import Decision, Membership
from tcvm.apps.members.models.recorded import Recorded
from tcvm.apps.members.models.records import MemberEvent
from tcvm.foundation.files.public import StoredFile
from tcvm.foundation.tenancy.models import Organisation


class DocumentKind(StrEnum):
    """What papers the register keeps."""

    LICENCE = "licence"
    CHARTER = "charter"
    APPLICATION = "application"
    REPORT = "report"
    DECISION = "decision"
    SIGNED_CODE = "signed_code"
    EVIDENCE = "evidence"
    OTHER = "other"


#: What a document may be about: exactly one of these.
ABOUT = ("organisation", "membership", "decision", "signature", "event")


def _about_one() -> Q:
    """That one is named and the others are not."""
    found = Q()
    for name in ABOUT:
        found |= Q(**{f"{other}__isnull": other != name for other in ABOUT})
    return found


class Document(Recorded):
    """A paper with its title and date; a newer version is a row that names the one it replaces."""

    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="documents"
    )
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="documents"
    )
    decision = models.ForeignKey(
        Decision, null=True, on_delete=models.PROTECT, related_name="documents"
    )
    signature = models.ForeignKey(
        CodeSignature, null=True, on_delete=models.PROTECT, related_name="documents"
    )
    event = models.ForeignKey(
        MemberEvent, null=True, on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in DocumentKind])
    title = models.CharField(max_length=200)
    dated_on = models.DateField(help_text="The day that stands on the paper.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=_about_one(), name="document_about_one"),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in DocumentKind]),
                name="document_kind_known",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="document_has_title"),
        ]

    def __str__(self) -> str:
        return self.title
