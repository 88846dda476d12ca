"""What people write into cells for a category, a legal form, a place or a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache

from tcvm.apps.members.public import gazetteer, legal_forms
from tcvm.documents.words import entries, words
from tcvm.domain.membership.names import folded
from tcvm.domain.membership.places import Area, Level
from tcvm.domain.membership.sameness import shortened
from tcvm.domain.scoring.scheme import Category

_SIGNS = re.compile(r"[\W_]+")
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_YEAR = re.compile(r"(?:năm |nam |in )?(\d{4})", re.IGNORECASE)
_KINDS = re.compile(r"^(?:tinh|thanh pho|tp|quan|huyen|thi xa|tx|thi tran) ")


def key_of(text: str) -> str:
    """A text as it is compared: folded, what is neither letter nor digit a blank."""
    return " ".join(_SIGNS.sub(" ", folded(text)).split())


def short_key(text: str) -> str:
    """The same with the trade's long words in their short form."""
    return shortened(key_of(text))


@cache
def categories() -> Mapping[str, Category]:
    """The categories by all that is accepted for them."""
    found: dict[str, Category] = {}
    for category in Category:
        entry = entries("columns")[category.value]
        label = words("labels")[f"category_{category.value}"]
        for name in (category.value, entry["vi"], entry["en"], *entry.get("also", ())):
            found.setdefault(key_of(name), category)
        found.setdefault(key_of(label.vi), category)
        found.setdefault(key_of(label.en), category)
        found.setdefault(key_of(label.vi).removeprefix("thanh vien "), category)
    return found


@cache
def legal_form_names() -> Mapping[str, str]:
    """The codes of legal forms by all that is accepted for them."""
    found: dict[str, str] = {}
    for code, name in legal_forms().items():
        for text in (code, name.vi, name.en, *name.vi.split("/"), *name.vi.split(", ")):
            found.setdefault(key_of(text), code)
            found.setdefault(short_key(text), code)
    return found


@cache
def place_names() -> Mapping[str, tuple[Area, ...]]:
    """The provinces by their names, with and without the word for the kind of place."""
    return _by_name(Level.PROVINCE)


@cache
def district_names() -> Mapping[str, tuple[Area, ...]]:
    """The districts in the same way; one name stands in several provinces."""
    return _by_name(Level.DISTRICT)


def _by_name(level: Level) -> Mapping[str, tuple[Area, ...]]:
    found: dict[str, tuple[Area, ...]] = {}
    for area in gazetteer().areas:
        if area.level is level:
            for key in dict.fromkeys((key_of(area.name), bare_place(area.name))):
                found[key] = (*found.get(key, ()), area)
    return found


def bare_place(text: str) -> str:
    """A place's name without the word for its kind: `Tỉnh Sơn La` and `Sơn La` are one."""
    return _KINDS.sub("", key_of(text))


def day_in(text: str) -> dt.date | None:
    """The day a cell writes: day, month, year, or the ISO way; None where it is neither."""
    text = text.strip()
    if (found := _DAY.fullmatch(text)) is not None:
        day, month, year = map(int, found.groups())
    elif (found := _ISO.fullmatch(text)) is not None:
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def year_in(text: str) -> int | None:
    """The year a cell writes and nothing more."""
    found = _YEAR.fullmatch(text.strip())
    return int(found[1]) if found is not None else None
