"""Who holds a post, from when and until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tcvm.apps.members.actions.facts import PersonFacts
from tcvm.apps.members.models.people import PostKind
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.forms.base import DayField, DeskForm, TextField

_HOMES = {"source_missing": "source", "dates": "until", "person_missing": "name"}


class AppointForm(DeskForm):
    """A post and its holder, who may be new to the register."""

    groups: ClassVar[tuple[tuple[object, tuple[str, ...]], ...]] = (
        (_("Who"), ("person", "name", "phone", "email")),
        (_("Since when, and who says so"), ("since", "until", "source")),
    )
    homes: ClassVar[dict[str, str]] = _HOMES | {"person_twice": "name"}
    kind = forms.ChoiceField(label=_("Post"))
    person = forms.ChoiceField(label=_("Somebody in the register"), required=False)
    name = TextField(label=_("Or full name of a new person"), max_length=200, required=False)
    phone = TextField(label=_("Telephone of a new person"), max_length=40, required=False)
    email = TextField(label=_("E-mail of a new person"), max_length=254, required=False)
    since = DayField(label=_("First day in the post"))
    until = DayField(
        label=_("First day no longer in the post"),
        required=False,
        help_text=_("Empty while the post is held."),
    )
    source = TextField(label=_("Source"), help_text=_("For example the letter of appointment."))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (one.value, labels.post(one.value)) for one in PostKind
        ]
        self.fields["person"].choices = [("", _("nobody of these")), *people]  # type: ignore[attr-defined]

    @property
    def new_person(self) -> PersonFacts | None:
        """The person to be registered with the post, if it is a new one."""
        given = self.cleaned_data
        if not given["name"]:
            return None
        return PersonFacts(given["name"], given["source"], given["email"], given["phone"])


class EndPostForm(DeskForm):
    """The end of a post."""

    homes: ClassVar[dict[str, str]] = _HOMES
    until = DayField(label=_("First day no longer in the post"))
    source = TextField(label=_("Source"))
