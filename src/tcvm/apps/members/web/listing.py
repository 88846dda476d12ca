"""The register as a list: which members, in which order, as the address says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tcvm.apps.members.gazetteer import gazetteer, legal_forms
from tcvm.apps.members.web import labels
from tcvm.domain.membership.conduct import CodeVersion, Signature, official_problems
from tcvm.domain.membership.names import folded
from tcvm.domain.membership.standing import Standing
from tcvm.domain.problems import errors
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.ui import tables
from tcvm.foundation.ui.tables import Cell, Column, Empty, Filter, Row, State, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tcvm.apps.members.register import RegisteredMember

LAST_YEAR = 2100
#: Whether an organisation meets what official membership asks for: so far the code of conduct.
QUALIFIES = ("yes", "no")
SORTS = ("name", "category", "form", "province", "joined")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the address asks for; what it says and is not known is dropped. Empty `on` is today."""

    q: str = ""
    category: str = ""
    standing: str = ""
    form: str = ""
    province: str = ""
    qualifies: str = ""
    on: str = ""
    sort: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Choices:
        """The choices in an address."""
        return cls(
            q=" ".join(given.get("q", "")[: tables.QUERY_LENGTH].split()),
            category=_known(given.get("category", ""), list(Category)),
            standing=_known(given.get("standing", ""), list(Standing)),
            form=_known(given.get("form", ""), legal_forms()),
            province=given.get("province", "")
            if gazetteer().get(given.get("province", ""))
            else "",
            qualifies=_known(given.get("qualifies", ""), QUALIFIES),
            on=_day_text(given.get("on", "")),
            sort=tables.sort_in(given, SORTS),
            page=tables.page_in(given),
        )

    def day(self, today: dt.date) -> dt.date:
        """The day asked about."""
        return dt.date.fromisoformat(self.on) if self.on else today

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return any((self.q, self.category, self.standing, self.form, self.province, self.qualifies))

    def query(self, **other: object) -> str:
        """The address' query for these choices with others put in; starts with `?`."""
        changed = {"page": 1} | other
        kept = replace(self, **changed)  # type: ignore[arg-type]
        default = Choices()
        pairs = [
            (one.name, getattr(kept, one.name))
            for one in fields(kept)
            if getattr(kept, one.name) != getattr(default, one.name)
        ]
        return f"?{urlencode(pairs)}"


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the register on one day; `members` counts those in good or suspended standing."""

    choices: Choices
    day: dt.date
    members: int
    table: Table


def listing(
    members: Sequence[RegisteredMember],
    versions: Sequence[CodeVersion],
    signatures: Mapping[int, Sequence[Signature]],
    choices: Choices,
    *,
    today: dt.date,
    address: Callable[[str], str],
    whole: bool = False,
) -> Listing:
    """The page of the list that `choices` ask for; `address` leads to a member by its code.

    `whole` puts all of the list on that page.
    """
    day = choices.day(today)
    present = [one for one in members if one.history.on(day) is not None]
    wanted = [
        one
        for one in present
        if _wanted(one, choices, day)
        and choices.qualifies
        in ("", _qualifies(one, versions, signatures.get(one.organisation or 0, ()), day))
    ]
    everything = Choices(on=choices.on, sort=choices.sort).query() if choices.filtered else ""
    rows = [
        _row(one, versions, signatures.get(one.organisation or 0, ()), day, address)
        for one in wanted
    ]
    table = tables.table(
        "members",
        _("Members"),
        _columns(),
        sorted(rows, key=lambda row: (str(row.keys["name"]), row.code)),
        asked=choices,
        usual="name",
        size=max(1, len(rows)) if whole else None,
        filters=tuple(_filters(present, choices, day)),
        clear=everything,
        empty=_empty(choices, day, everything),
    )
    return Listing(
        choices=choices,
        day=day,
        members=sum(_counts(one, day) for one in present),
        table=table,
    )


def _known(value: str, known: Iterable[str]) -> str:
    return value if value in {str(one) for one in known} else ""


def _day_text(text: str) -> str:
    """A day as the date field of a browser sends it; one beyond any register is dropped."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return ""
    return day.isoformat() if 1900 <= day.year <= LAST_YEAR else ""


def _counts(one: RegisteredMember, day: dt.date) -> bool:
    state = one.history.on(day)
    return state is not None and state.counts


