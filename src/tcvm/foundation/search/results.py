"""What was found, by kind, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tcvm.foundation.search.marks import Piece, pieces
from tcvm.foundation.ui.finding import FOUND_MAX, Found


@dataclass(frozen=True, slots=True)
class Line:
    """One thing found: its title and the line about it, in pieces."""

    href: str
    title: tuple[Piece, ...]
    details: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Things of one kind, best first; `more` says that there may be others."""

    name: str
    lines: tuple[Line, ...]
    more: bool


def by_kind(found: Iterable[Found], words: tuple[str, ...]) -> tuple[Kind, ...]:
    """`found`, which comes best first, by kind; first the kind of the best."""
    kinds: dict[str, list[Found]] = {}
    for one in found:
        kinds.setdefault(one.kind, []).append(one)
    return tuple(
        Kind(
            name,
            tuple(
                Line(one.href, pieces(one.title, words), pieces(one.details, words)) for one in rows
            ),
            len(rows) >= FOUND_MAX,
        )
        for name, rows in kinds.items()
    )
