"""Whether two entries may be the same organisation or person: what they have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tcvm.domain.membership.names import folded

#: Fewer digits than this identify nobody.
_DIGITS_MIN = 6
_COUNTRY = "84"


class Shared(StrEnum):
    """What two entries have in common, the strongest first."""

    NAME = "name"
    ABBREVIATION = "abbreviation"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Marks:
    """By what an organisation or a person is known: every name it had, and how it is reached."""

    names: frozenset[str]
    abbreviations: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        *,
        names: tuple[str, ...],
        abbreviations: tuple[str, ...] = (),
        phones: tuple[str, ...] = (),
        emails: tuple[str, ...] = (),
    ) -> Marks:
        """The marks as they are compared: folded, numbers by their digits; empty ones left out."""
        return cls(
            frozenset(filter(None, map(folded, names))),
            frozenset(filter(None, map(folded, abbreviations))),
            frozenset(filter(None, map(dialled, phones))),
            frozenset(one.strip().casefold() for one in emails if one.strip()),
        )


def dialled(phone: str) -> str:
    """A telephone number by its digits, as dialled within Vietnam; empty where it is too short."""
    digits = re.sub(r"\D", "", phone)
    if digits.startswith(_COUNTRY) and phone.strip().startswith(("+", _COUNTRY)):
        digits = "0" + digits.removeprefix(_COUNTRY)
    return digits if len(digits) >= _DIGITS_MIN else ""


def shared(one: Marks, other: Marks) -> tuple[Shared, ...]:
    """What `one` and `other` have in common; an abbreviation may also stand as a name."""
    found = []
    if one.names & other.names:
        found.append(Shared.NAME)
    if one.abbreviations & (other.abbreviations | other.names) or other.abbreviations & one.names:
        found.append(Shared.ABBREVIATION)
    if one.phones & other.phones:
        found.append(Shared.PHONE)
    if one.emails & other.emails:
        found.append(Shared.EMAIL)
    return tuple(found)
