"""What people type into the pages of the exchange."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tcvm.apps.exchange.models import Format
from tcvm.apps.exchange.web import wording
from tcvm.apps.members.public import legal_forms
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.scoring.scheme import Category

FORMATS = {
    Format.XLSX: _("Excel workbook (XLSX)"),
    Format.CSV: _("CSV files in one archive (ZIP)"),
    Format.JSON: _("JSON document, for programs"),
}


class UploadForm(forms.Form):
    """A spreadsheet to be imported."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("An Excel workbook (.xlsx) or a CSV file, up to 50 MB and 100,000 rows."),
    )
    kind = forms.ChoiceField(
        label=_("Its rows are"), choices=[(one.value, name) for one, name in wording.KINDS.items()]
    )


class ExportForm(forms.Form):
    """What an export is written as."""

    written_as = forms.ChoiceField(
        label=_("Write as"), choices=[(one.value, name) for one, name in FORMATS.items()]
    )


def _day(name: object, help_text: object = "") -> forms.DateField:
    return forms.DateField(
        label=name,  # type: ignore[arg-type]
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


class TermsForm(forms.Form):
    """What holds for every row of an import."""

    since = _day(
        _("The list describes the members as of"), _("From this day on the facts of the list hold.")
    )
    decision_number = forms.CharField(
        label=_("Decision by which they are members, number"), max_length=80
    )
    decided_on = _day(_("Decided on"))
    decision_body = forms.CharField(label=_("Decided by"), max_length=200)
    default_category = forms.ChoiceField(label=_("Category where none is given"), required=False)
    default_legal_form = forms.ChoiceField(
        label=_("Legal form where none is given"), required=False
    )

    def __init__(self, *args: Any, kind: MemberKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind is MemberKind.PERSON:
            del self.fields["default_category"], self.fields["default_legal_form"]
            return
        none = [("", _("none: register it, but admit it not"))]
        codes = [one.value for one in Category if one is not Category.ASSOCIATE_INDIVIDUAL]
        self.fields["default_category"].choices = [  # type: ignore[attr-defined]
            *none,
            *wording.categories(codes),
        ]
        self.fields["default_legal_form"].choices = [  # type: ignore[attr-defined]
            ("", _("none: the row is wrong")),
            *((code, name.said_in(wording.locale())) for code, name in legal_forms().items()),
        ]
