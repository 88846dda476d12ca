"""Search over all rooms: each names in `findable` of its AppConfig a function that looks.

Words are compared without diacritics, so that `quy hoa sen` finds `Quỹ Hoa Sen`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps
from django.utils.module_loading import import_string

from tcvm.domain.membership.names import folded
from tcvm.foundation.tenancy.viewer import Viewer

#: Of each kind of thing so many are shown.
FOUND_MAX = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: its name, its page, what kind of thing it is, and a line about it.

    `kind` and `details` are in the language of whoever looks. `rank` orders within a kind: 0 where
    the name begins with what was typed.
    """

    title: str
    href: str
    kind: str
    details: str = ""
    rank: int = 1


#: From a viewer, folded words (all must be found) and a day to what of one room the viewer may see.
Finds = Callable[[Viewer, tuple[str, ...], dt.date], list[Found]]


def found_by(viewer: Viewer, words: tuple[str, ...], today: dt.date) -> list[Found]:
    """All that `viewer` may see and that has every word, best first; nothing for no words."""
    if not words:
        return []
    found: list[Found] = []
    for room in apps.get_app_configs():
        for path in getattr(room, "findable", ()):
            finds: Finds = import_string(path)
            found += finds(viewer, words, today)[:FOUND_MAX]
    return sorted(found, key=lambda one: (one.rank, one.kind, one.title))


@lru_cache(maxsize=65_536)
def folded_once(text: str) -> str:
    """`text` without diacritics, kept: names stay, and every search looks at all of them."""
    return folded(text)


def best_named(
    names: Iterable[tuple[int, tuple[str, ...]]], words: tuple[str, ...]
) -> dict[int, int]:
    """Of things by key, each with one or more lines of names, the best that have all `words`.

    Lines of one key count together, the newest last. Gives the rank of at most FOUND_MAX of them:
    what is shown of a thing need be read of these alone.
    """
    lines: dict[int, list[str]] = {}
    newest: dict[int, tuple[str, ...]] = {}
    for key, line in names:
        newest[key] = tuple(folded_once(one) for one in line if one)
        lines.setdefault(key, []).extend(newest[key])
    phrase = " ".join(words)
    hits = []
    for key, known in lines.items():
        text = " ".join(known)
        if all(word in text for word in words):
            rank = 0 if any(one.startswith(phrase) for one in newest[key]) else 1
            hits.append((rank, newest[key], key))
    return {key: rank for rank, _name, key in sorted(hits)[:FOUND_MAX]}
