"""The page of the design: every part of it with its states, and the rule when to use it.

It is the bench on which the parts are tested. All that stands on it is invented.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tcvm.domain.membership.names import folded
from tcvm.foundation.ui import tables
from tcvm.foundation.ui.doors import Door
from tcvm.foundation.ui.specimens import specimens
from tcvm.foundation.ui.tables import Cell, Chosen, Column, Empty, Filter, Row, State, Table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: Tokens of colour by name, each with what it is for.
COLOURS = (
    ("paper", gettext_lazy("The ground of every page")),
    ("sheet", gettext_lazy("The ground of what stands apart: notices, buttons")),
    ("ink", gettext_lazy("Text")),
    ("quiet", gettext_lazy("Text of the second rank; still readable on its own")),
    ("rule", gettext_lazy("Lines between rows")),
    ("rule-strong", gettext_lazy("Edges of what can be filled in or pressed")),
    ("accent", gettext_lazy("The one colour: links, what is chosen, the first button")),
    ("accent-tint", gettext_lazy("The row or answer that is meant")),
    ("amber", gettext_lazy("A state that somebody should look at, never decoration")),
    ("amber-tint", gettext_lazy("The ground of such a state")),
    ("red", gettext_lazy("What is wrong or refused, never decoration")),
    ("red-tint", gettext_lazy("The ground of what is wrong")),
)
_NAMES = ("Sông Đào", "Đồi Sim", "Bến Lúa", "Suối Trong", "Làng Dâu", "Cầu Tre", "Đồng Xanh")
_KINDS = ("Quỹ hỗ trợ phụ nữ", "Chương trình tín dụng", "Trung tâm phát triển")
_STATES = ("filed", "late", "waits")
_PAGE = 6


class SampleForm(forms.Form):
    """Nothing that is filled in here is kept."""

    use_required_attribute = False

    name = forms.CharField(label=gettext_lazy("Name of the organisation"), max_length=60)
    founded = forms.IntegerField(
        label=gettext_lazy("Founding year"),
        min_value=1900,
        max_value=2100,
        help_text=gettext_lazy("Four digits, as in the licence."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Membership"),
        choices=[
            ("official", gettext_lazy("Official member")),
            ("observer", gettext_lazy("Observer")),
        ],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    agrees = forms.BooleanField(label=gettext_lazy("The figures were checked by a second person"))


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """All parts, alive: the table sorts and filters, the form says what is wrong with it."""
    tried = "try" in request.GET
    form = SampleForm(request.GET if tried else None)
    chosen = Chosen.of(
        request.GET.dict(),
        sorts=("name", "state", "clients"),
        filters={"q": None, "state": _STATES},
    )
    # The language links keep the choices (`tcvm.foundation.ui.context`).
    query = chosen.query(page=chosen.page)
    request.chosen_query = query if query != "?" else ""  # type: ignore[attr-defined]
    context = {
        "colours": COLOURS,
        "form": form,
        "sent": tried and form.is_valid(),
        "table": sample_table(chosen),
        "blank": _blank_table(),
        "door": _door(),
        "specimens": specimens(get_language() or "vi"),
    }
    return render(request, "ui/design.html", context)


@require_safe
def dialog(request: HttpRequest) -> HttpResponse:
    """The page that the sample dialog opens: where there is no script, it is the page itself."""
    return render(request, "ui/design_dialog.html")


def sample_table(chosen: Chosen) -> Table:
    """Invented returns of invented members, as the address asks for them."""
    words = {"filed": _("Filed"), "late": _("Late"), "waits": _("Waits for approval")}
    tones = {"filed": "chosen", "late": "red", "waits": "amber"}
    rows = []
    for number, (kind, name) in enumerate((k, n) for k in _KINDS for n in _NAMES):
        state, clients = _STATES[number % 3], 400 + number * 1_313 % 9_000
        title = f"{kind} {name}"
        if chosen.get("state") not in ("", state):
            continue
        if not all(one in folded(title) for one in folded(chosen.get("q")).split()):
            continue
        rows.append(
            Row(
                cells=tables.cells(
                    Cell(title, href="#tables"),
                    Cell(states=(State(words[state], tones[state]),)),
                    tables.grouped(clients),
                ),
                keys={"name": folded(title), "state": _STATES.index(state), "clients": clients},
            )
        )
    filtered = bool(chosen.kept)
    return tables.table(
        "sample",
        _("Sample returns"),
        (
            Column("name", _("Member"), sorts=True),
            Column("state", _("State"), sorts=True),
            Column("clients", _("Borrowers"), unit=_("persons"), number=True, sorts=True),
        ),
        sorted(rows, key=lambda one: str(one.keys["name"])),
        asked=chosen,
        usual="name",
        size=_PAGE,
        filters=(
            Filter("q", _("Name"), "text", chosen.get("q")),
            Filter("state", _("State"), value=chosen.get("state"), options=tuple(words.items())),
        ),
        clear=Chosen(chosen.sort).query() if filtered else "",
        empty=Empty(_("No return fits this choice."), Chosen(chosen.sort).query(), _("Show all")),
    )


def _blank_table() -> Table:
    return tables.table(
        "blank",
        _("Empty table"),
        (Column("name", _("Member")), Column("state", _("State"))),
        (),
        empty=Empty(
            _("No return has been filed yet. Each stands here from the day it is filed."),
            "#forms",
            _("File the first return"),
        ),
    )


def _door() -> Door:
    return Door(
        key="note-sample",
        text=tables.grouped(12_480),
        title=_("Borrowers"),
        lines=(
            (_("As of"), date_format(dt.date(2026, 12, 31), "d/m/Y")),
            (_("Definition"), _("Persons with a loan outstanding on the day")),
            (_("Source"), _("Return of the fourth quarter, cell C12")),
        ),
        href="#doors",
        link=_("Open the whole chain"),
    )
