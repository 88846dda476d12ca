"""From the cells of a row to what the register takes, with all that is wrong, cell by cell."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import phonenumbers

from tcvm.apps.exchange.words_of_cells import (
    bare_place,
    categories,
    day_in,
    district_names,
    key_of,
    legal_form_names,
    place_names,
    short_key,
    year_in,
)
from tcvm.apps.members.public import OrganisationFacts, PersonFacts, gazetteer
from tcvm.documents.tables.cells import letters_of
from tcvm.documents.tables.sheets import Value
from tcvm.domain.membership.places import Area
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.problems import Place, Problem, Severity
from tcvm.domain.scoring.scheme import Category

#: What the register's columns hold at most.
LENGTHS = {
    "name_vi": 200,
    "name_en": 200,
    "name": 200,
    "abbreviation": 40,
    "licence_number": 120,
    "licence_issuer": 200,
    "owner": 200,
    "street": 300,
    "phone": 40,
    "email": 254,
    "website": 200,
}
_TEXTS = ("name_vi", "name_en", "name", "abbreviation", "licence_number", "licence_issuer")
_PLAIN = (*_TEXTS, "owner", "street", "email")
_FACTS = (*_PLAIN, "legal_form", "place", "phone", "website")
_COUNTRY = "VN"
#: Earlier there was no microfinance network to join.
FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of an import are read."""

    kind: MemberKind
    fields: Mapping[int, str]
    since: dt.date
    today: dt.date
    source: str
    default_category: str = ""
    default_legal_form: str = ""


@dataclass(slots=True)
class Understood:
    """A row as understood: values by field, ready for JSON, and what is wrong with it."""

    values: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether it cannot be taken in."""
        return any(one.severity is Severity.ERROR for one in self.problems)

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.values.get("name_vi") or self.values.get("name") or "")


def understand(cells: Sequence[Value], reading: Reading) -> Understood:
    """The row's values and its problems; each problem stands at the letters of its column."""
    given: dict[str, tuple[str, Value]] = {}
    for position, name in sorted(reading.fields.items()):
        cell = cells[position] if position < len(cells) else ""
        given[name] = (letters_of(position), _clean(cell))
    row = Understood()
    for name in _PLAIN:
        if name in given:
            row.values[name] = _text(given[name][1])
    _phone(row, given)
    _website(row, given)
    _place(row, given, reading)
    _membership(row, given, reading)
    if reading.kind is MemberKind.ORGANISATION:
        _legal_form(row, given, reading)
        _licensed(row, given)
        _founded(row, given)
        if not row.values.get("name_en"):
            row.values["name_en"] = row.values.get("name_vi", "")
    for name, (letters, _) in given.items():
        limit = LENGTHS.get(name)
        if limit is not None and len(str(row.values.get(name, ""))) > limit:
            row.problems.append(_wrong("text_too_long", letters, length_max=limit))
    _by_register(row, given, reading)
    row.problems.sort(key=lambda one: (len(one.place.column), one.place.column))
    return row


def facts_of(
    values: Mapping[str, object], kind: MemberKind, source: str
) -> OrganisationFacts | PersonFacts:
    """The register's facts of a row's values."""
    if kind is MemberKind.PERSON:
        return PersonFacts(
            name=str(values.get("name", "")),
            source=source,
            email=str(values.get("email", "")),
            phone=str(values.get("phone", "")),
            place=str(values.get("place", "")),
        )
    issued, founded = values.get("licence_issued_on"), values.get("founded_year")
    texts = {name: str(values.get(name, "")) for name in _FACTS if name != "name"}
    return OrganisationFacts(
        **texts,
        source=source,
        licence_issued_on=dt.date.fromisoformat(str(issued)) if issued else None,
        founded_year=int(str(founded)) if founded else None,
    )


def _by_register(row: Understood, given: Mapping[str, tuple[str, Value]], reading: Reading) -> None:
    """What the register itself would refuse, at the cell it comes from."""
    found = facts_of(row.values, reading.kind, reading.source).problems(reading.since)
    told = {one.place.column for one in row.problems if one.severity is Severity.ERROR}
    for one in found:
        name = one.place.column
        at = "province" if name == "place" else name
        letters = given.get(at, ("", ""))[0]
        missing_form = name == "legal_form" and not row.values.get("legal_form")
        if letters in told and letters:
            continue
        if missing_form:
            row.problems.append(_wrong("legal_form_missing", letters))
        else:
            row.problems.append(one.at(Place(column=letters)))


def _clean(cell: Value) -> Value:
    if isinstance(cell, dt.date):
        return cell
    plain = unicodedata.normalize("NFC", cell)
    shown = "".join(sign if sign.isprintable() else " " for sign in plain)
    return " ".join(shown.split())


def _text(cell: Value) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else cell


def _wrong(code: str, letters: str, /, **parameters: object) -> Problem:
    return Problem(code, place=Place(column=letters), parameters=parameters)


def _warned(code: str, letters: str, /, **parameters: object) -> Problem:
    return Problem(code, Severity.WARNING, Place(column=letters), parameters)


def _phone(row: Understood, given: Mapping[str, tuple[str, Value]]) -> None:
    if "phone" not in given:
        return
    letters, cell = given["phone"]
    row.values["phone"] = text = _text(cell)
    if text and not any(map(_possible, text.replace(";", "/").replace(",", "/").split("/"))):
        row.problems.append(_warned("phone_unlikely", letters, phone=text))


