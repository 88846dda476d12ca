"""Choosing a place: the province, then within it the district, as they were on the day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tcvm.apps.members.gazetteer import gazetteer
from tcvm.apps.members.web.forms.base import DayField, DeskForm
from tcvm.domain.membership.names import folded
from tcvm.domain.membership.places import Area, Level

#: The button that only shows the places of the day and province chosen, and saves nothing.
PLACES = "places"


#: With a script the choice is narrowed at once; without one, by the button.
_NARROWS = {
    "hx-post": "",
    "hx-trigger": "change",
    "hx-vals": f'{{"do": "{PLACES}"}}',
    "hx-select": "#places",
    "hx-target": "#places",
    "hx-swap": "outerHTML",
}


class DistrictField(forms.ChoiceField):
    """A district; one of another province than the one chosen is none."""

    def to_python(self, value: object) -> str:
        """The district's code, empty for one that cannot be chosen."""
        text = super().to_python(value)
        return text if self.valid_value(text) else ""


class PlacedForm(DeskForm):
    """A form with a day from which on it holds, and a place of that day."""

    since = DayField(
        label=_("Holds from"),
        help_text=_("The day from which on this is so. What was stated for earlier days stays."),
    )
    province = forms.ChoiceField(
        label=_("Province or city"),
        required=False,
        error_messages={"invalid_choice": _("This was no province on that day. Choose again.")},
    )
    place = DistrictField(
        label=_("District"),
        required=False,
        help_text=_("Districts exist up to 30 June 2025; from then on give the commune above."),
    )

    def __init__(self, *args: Any, today: dt.date, **named: Any) -> None:
        super().__init__(*args, **named)
        day = self._day() or today
        province = self._province(day)
        self.fields["province"].choices = _choices(gazetteer().on(day), _("not known"))  # type: ignore[attr-defined]
        within = [one for one in gazetteer().on(day, Level.DISTRICT) if one.within == province]
        self.fields["place"].choices = _choices(within, _("not known"))  # type: ignore[attr-defined]
        if not within:
            self.fields["place"].widget = forms.HiddenInput()
        for name in ("since", "province"):
            self.fields[name].widget.attrs |= _NARROWS

    @property
    def place_code(self) -> str:
        """The district chosen, or else the province."""
        return str(self.cleaned_data["place"] or self.cleaned_data["province"])

    def _day(self) -> dt.date | None:
        given = self["since"].value()
        if isinstance(given, dt.date):
            return given
        try:
            return dt.date.fromisoformat(str(given))
        except ValueError:
            return None

    def _province(self, day: dt.date) -> str:
        """The province chosen; one that is no longer is replaced by what became of it."""
        if self.is_bound:
            return str(self["province"].value() or "")
        chosen = str(self.get_initial_for_field(self.fields["province"], "province") or "")
        found = gazetteer().provinces_on(chosen, day)
        if len(found) != 1:
            return chosen
        self.initial["province"] = found[0].code
        return found[0].code


def initial_place(code: str) -> dict[str, str]:
    """Province and district of a place as the fields name them."""
    area = gazetteer().get(code)
    if area is None:
        return {}
    if area.level is Level.DISTRICT:
        return {"province": area.within, "place": code}
    return {"province": code}


def _choices(areas: Any, nothing: object) -> list[tuple[str, object]]:
    listed: list[Area] = sorted(areas, key=lambda one: _bare(one.name))
    return [("", nothing), *((one.code, one.name) for one in listed)]


def _bare(name: str) -> str:
    """A place by its own name, without the kind before it: that is how people look for it."""
    words = folded(name)
    for kind in ("thanh pho ", "tinh ", "thi xa ", "huyen ", "quan "):
        words = words.removeprefix(kind)
    return words
