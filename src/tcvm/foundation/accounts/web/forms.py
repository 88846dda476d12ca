"""What people type into the pages of accounts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    validate_password,
)
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.accounts import queries
from tcvm.foundation.accounts.models import RoleAssignment, User
from tcvm.foundation.accounts.roles import Place, choices, label
from tcvm.foundation.accounts.web.allauth_forms import PASSWORD_HELP
from tcvm.foundation.accounts.web.lines import place_name

_DAY = {"type": "date"}


def _day(name: object, *, required: bool, help_text: object = "") -> forms.DateField:
    widget = forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    # A date field of the browser always sends this form, whatever it shows.
    return forms.DateField(
        label=name,  # type: ignore[arg-type]
        required=required,
        help_text=help_text,  # type: ignore[arg-type]
        widget=widget,
        input_formats=["%Y-%m-%d"],
    )


def _after(last_day: dt.date | None) -> dt.date | None:
    """The first day after the last: how the end of a role is kept."""
    return last_day + dt.timedelta(days=1) if last_day else None


class PersonField(forms.CharField):
    """A person by user name or e-mail address. Only an exact one is found: nobody can browse."""

    def clean(self, value: Any) -> User:
        """The person. Raises ValidationError where there is none."""
        text = super().clean(value)
        found = queries.person_for_role(text.strip())
        if found is None:
            raise forms.ValidationError(
                _("Nobody signs in by this name or address. Invite the person instead.")
            )
        return found


class GrantForm(forms.Form):
    """Give a person who already signs in a role in a place."""

    person = PersonField(label=_("User name or e-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))
    since = _day(_("First day"), required=True)
    last_day = _day(_("Last day"), required=False, help_text=_("Empty: until it is ended."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("Needed for roles that a second person confirms."),
    )

    def __init__(self, *args: Any, place: Place, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["role"].choices = choices(place)  # type: ignore[attr-defined]

    @property
    def until(self) -> dt.date | None:
        """The first day on which the role no longer holds."""
        return _after(self.cleaned_data["last_day"])


class InviteForm(forms.Form):
    """Invite somebody who does not sign in yet."""

    name = forms.CharField(label=_("Full name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    locale = forms.ChoiceField(
        label=_("Language"), choices=[("vi", "Tiếng Việt"), ("en", "English")]
    )
    role = forms.ChoiceField(label=_("Role"))
    last_day = _day(_("Last day"), required=False, help_text=_("Empty: until it is ended."))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("Needed for roles that a second person confirms."),
    )

    def __init__(self, *args: Any, place: Place, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["role"].choices = choices(place)  # type: ignore[attr-defined]

    @property
    def until(self) -> dt.date | None:
        """The first day on which the role no longer holds."""
        return _after(self.cleaned_data["last_day"])


class DelegateForm(forms.Form):
    """Lend one of one's own roles."""

    role = forms.TypedChoiceField(label=_("Role"), coerce=int)
    person = PersonField(label=_("User name or e-mail"), max_length=254)
    since = _day(_("First day"), required=True)
    last_day = _day(_("Last day"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, held: list[RoleAssignment], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{label(one.role)} · {place_name(one.place)}")
            for one in held
            if one.delegated_from_id is None
        ]

    @property
    def until(self) -> dt.date:
        """The first day on which the role no longer holds."""
        found = _after(self.cleaned_data["last_day"])
        assert found is not None, "the field is required"
        return found


class JoinForm(forms.Form):
    """A person who was invited chooses how to sign in."""

    name = forms.CharField(
        label=_("Full name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
        help_text=_("Letters, digits and @ . + - _"),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password once more"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self.email = email
        self.fields["password"].help_text = PASSWORD_HELP

    def clean_username(self) -> str:
        """The user name, if it is of the right signs and nobody's yet."""
        username: str = self.cleaned_data["username"].strip()
        UnicodeUsernameValidator()(username)
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("This user name is already in use."))
        return username

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same, and not one of those that are refused."""
        given = super().clean() or {}
        password, again = given.get("password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        if password:
            person = User(
                username=given.get("username", ""), name=given.get("name", ""), email=self.email
            )
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given
