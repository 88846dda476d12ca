"""What is typed into the pages of joining."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tcvm.apps.joining import words
from tcvm.apps.joining.actions.prepare import Resolution
from tcvm.apps.joining.actions.set_intake import IntakeStated
from tcvm.apps.joining.requirements import Fact, FactKind, KindAsked, Requirements, all_requirements
from tcvm.apps.members.public import legal_forms, provinces_on
from tcvm.domain.joining.course import Step
from tcvm.domain.problems import Problem
from tcvm.domain.scoring.scheme import Category

_AUTOCOMPLETE = {
    "contact_name": "name",
    "contact_email": "email",
    "contact_phone": "tel",
    "name": "name",
}


class Worded(forms.Form):
    """A form that shows a refusal's problems at their fields, and the rest above."""

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Put each problem where it belongs."""
        for one in problems:
            field = one.place.column if one.place.column in self.fields else None
            self.add_error(field, words.sentence(one))


class StartForm(Worded):
    """Who begins an application: as what, and the address the link goes to."""

    choice = forms.ChoiceField(
        label=_("Who applies, and as what"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who applies, and as what.")},
    )
    email = forms.EmailField(
        label=_("E-mail of the contact person"),
        max_length=254,
        help_text=_("The link to the application goes to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    #: No person sees this field, so what is in it was put there by a program.
    company = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, asked: Requirements, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            (f"{kind.kind}:{category}", words.category(category))
            for kind in asked.kinds.values()
            for category in kind.categories
        ]

    def clean_company(self) -> str:
        """Raises ValidationError for what only a program fills in."""
        if self.cleaned_data["company"]:
            raise forms.ValidationError(_("Leave this field empty and send the form again."))
        return ""


class PartForm(Worded):
    """One page of an application: the facts that the catalogue asks for. None must be there yet."""

    def __init__(
        self, *args: Any, facts: Sequence[Fact], category: str, today: Any, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        for fact in facts:
            field = _field(fact, today)
            field.label = words.said(fact.name)
            field.help_text = words.said(fact.help)
            field.needed = fact.needed(category)  # type: ignore[attr-defined]
            self.fields[fact.code] = field


def _field(fact: Fact, today: Any) -> forms.Field:
    match fact.kind:
        case FactKind.LEGAL_FORM:
            return _choice((code, words.said(name)) for code, name in legal_forms().items())
        case FactKind.PROVINCE:
            return _choice(provinces_on(today))
        case FactKind.LONG:
            widget: forms.Widget = forms.Textarea(attrs={"rows": 5})
        case FactKind.DATE:
            widget = forms.DateInput(attrs={"type": "date"})
        case FactKind.YEAR:
            widget = forms.TextInput(attrs={"inputmode": "numeric"})
        case FactKind.EMAIL:
            widget = forms.TextInput(attrs={"inputmode": "email"})
        case FactKind.PHONE:
            widget = forms.TextInput(attrs={"type": "tel"})
        case FactKind.URL:
            widget = forms.TextInput(attrs={"inputmode": "url"})
        case _:
            widget = forms.TextInput()
    if fact.code in _AUTOCOMPLETE:
        widget.attrs["autocomplete"] = _AUTOCOMPLETE[fact.code]
    return forms.CharField(required=False, max_length=fact.length, widget=widget)


def _choice(options: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(required=False, choices=[("", _("Please choose")), *options])


class ConductForm(PartForm):
    """The page of the declaration: who signs, and that the code is accepted."""

    conduct_accepted = forms.BooleanField(required=False)

    def __init__(self, *args: Any, conduct: str, **named: Any) -> None:
        super().__init__(*args, **named)
        accepted = self.fields.pop("conduct_accepted")
        if conduct:
            accepted.label = _("We have read “%(title)s”, accept it and commit to keep it.") % {
                "title": conduct
            }
            self.fields["conduct_accepted"] = accepted


class PaperForm(Worded):
    """A paper to be attached."""

    file = forms.FileField(error_messages={"required": _("Choose a file.")})


def choices_of(asked: KindAsked) -> list[tuple[str, str]]:
    """The facts and papers that can be sent back, by name."""
    return [(code, words.said(name)) for code, name in asked.names.items()]


class SendBackForm(Worded):
    """What the applicant is to put right."""

    items = forms.MultipleChoiceField(
        label=_("To be put right"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label=_("What is missing or wrong"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The applicant reads this in the letter and under the link."),
    )

    def __init__(self, *args: Any, asked: KindAsked, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["items"].choices = choices_of(asked)  # type: ignore[attr-defined]


class TextForm(Worded):
    """A text that somebody writes: a comment, a question, a reason."""

    text = forms.CharField(max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: object, needed: bool = True, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["text"].label = label  # type: ignore[assignment]
        self.fields["text"].required = needed


class ResolutionForm(Worded):
    """A decision as its paper has it."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=[(step.value, name) for step, name in words.OUTCOMES.items()]
    )
    category = forms.ChoiceField(
        label=_("Category"), required=False, help_text=_("Of an admission.")
    )
    since = forms.DateField(
        label=_("Member from"),
        required=False,
        help_text=_("Of an admission."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    member = forms.ChoiceField(
        label=_("In the register as"),
        required=False,
        help_text=_("Of an admission: whom the applicant is, if it is in the register already."),
    )
    number = forms.CharField(
        label=_("Number of the resolution"), max_length=80, help_text=_("As the paper has it.")
    )
    decided_on = forms.DateField(
        label=_("Date of the resolution"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    body = forms.CharField(label=_("Decided by"), max_length=200)
    reasons = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed to refuse and to defer. The applicant reads them."),
    )
    paper = forms.FileField(
        label=_("The resolution, signed"),
        help_text=_("PDF, PNG or JPEG, at most 8 MiB."),
    )

    def __init__(
        self,
        *args: Any,
        categories: Sequence[Category],
        members: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            (one.value, words.category(one.value)) for one in categories
        ]
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            ("", _("New to the register")),
            *members,
        ]
        for name in ("category", "since", "member"):  # an admission has them all
            self.fields[name].needed = True  # type: ignore[attr-defined]

    @property
    def resolution(self) -> Resolution:
        """What was filled in. Only of a form that is valid."""
        given: Mapping[str, Any] = self.cleaned_data
        return Resolution(
            outcome=Step(given["outcome"]),
            number=given["number"],
            decided_on=given["decided_on"],
            body=given["body"],
            category=Category(given["category"]) if given["category"] else None,
            since=given["since"],
            member=given["member"],
            reasons=given["reasons"],
        )


class IntakeForm(Worded):
    """How a network takes applications, and how its letters are headed."""

    open = forms.BooleanField(label=_("The network takes applications"), required=False)
    requirements = forms.ChoiceField(label=_("What is asked of applicants"))
    place_vi = forms.CharField(label=_("Letters are written in (Vietnamese)"), max_length=80)
    place_en = forms.CharField(label=_("Letters are written in (English)"), max_length=80)
    signatory_title_vi = forms.CharField(label=_("Title of who signs (Vietnamese)"), max_length=120)
    signatory_title_en = forms.CharField(label=_("Title of who signs (English)"), max_length=120)
    signatory_name = forms.CharField(label=_("Name of who signs"), max_length=120)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["requirements"].choices = [  # type: ignore[attr-defined]
            (code, words.said(one.name)) for code, one in all_requirements().items()
        ]

    @property
    def stated(self) -> IntakeStated:
        """What was filled in. Only of a form that is valid."""
        return IntakeStated(**self.cleaned_data)