def _possible(text: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text, _COUNTRY))
    except phonenumbers.NumberParseException:
        return False


def _website(row: Understood, given: Mapping[str, tuple[str, Value]]) -> None:
    if "website" in given:
        text = _text(given["website"][1])
        bare = text and not text.lower().startswith(("http://", "https://"))
        row.values["website"] = f"https://{text}" if bare else text


def _legal_form(row: Understood, given: Mapping[str, tuple[str, Value]], reading: Reading) -> None:
    letters, cell = given.get("legal_form", ("", ""))
    text = _text(cell)
    known = legal_form_names()
    code = known.get(key_of(text)) or known.get(short_key(text)) or ""
    if text and not code:
        row.problems.append(_wrong("legal_form_unread", letters, text=text))
    row.values["legal_form"] = code or ("" if text else reading.default_legal_form)


def _licensed(row: Understood, given: Mapping[str, tuple[str, Value]]) -> None:
    letters, cell = given.get("licence_issued_on", ("", ""))
    if cell == "":
        return
    day = cell if isinstance(cell, dt.date) else day_in(cell)
    if day is None:
        row.problems.append(_wrong("date_unread", letters, text=_text(cell)))
    else:
        row.values["licence_issued_on"] = day.isoformat()


def _founded(row: Understood, given: Mapping[str, tuple[str, Value]]) -> None:
    letters, cell = given.get("founded_year", ("", ""))
    if cell == "":
        return
    day = cell if isinstance(cell, dt.date) else day_in(cell)
    year = day.year if day is not None else year_in(_text(cell))
    if year is None:
        row.problems.append(_wrong("year_unread", letters, text=_text(cell)))
    else:
        row.values["founded_year"] = year


def _membership(row: Understood, given: Mapping[str, tuple[str, Value]], reading: Reading) -> None:
    letters, cell = given.get("category", ("", ""))
    text = _text(cell)
    if reading.kind is MemberKind.PERSON:
        row.values["category"] = Category.ASSOCIATE_INDIVIDUAL.value
    elif text:
        category = categories().get(key_of(text))
        if category is None:
            row.problems.append(_wrong("category_unread", letters, text=text))
        elif category is Category.ASSOCIATE_INDIVIDUAL:
            row.problems.append(_wrong("category_of_person", letters))
        row.values["category"] = category.value if category is not None else ""
    else:
        row.values["category"] = reading.default_category
    letters, cell = given.get("member_since", ("", ""))
    row.values["member_since"] = _since(row, letters, cell, reading)


def _since(row: Understood, letters: str, cell: Value, reading: Reading) -> str:
    if cell == "":
        return reading.since.isoformat()
    day = cell if isinstance(cell, dt.date) else day_in(cell)
    if day is None and (year := year_in(_text(cell))) is not None and year >= FIRST_YEAR:
        day = dt.date(year, 1, 1)
        row.problems.append(_warned("date_year_only", letters, year=year))
    if day is None:
        row.problems.append(_wrong("date_unread", letters, text=_text(cell)))
        return reading.since.isoformat()
    if not day.year >= FIRST_YEAR or day > reading.today:
        row.problems.append(_wrong("date_unlikely", letters, day=day))
    return day.isoformat()


def _place(row: Understood, given: Mapping[str, tuple[str, Value]], reading: Reading) -> None:
    """The place by its names: the district where one is given, else the province.

    One that is no longer there on the day the facts hold is followed into what it became.
    """
    letters, text = given.get("province", ("", ""))
    provinces = _found(_text(text), place_names())
    if text and not provinces:
        row.problems.append(_wrong("place_unread", letters, text=_text(text)))
        return
    at, district = given.get("district", ("", ""))
    areas = provinces
    if district:
        codes = {one.code for one in provinces}
        areas = [
            one
            for one in _found(_text(district), district_names())
            if not provinces or one.within in codes or _became(one.within, codes)
        ]
        letters = at
        if not areas:
            row.problems.append(_wrong("district_unread", at, text=_text(district)))
            return
    if not areas:
        return
    present = [one for one in areas if one.period.holds_on(reading.since)]
    if len(present) > 1 or (not present and len({one.within for one in areas}) > 1):
        row.problems.append(_wrong("place_ambiguous", letters, text=_text(district or text)))
    elif present:
        row.values["place"] = present[0].code
    else:
        _followed(row, letters, areas[0], reading.since)


def _followed(row: Understood, letters: str, area: Area, day: dt.date) -> None:
    after = gazetteer().provinces_on(area.code, day)
    if len(after) != 1:
        row.problems.append(_wrong("place_not_on_day", letters, place=area.name, since=day))
        return
    row.values["place"] = after[0].code
    parameters = {"place": area.name, "became": after[0].name}
    row.problems.append(_warned("place_followed", letters, **parameters))


def _found(text: str, names: Mapping[str, tuple[Area, ...]]) -> list[Area]:
    return list(names.get(key_of(text)) or names.get(bare_place(text)) or ())


def _became(province: str, codes: set[str]) -> bool:
    area = gazetteer().get(province)
    return area is not None and area.becomes in codes
