"""Steps of a membership, each with the decision it rests on."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tcvm.apps.members.actions.decide import DecisionGiven
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.forms.base import DayField, DeskForm, PaperField, TextField
from tcvm.domain.membership.standing import CATEGORIES, MemberKind, Standing, State
from tcvm.domain.scoring.scheme import Category

_DECISION = (_("The decision"), ("number", "decided_on", "body", "source", "paper"))
_HOMES = {
    "step_not_after": "since",
    "step_not_possible": "since",
    "decision_differs": "number",
    "reason_missing": "reason",
    "nothing_to_annul": "since",
    "category_unchanged": "category",
    "category_of_other_kind": "category",
    "member_unknown": "member",
    "member_ambiguous": "member",
    "support_unknown": "member",
}


class DecisionForm(DeskForm):
    """What rests on a decision of the network."""

    groups: ClassVar[tuple[tuple[object, tuple[str, ...]], ...]] = (_DECISION,)
    homes: ClassVar[dict[str, str]] = _HOMES

    since = DayField(label=_("With effect from"))
    reason = TextField(label=_("Reason"), required=False, lines=3)
    number = TextField(label=_("Number of the decision"), max_length=80, help_text="12/NQ-BĐH")
    decided_on = DayField(label=_("Decided on"))
    body = TextField(label=_("Decided by"), max_length=200, help_text=_("For example: the board"))
    source = TextField(
        label=_("Where the paper is"), help_text=_("File and folder, or the number in the archive.")
    )
    paper = PaperField(label=_("The paper itself"), required=False)

    @property
    def decision(self) -> DecisionGiven:
        """The decision as the actions take it."""
        given = self.cleaned_data
        return DecisionGiven(
            given["number"], given["decided_on"], given["body"], given["source"], self.upload()
        )


class StepForm(DecisionForm):
    """A step that keeps the category."""


class ReasonedStepForm(StepForm):
    """A step that has to be explained."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["reason"].required = True


class CategoryForm(DecisionForm):
    """A step that leads to a category."""

    category = forms.ChoiceField(label=_("Category"))
    field_order = ("category", "since", "reason")

    def __init__(self, *args: Any, kind: MemberKind, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["category"].choices = _categories(kind)  # type: ignore[attr-defined]

    @property
    def category_given(self) -> Category:
        """The category chosen."""
        return Category(self.cleaned_data["category"])


class AskCategoryForm(CategoryForm):
    """A change of category, which a second person confirms: by the reason they judge it."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["reason"].required = True


class AdmitForm(DecisionForm):
    """The admission of an organisation or a person that is registered."""

    member = TextField(
        label=_("Organisation or person"),
        max_length=200,
        help_text=_("Its full name, or its code in the register."),
    )
    category = forms.ChoiceField(label=_("Category"))
    field_order = ("member", "category", "since", "reason")

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", _("choose")),
            *(one for kind in MemberKind for one in _categories(kind)[1:]),
        ]

    @property
    def category_given(self) -> Category:
        """The category chosen."""
        return Category(self.cleaned_data["category"])


class CorrectForm(DecisionForm):
    """A decision stated anew for its day, or taken back."""

    field_order = ("what", "since", "category", "standing", "reason")
    what = forms.ChoiceField(label=_("What is to be done"), choices=(), widget=forms.RadioSelect)
    category = forms.ChoiceField(label=_("Category"), required=False)
    standing = forms.ChoiceField(label=_("Membership standing"), required=False)

    def __init__(self, *args: Any, kind: MemberKind, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            ("state", _("State what really holds from that day")),
            ("annul", _("Take the decision of that day back")),
        ]
        self.fields["category"].choices = _categories(kind)  # type: ignore[attr-defined]
        self.fields["standing"].choices = [  # type: ignore[attr-defined]
            (one.value, labels.standing(one.value)) for one in Standing
        ]
        self.fields["reason"].required = True

    @property
    def state(self) -> State | None:
        """What holds; None where the decision is taken back."""
        given = self.cleaned_data
        if given["what"] == "annul":
            return None
        return State(Category(given["category"]), Standing(given["standing"]))

    def clean(self) -> dict[str, Any]:
        """Who states something says what."""
        given = super().clean() or {}
        if given.get("what") == "state":
            for name in ("category", "standing"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("This has to be filled in."))
        return given


class SupportForm(DecisionForm):
    """Which organisation supports the network, from when, or until when."""

    member = TextField(
        label=_("Organisation"), max_length=200, help_text=_("Its full name, or its code.")
    )
    ended = forms.BooleanField(
        label=_("From this day on it no longer does, and there is none"), required=False
    )
    field_order = ("member", "since", "ended")

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        del self.fields["reason"]


def _categories(kind: MemberKind) -> list[tuple[str, object]]:
    return [
        ("", _("choose")),
        *((one.value, labels.category(one.value)) for one in Category if one in CATEGORIES[kind]),
    ]