def _wanted(one: RegisteredMember, choices: Choices, day: dt.date) -> bool:
    """Those who have left are shown only when they are asked for, or looked for by name."""
    state = one.history.on(day)
    assert state is not None, "only those present are asked"
    asked = {choices.standing} if choices.standing else {"active", "suspended"}
    if choices.q and not choices.standing:
        asked.add("left")
    return (
        state.standing.value in asked
        and choices.category in ("", state.category.value)
        and choices.form in ("", one.profile_on(day).legal_form)
        and choices.province in ("", one.province_on(day))
        and all(word in one.found_by for word in folded(choices.q).split())
    )


def _qualifies(
    one: RegisteredMember,
    versions: Sequence[CodeVersion],
    signatures: Iterable[Signature],
    day: dt.date,
) -> str:
    """`yes` or `no`, as of the day; neither for an individual, who can only be an associate."""
    if one.organisation is None:
        return "-"
    state = one.history.on(day)
    return "no" if errors(official_problems(state, versions, signatures, day)) else "yes"


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Member"), sorts=True),
        Column("category", _("Category"), sorts=True),
        Column("form", _("Legal form"), sorts=True),
        Column("province", _("Province"), sorts=True),
        Column("joined", _("Member since"), sorts=True),
    )


def _empty(choices: Choices, day: dt.date, everything: str) -> Empty:
    if choices.filtered:
        return Empty(_("No member fits this choice."), everything, _("Show all members"))
    return Empty(
        _(
            "The network had no member on %(day)s. Members stand here from the day on which their "
            "admission takes effect."
        )
        % {"day": labels.day(day)}
    )


def _row(
    one: RegisteredMember,
    versions: Sequence[CodeVersion],
    signatures: Iterable[Signature],
    day: dt.date,
    address: Callable[[str], str],
) -> Row:
    state, joined = one.history.on(day), one.joined_on
    assert state is not None and joined is not None  # noqa: PT018 - one and the same
    profile = one.profile_on(day)
    province = one.province_on(day)
    name = profile.name.said_in(labels.locale())
    form = labels.legal_form(profile.legal_form)
    states = []
    if state.standing is not Standing.ACTIVE:
        tone = "amber" if state.standing is Standing.SUSPENDED else ""
        states.append(State(labels.standing(state.standing.value), tone))
    elif state.category is Category.OFFICIAL and errors(
        official_problems(state, versions, signatures, day)
    ):
        states.append(State(_("code of conduct not in date"), "amber"))
    return Row(
        cells=tables.cells(
            Cell(name, href=address(one.code), note=profile.abbreviation),
            Cell(labels.category(state.category.value), states=tuple(states)),
            form or labels.kind(one.kind.value),
            labels.province(province),
            labels.day(joined),
        ),
        keys={
            "name": folded(name),
            "category": list(Category).index(state.category),
            "form": folded(form),
            "province": folded(labels.province(province)) if province else None,
            "joined": joined,
        },
        code=f"member-{one.code}",
    )


def _filters(
    present: Sequence[RegisteredMember], choices: Choices, day: dt.date
) -> Iterable[Filter]:
    """The filters, each with the options that some member has on the day."""
    yield Filter("q", _("Name, with or without diacritics"), "text", choices.q)
    states = [state for one in present if (state := one.history.on(day)) is not None]
    held = {state.category for state in states}
    yield _choice(
        "category",
        _("Category"),
        [(one.value, labels.category(one.value)) for one in Category if one in held],
        choices.category,
    )
    standings = {state.standing for state in states}
    yield _choice(
        "standing",
        _("Membership standing"),
        [(one.value, labels.standing(one.value)) for one in Standing if one in standings],
        choices.standing,
    )
    forms = {one.profile_on(day).legal_form for one in present}
    yield _choice(
        "form",
        _("Legal form"),
        [(code, labels.legal_form(code)) for code in legal_forms() if code in forms],
        choices.form,
    )
    provinces = {one.province_on(day) for one in present} - {""}
    named = sorted(((code, labels.province(code)) for code in provinces), key=_by_words)
    yield _choice("province", _("Province"), named, choices.province)
    yield _choice(
        "qualifies",
        _("Official membership"),
        [("yes", _("qualifies")), ("no", _("does not qualify"))],
        choices.qualifies,
    )
    yield Filter("on", _("As of"), "day", day.isoformat())


def _by_words(option: tuple[str, str]) -> str:
    return folded(option[1])


def _choice(name: str, label: str, options: list[tuple[str, str]], chosen: str) -> Filter:
    return Filter(name, label, value=chosen, options=tuple(options))
