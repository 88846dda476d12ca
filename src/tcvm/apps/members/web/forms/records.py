"""Events, notes and papers."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tcvm.apps.members.models.papers import DocumentKind
from tcvm.apps.members.models.records import Precision
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.forms.base import DayField, DeskForm, PaperField, TextField
from tcvm.domain.text import Text


class EventForm(DeskForm):
    """What happened, with the source that says so."""

    homes: ClassVar[dict[str, str]] = {"source_missing": "source", "text_missing": "text_vi"}
    happened_on = DayField(label=_("When"))
    precision = forms.ChoiceField(
        label=_("How exactly the source tells it"),
        help_text=_("Of a month or a year give any day in it: what is not told is not kept."),
    )
    text_vi = TextField(label=_("What happened, in Vietnamese"), lines=3, max_length=4000)
    text_en = TextField(label=_("What happened, in English"), lines=3, max_length=4000)
    source = TextField(label=_("Source"))
    paper = PaperField(label=_("The source as a file"), required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["precision"].choices = [  # type: ignore[attr-defined]
            (one.value, labels.precision(one.value)) for one in Precision
        ]

    @property
    def text(self) -> Text:
        """What happened, in both languages."""
        return Text(self.cleaned_data["text_vi"], self.cleaned_data["text_en"])


class NoteForm(DeskForm):
    """A note for the network's own staff."""

    homes: ClassVar[dict[str, str]] = {"text_missing": "text"}
    text = TextField(label=_("Note"), lines=5, max_length=4000)


class DocumentForm(DeskForm):
    """A paper of the organisation, or of its membership in this network."""

    homes: ClassVar[dict[str, str]] = {"title_missing": "title", "dated_later": "dated_on"}
    of = forms.ChoiceField(label=_("It belongs to"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("Kind of paper"))
    title = TextField(label=_("Title"), max_length=200)
    dated_on = DayField(label=_("Dated"), help_text=_("The day that stands on the paper."))
    paper = PaperField(label=_("File"))

    def __init__(self, *args: Any, abouts: list[str], **named: Any) -> None:
        super().__init__(*args, **named)
        words = {
            "organisation": _("the organisation itself, in whatever network it is"),
            "membership": _("its membership in this network"),
        }
        self.fields["of"].choices = [(one, words[one]) for one in abouts]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (one.value, labels.document(one.value))
            for one in DocumentKind
            if one not in (DocumentKind.SIGNED_CODE, DocumentKind.EVIDENCE)
        ]
