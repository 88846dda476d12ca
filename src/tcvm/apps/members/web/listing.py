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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tcvm.apps.members.register import RegisteredMember

PAGE_SIZE = 50
QUERY_LENGTH = 100
LAST_YEAR = 2100
SORTS = ("name", "category", "form", "province", "joined")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the address asks for; what it says and is not known is dropped. Empty `on` is today."""

    q: str = ""
    category: str = ""
    standing: str = ""
    form: str = ""
    province: str = ""
    on: str = ""
    sort: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Choices:
        """The choices in an address."""
        sort = given.get("sort", "")
        page = given.get("page", "")
        return cls(
            q=" ".join(given.get("q", "")[:QUERY_LENGTH].split()),
            category=_known(given.get("category", ""), list(Category)),
            standing=_known(given.get("standing", ""), list(Standing)),
            form=_known(given.get("form", ""), legal_forms()),
            province=given.get("province", "")
            if gazetteer().get(given.get("province", ""))
            else "",
            on=_day_text(given.get("on", "")),
            sort=sort if sort.removeprefix("-") in SORTS else "",
            page=int(page[:6]) if page.isascii() and page.isdigit() and int(page[:6]) > 0 else 1,
        )

    def day(self, today: dt.date) -> dt.date:
        """The day asked about."""
        return dt.date.fromisoformat(self.on) if self.on else today

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return any((self.q, self.category, self.standing, self.form, self.province))

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
class Row:
    """A member as the list shows it on one day."""

    code: str
    name: str
    abbreviation: str
    category: str
    standing: str
    standing_code: str
    legal_form: str
    province: str
    joined: str
    lacks_code: bool
    keys: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Head:
    """A head of the table, with the address that sorts by it."""

    code: str
    name: str
    href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Select:
    """A filter: its name in the address, its label, and value, words and whether chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the register on one day."""

    choices: Choices
    day: dt.date
    rows: tuple[Row, ...]
    found: int
    members: int
    pages: int
    heads: tuple[Head, ...]
    selects: tuple[Select, ...]

    @property
    def before(self) -> str:
        """The address of the page before, if there is one."""
        page = self.choices.page
        return self.choices.query(page=page - 1) if page > 1 else ""

    @property
    def after(self) -> str:
        """The address of the next page, if there is one."""
        page = self.choices.page
        return self.choices.query(page=page + 1) if page < self.pages else ""


def listing(
    members: Sequence[RegisteredMember],
    versions: Sequence[CodeVersion],
    signatures: Mapping[int, Sequence[Signature]],
    choices: Choices,
    today: dt.date,
) -> Listing:
    """The page of the list that `choices` ask for."""
    day = choices.day(today)
    present = [one for one in members if one.history.on(day) is not None]
    wanted = [one for one in present if _wanted(one, choices, day)]
    rows = _sorted(
        [_row(one, versions, signatures.get(one.organisation or 0, ()), day) for one in wanted],
        choices.sort or "name",
    )
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    choices = replace(choices, page=min(choices.page, pages))
    start = (choices.page - 1) * PAGE_SIZE
    members_now = sum(_counts(one, day) for one in present)
    return Listing(
        choices=choices,
        day=day,
        rows=tuple(rows[start : start + PAGE_SIZE]),
        found=len(rows),
        members=members_now,
        pages=pages,
        heads=tuple(_heads(choices)),
        selects=tuple(_selects(present, choices, day)),
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


def _row(
    one: RegisteredMember,
    versions: Sequence[CodeVersion],
    signatures: Iterable[Signature],
    day: dt.date,
) -> Row:
    state, joined = one.history.on(day), one.joined_on
    assert state is not None and joined is not None  # noqa: PT018 - one and the same
    profile = one.profile_on(day)
    province = one.province_on(day)
    name = profile.name.said_in(labels.locale())
    official = state.category is Category.OFFICIAL and state.standing is Standing.ACTIVE
    form = labels.legal_form(profile.legal_form)
    return Row(
        code=one.code,
        name=name,
        abbreviation=profile.abbreviation,
        category=labels.category(state.category.value),
        standing=labels.standing(state.standing.value),
        standing_code=state.standing.value,
        legal_form=form or labels.kind(one.kind.value),
        province=labels.province(province),
        joined=labels.day(joined),
        lacks_code=official and bool(errors(official_problems(state, versions, signatures, day))),
        keys={
            "name": folded(name),
            "category": list(Category).index(state.category),
            "form": folded(form),
            "province": folded(labels.province(province)) if province else "~",
            "joined": joined,
        },
    )


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    """By the column asked for; ties by name and code either way."""
    ordered = sorted(rows, key=lambda row: (str(row.keys["name"]), row.code))
    code = sort.removeprefix("-")
    ordered.sort(key=lambda row: row.keys[code], reverse=sort.startswith("-"))  # type: ignore[arg-type, return-value]
    return ordered


def _heads(choices: Choices) -> Iterable[Head]:
    names = {
        "name": _("Member"),
        "category": _("Category"),
        "form": _("Legal form"),
        "province": _("Province"),
        "joined": _("Member since"),
    }
    current = choices.sort or "name"
    for code, name in names.items():
        own = current.removeprefix("-") == code
        descending = current.startswith("-")
        turned = f"-{code}" if own and not descending else code
        state = ("descending" if descending else "ascending") if own else ""
        yield Head(code, name, choices.query(sort="" if turned == "name" else turned), state)


def _selects(
    present: Sequence[RegisteredMember], choices: Choices, day: dt.date
) -> Iterable[Select]:
    """The filters, each with the options that some member has on the day."""
    states = [state for one in present if (state := one.history.on(day)) is not None]
    held = {state.category for state in states}
    yield _select(
        "category",
        _("Category"),
        [(one.value, labels.category(one.value)) for one in Category if one in held],
        choices.category,
    )
    standings = {state.standing for state in states}
    yield _select(
        "standing",
        _("Membership standing"),
        [(one.value, labels.standing(one.value)) for one in Standing if one in standings],
        choices.standing,
    )
    forms = {one.profile_on(day).legal_form for one in present}
    yield _select(
        "form",
        _("Legal form"),
        [(code, labels.legal_form(code)) for code in legal_forms() if code in forms],
        choices.form,
    )
    provinces = {one.province_on(day) for one in present} - {""}
    named = sorted(((code, labels.province(code)) for code in provinces), key=_by_words)
    yield _select("province", _("Province"), named, choices.province)


def _by_words(option: tuple[str, str]) -> str:
    return folded(option[1])


def _select(name: str, label: str, options: list[tuple[str, str]], chosen: str) -> Select:
    everything = [("", _("all")), *options]
    return Select(name, label, tuple((code, text, code == chosen) for code, text in everything))
