"""From the record of a letter to its text in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tcvm.documents.words import label


class LetterKind(StrEnum):
    """What a letter says."""

    ADMISSION = "admission"
    REFUSAL = "refusal"
    COMPLETION = "completion"


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter in one language, part by part."""

    locale: str
    network: str
    number: str
    dated: str
    title: str
    about: str
    to: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]
    lead: str
    quoted: tuple[str, ...]
    closing: tuple[str, ...]
    signatory_title: str
    signatory_name: str
    recipients: str
    copies: tuple[str, ...]


def composed(record: Mapping[str, Any], locale: str) -> LetterText:
    """The letter of `record` in `locale`. Raises KeyError for a record that lacks a part."""
    kind = LetterKind(record["kind"])
    application = record["application"]
    facts: dict[str, object] = {
        "applicant": record["applicant"][locale],
        "network": record["network"][locale],
        "application": application["number"],
        "applied": _day(application["date"], locale),
        "category": label("letters", f"category_{record['category']}", locale),
    }
    if (decision := record["decision"]) is not None:
        facts |= {
            "decision": decision["number"],
            "decided": _day(decision["date"], locale),
            "body": decision["body"],
        }
    if record["since"]:
        facts["since"] = _day(record["since"], locale)

    def say(code: str) -> str:
        return label("letters", code, locale, **facts)

    quoted = tuple(line.strip() for line in record["text"].splitlines() if line.strip())
    return LetterText(
        locale=locale,
        network=record["network"][locale],
        number=label("letters", "number", locale, number=record["number"]),
        dated=label(
            "letters",
            "dated",
            locale,
            place=record["place"][locale],
            day=_day(record["date"], locale),
        ),
        title=say("title"),
        about=say(f"{kind}_about"),
        to=label("letters", "to", locale, applicant=facts["applicant"]),
        paragraphs=(say(f"{kind}_opening"), say(f"{kind}_decision")),
        items=tuple(one[locale] for one in record["items"]),
        lead=say(f"{kind}_text") if quoted else "",
        quoted=quoted,
        closing=(say(f"{kind}_closing"), say("respectfully")),
        signatory_title=record["signatory"]["title"][locale],
        signatory_name=record["signatory"]["name"],
        recipients=say("recipients"),
        copies=(say("copy_addressee"), say("copy_files")),
    )


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _day(iso: str, locale: str) -> str:
    """A day in words: `ngày 24 tháng 11 năm 2026`, `24 November 2026`."""
    day = dt.date.fromisoformat(iso)
    if locale == "vi":
        # The months 1 and 2, and days under 10, are written with a nought: no stroke can be added.
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        return f"ngày {day.day:02} tháng {month} năm {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
