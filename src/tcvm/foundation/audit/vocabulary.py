"""What the trail's codes are called. Each room names its own; knows no table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import get_language

from tcvm.foundation.audit.canonical import Json, canonical


@dataclass(frozen=True, slots=True)
class TrailWords:
    """A room's words, lazy translations by code: kinds of record, what is done, and fields.

    `values` puts what a field held in words, by the field's code: for fields that hold codes.
    A room lists them as `trail_words` of its AppConfig.
    """

    kinds: Mapping[str, object] = field(default_factory=dict)
    verbs: Mapping[str, object] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)
    values: Mapping[str, Callable[[str], str]] = field(default_factory=dict)


def kind(code: str) -> str:
    """A kind of record in words; the code itself where no room has any."""
    return _said("kinds", code)


def verb(code: str) -> str:
    """What was done, in words."""
    return _said("verbs", code)


def field_name(code: str) -> str:
    """A field, in words."""
    return _said("fields", code)


def value(code: str, kept: Json) -> str | None:
    """What the field of that code held, in words; None for nothing.

    Codes are said as the rooms say them, days as they are written here, and what holds further
    fields as those, one after the other.
    """
    if isinstance(kept, Mapping):
        parts = ((field_name(one), value(one, held)) for one, held in kept.items())
        return "; ".join(f"{name}: {said}" for name, said in parts if said) or None
    if isinstance(kept, list | tuple):
        return ", ".join(filter(None, (value(code, one) for one in kept))) or None
    text = kept if isinstance(kept, str) else canonical(kept)
    if kept is None or not text:
        return None
    for room in _rooms():
        if code in room.values:
            return room.values[code](text) or text
    return _day(text) or text


def _day(text: str) -> str:
    """A day in the reader's language; empty for what is none."""
    try:
        day = dt.date.fromisoformat(text) if len(text) == len("2026-12-31") else None
    except ValueError:
        return ""
    if day is None:
        return ""
    english = (get_language() or "vi").startswith("en")
    return date_format(day, "j F Y") if english else f"{day:%d/%m/%Y}"


def verbs() -> dict[str, str]:
    """Everything that the rooms have words for being done, by its code."""
    return {code: str(said) for room in _rooms() for code, said in room.verbs.items()}


def _rooms() -> list[TrailWords]:
    return [one.trail_words for one in apps.get_app_configs() if hasattr(one, "trail_words")]


def _said(part: str, code: str) -> str:
    for room in _rooms():
        if code in (words := getattr(room, part)):
            return str(words[code])
    return code
