"""An organisation, or a person, as a source describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tcvm.apps.members.actions.facts import OrganisationFacts, PersonFacts
from tcvm.apps.members.gazetteer import legal_forms
from tcvm.apps.members.models import OrganisationProfile, PersonProfile
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.forms.base import DayField, TextField
from tcvm.apps.members.web.forms.places import PlacedForm, initial_place

if TYPE_CHECKING:
    import datetime as dt

_SOURCE_HELP = _("The paper, letter or page that says so, so that anybody can look it up.")


class OrganisationForm(PlacedForm):
    """What an organisation is from a day on."""

    groups: ClassVar[tuple[tuple[object, tuple[str, ...]], ...]] = (
        (_("Name"), ("name_vi", "name_en", "abbreviation")),
        (
            _("What it is"),
            (
                "legal_form",
                "licence_number",
                "licence_issuer",
                "licence_issued_on",
                "founded_year",
                "owner",
            ),
        ),
        (_("Where it is"), ("province", "place", "street", "phone", "email", "website")),
        (_("Since when, and who says so"), ("since", "source", "reason")),
    )
    homes: ClassVar[dict[str, str]] = {"organisation_exists": "name_vi"}

    name_vi = TextField(label=_("Name in Vietnamese"), max_length=200)
    name_en = TextField(label=_("Name in English"), max_length=200)
    abbreviation = TextField(label=_("Abbreviation"), max_length=40, required=False)
    legal_form = forms.ChoiceField(label=_("Legal form"))
    licence_number = TextField(
        label=_("Number of the licence or registration"), max_length=120, required=False
    )
    licence_issuer = TextField(label=_("Issued by"), max_length=200, required=False)
    licence_issued_on = DayField(label=_("Issued on"), required=False)
    founded_year = forms.IntegerField(
        label=_("Founded in the year"), required=False, min_value=1900, max_value=2100
    )
    owner = TextField(label=_("Owner or governing body"), max_length=200, required=False)
    street = TextField(
        label=_("House number, street, commune or ward"), max_length=300, required=False
    )
    phone = TextField(label=_("Telephone"), max_length=40, required=False)
    email = TextField(label=_("E-mail"), max_length=254, required=False)
    website = TextField(label=_("Website"), max_length=200, required=False)
    source = TextField(label=_("Source"), help_text=_SOURCE_HELP)
    reason = TextField(
        label=_("Reason"),
        required=False,
        help_text=_("Why this is stated anew: a change, or a mistake put right."),
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["legal_form"].choices = [  # type: ignore[attr-defined]
            ("", _("choose")),
            *((code, labels.legal_form(code)) for code in legal_forms()),
        ]

    @property
    def facts(self) -> OrganisationFacts:
        """What was typed, as the actions take it."""
        given = self.cleaned_data
        names = (one for one in OrganisationFacts.__dataclass_fields__ if one != "place")
        return OrganisationFacts(**{name: given[name] for name in names}, place=self.place_code)


class PersonForm(PlacedForm):
    """What is known of a person from a day on."""

    groups: ClassVar[tuple[tuple[object, tuple[str, ...]], ...]] = (
        (_("Person"), ("name", "phone", "email", "province", "place")),
        (_("Since when, and who says so"), ("since", "source", "reason")),
    )

    name = TextField(label=_("Full name"), max_length=200)
    phone = TextField(label=_("Telephone"), max_length=40, required=False)
    email = TextField(label=_("E-mail"), max_length=254, required=False)
    source = TextField(label=_("Source"), help_text=_SOURCE_HELP)
    reason = TextField(
        label=_("Reason"),
        required=False,
        help_text=_("Why this is stated anew: a change, or a mistake put right."),
    )

    @property
    def facts(self) -> PersonFacts:
        """What was typed, as the actions take it."""
        given = self.cleaned_data
        return PersonFacts(
            name=given["name"],
            source=given["source"],
            email=given["email"],
            phone=given["phone"],
            place=self.place_code,
        )


class NewOrganisationForm(OrganisationForm):
    """An organisation that is not in the register yet."""

    different = forms.BooleanField(
        required=False, label=_("It is none of those above: register it as a new one")
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        del self.fields["reason"]


class NewPersonForm(PersonForm):
    """A person who is not in the register yet."""

    different = forms.BooleanField(
        required=False, label=_("It is none of those above: register a new person")
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        del self.fields["reason"]


def initial_of(profile: OrganisationProfile | PersonProfile, today: dt.date) -> dict[str, object]:
    """The fields as a profile has them, to be stated anew from today."""
    names = (
        OrganisationFacts.__dataclass_fields__
        if isinstance(profile, OrganisationProfile)
        else PersonFacts.__dataclass_fields__
    )
    found = {name: getattr(profile, name) for name in names if name not in ("place", "source")}
    return {**found, **initial_place(profile.place), "since": today}
