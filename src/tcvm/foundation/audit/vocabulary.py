"""What the trail's codes are called. Each room names its own; knows no table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.apps import apps


@dataclass(frozen=True, slots=True)
class TrailWords:
    """A room's words, lazy translations by code: kinds of record, what is done, and fields.

    A room lists them as `trail_words` of its AppConfig.
    """

    kinds: Mapping[str, object] = field(default_factory=dict)
    verbs: Mapping[str, object] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)


def kind(code: str) -> str:
    """A kind of record in words; the code itself where no room has any."""
    return _said("kinds", code)


def verb(code: str) -> str:
    """What was done, in words."""
    return _said("verbs", code)


def field_name(code: str) -> str:
    """A field, in words."""
    return _said("fields", code)


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
