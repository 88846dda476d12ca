"""The code of conduct: a version, and a signature of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tcvm.apps.members.web.forms.base import DayField, DeskForm, PaperField, TextField


class AdoptForm(DeskForm):
    """A version of the code."""

    homes: ClassVar[dict[str, str]] = {
        "code_version_exists": "version",
        "source_missing": "source",
    }
    version = TextField(label=_("Version"), max_length=40)
    title_vi = TextField(label=_("Title in Vietnamese"), max_length=200)
    title_en = TextField(label=_("Title in English"), max_length=200)
    since = DayField(label=_("In force from"))
    grace_days = forms.IntegerField(
        label=_("Days of grace"),
        min_value=0,
        max_value=366,
        help_text=_("For so many days, of a new year or version, the signature before counts."),
    )
    source = TextField(label=_("Source"), help_text=_("The resolution that adopted it."))


class SignForm(DeskForm):
    """A signature for a year."""

    homes: ClassVar[dict[str, str]] = {
        "code_version_unknown": "version",
        "signed_before_code": "signed_on",
        "signed_for_other_year": "year",
        "signer_missing": "signed_by",
    }
    version = forms.ChoiceField(label=_("Version"))
    year = forms.IntegerField(label=_("For the year"), min_value=1990, max_value=2100)
    signed_on = DayField(label=_("Signed on"))
    signed_by = TextField(label=_("Signed by"), max_length=200)
    paper = PaperField(label=_("The signed paper"), required=False)
    evidence = TextField(
        label=_("Where the signed paper is"),
        required=False,
        help_text=_("Without the paper or its place the signature is kept but does not qualify."),
    )

    def __init__(self, *args: Any, versions: list[str], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["version"].choices = [(one, one) for one in versions]  # type: ignore[attr-defined]
