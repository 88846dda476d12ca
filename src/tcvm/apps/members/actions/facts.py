"""What is stated of an organisation or a person, and what can be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.text import slugify

from tcvm.apps.members.gazetteer import gazetteer, legal_forms
from tcvm.domain.membership.names import folded
from tcvm.domain.problems import Place, Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Set

CODE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation as a source describes it; what the source does not tell stays empty.

    `place` is a code of the gazetteer, `legal_form` one of the catalogue.
    """

    name_vi: str
    name_en: str
    legal_form: str
    source: str
    abbreviation: str = ""
    licence_number: str = ""
    licence_issuer: str = ""
    licence_issued_on: dt.date | None = None
    founded_year: int | None = None
    owner: str = ""
    street: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""

    def problems(self, since: dt.date) -> list[Problem]:
        """What is wrong, each at the field it stands in.

        `fact_missing` (field), `legal_form_unknown`, `place_unknown`, `place_not_on_day` (place,
        since), `year_unlikely` (year), `email_unreadable`, `website_unreadable`.
        """
        found = [*_missing(self.name_vi, "name_vi"), *_missing(self.name_en, "name_en")]
        found += [*_missing(self.source, "source"), *_place(self.place, since)]
        if self.legal_form not in legal_forms():
            found.append(_wrong("legal_form_unknown", "legal_form", legal_form=self.legal_form))
        if self.founded_year is not None and not 1900 <= self.founded_year <= since.year:
            found.append(_wrong("year_unlikely", "founded_year", year=self.founded_year))
        found += _email(self.email)
        if self.website and not _passes(URLValidator(["http", "https"]), self.website):
            found.append(_wrong("website_unreadable", "website", website=self.website))
        return found


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as a source describes them."""

    name: str
    source: str
    email: str = ""
    phone: str = ""
    place: str = ""

    def problems(self, since: dt.date) -> list[Problem]:
        """What is wrong, each at its field; the codes are those of OrganisationFacts."""
        return [
            *_missing(self.name, "name"),
            *_missing(self.source, "source"),
            *_place(self.place, since),
            *_email(self.email),
        ]


def code_from(name: str, taken: Set[str]) -> str:
    """A code for addresses made from a name, not one of `taken`."""
    stem = slugify(folded(name))[: CODE_LENGTH - 5].strip("-") or "member"
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def _wrong(code: str, field: str, /, **parameters: object) -> Problem:
    return Problem(code, place=Place(column=field), parameters=parameters)


def _missing(value: str, field: str) -> Iterator[Problem]:
    if not value.strip():
        yield _wrong("fact_missing", field, field=field)


def _place(code: str, since: dt.date) -> Iterator[Problem]:
    if not code:
        return
    area = gazetteer().get(code)
    if area is None:
        yield _wrong("place_unknown", "place", place=code)
    elif not area.period.holds_on(since):
        yield _wrong("place_not_on_day", "place", place=area.name, since=since)


def _email(address: str) -> Iterator[Problem]:
    if address and not _passes(validate_email, address):
        yield _wrong("email_unreadable", "email", email=address)


def _passes(check: object, value: str) -> bool:
    assert callable(check)
    try:
        check(value)
    except ValidationError:
        return False
    return True
