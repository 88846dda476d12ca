"""What rooms show of theirs on the page of the design: pictures that belong to no floor below.

A room names in `specimens` of its AppConfig the dotted path of a function from a language to what
it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Specimen:
    """A picture with the same numbers as a table, and when it is the right one."""

    code: str
    name: str
    rule: str
    drawing: SafeString
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def specimens(locale: str) -> list[Specimen]:
    """All that the rooms show, in their order."""
    found: list[Specimen] = []
    for room in apps.get_app_configs():
        for path in getattr(room, "specimens", ()):
            shows: Callable[[str], list[Specimen]] = import_string(path)
            found += shows(locale)
    return found
