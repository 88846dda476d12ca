"""What people fill in to get a token."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.roles import Place, choices, needs_second_person

_LASTS = [(30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("365 days"))]


def _scopes() -> list[tuple[str, str]]:
    language = get_language() or "vi"
    return [(code, name.said_in(language)) for code, name in rules.rules().scopes.items()]


class TokenForm(forms.Form):
    """A token that acts as whoever asks for it."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("The program or the computer, so that you know it again."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Good for"), choices=_scopes, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=_("Lasts"), choices=_LASTS, coerce=int, initial=90)


class ServiceForm(TokenForm):
    """A token of a service, which holds one role in the place."""

    role = forms.ChoiceField(label=_("Role"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("Needed for a role that a second person has to confirm."),
    )
    field_order = ("name", "role", "scopes", "days", "reason")

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                code,
                f"{name} ({_('a second person confirms')})" if needs_second_person(code) else name,
            )
            for code, name in choices(place)
        ]
