"""What a column of a spreadsheet may hold, and what a heading and the cells below it suggest."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from tcvm.apps.exchange.words_of_cells import categories, key_of, legal_form_names, place_names
from tcvm.documents.tables.sheets import Value
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.text import Text

#: A heading this much like a known one, of 100, is taken for it until a person says otherwise.
NEAR_MIN = 82
#: Of the cells that hold anything, so many must look like it for the content to suggest a field.
SHARE_MIN = 0.6
HEADING_LENGTH = 200
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"[+(]?[0-9][0-9 .()-]{7,18}")
_WEBSITE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the register that a column can hold."""

    code: str
    name: Text
    kinds: frozenset[MemberKind]
    headings: tuple[str, ...]


class Because(StrEnum):
    """Why a field is suggested."""

    REMEMBERED = "remembered"
    HEADING = "heading"
    CONTENT = "content"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A field for a column; `because` is None where nothing suggests one."""

    field: str = ""
    because: Because | None = None


@cache
def fields_of(kind: MemberKind) -> Mapping[str, Field]:
    """The fields of a kind of member by code, in the order in which they are offered."""
    text = (files("tcvm.catalogue") / "exchange/fields.toml").read_text(encoding="utf-8")
    found = (
        Field(
            code=one["code"],
            name=Text(one["name"]["vi"], one["name"]["en"]),
            kinds=frozenset(MemberKind(kind) for kind in one["kind"]),
            headings=tuple(one["headings"]),
        )
        for one in tomllib.loads(text)["fields"]
    )
    return {one.code: one for one in found if kind in one.kinds}


@cache
def _vocabulary(kind: MemberKind) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for field in fields_of(kind).values():
        for heading in (field.code, field.name.vi, field.name.en, *field.headings):
            known.setdefault(key_of(heading), field.code)
    return known


def is_heading(text: str) -> bool:
    """Whether a text is a heading of any field."""
    key = key_of(text)
    return any(key in _vocabulary(kind) for kind in MemberKind)


def header_row(rows: Sequence[tuple[int, Sequence[Value]]], kind: MemberKind) -> int:
    """The number of the row that looks most like one of headings; of none, the first."""
    known = _vocabulary(kind)

    def headings(cells: Sequence[Value]) -> int:
        return sum(isinstance(cell, str) and key_of(cell) in known for cell in cells)

    best = max(rows, key=lambda row: headings(row[1]), default=None)
    return best[0] if best is not None else 1


def suggest(
    headings: Sequence[str],
    columns: Sequence[Sequence[Value]],
    kind: MemberKind,
    remembered: Mapping[str, str],
) -> list[Suggestion]:
    """A field for each column by its heading and cells; none is suggested twice.

    What people have said (`remembered`, by folded heading) goes before what a heading says, that
    before what the cells look like, and that before a heading that is nearly a known one.
    """
    found: list[Suggestion] = [Suggestion() for _ in headings]
    taken: set[str] = set()
    known = _vocabulary(kind)
    keys = [key_of(one) for one in headings]

    def settle(because: Because, fields: Iterable[str | None]) -> None:
        for position, field in enumerate(fields):
            free = found[position].because is None
            if free and field == "":
                found[position] = Suggestion("", because)
            elif free and field and field not in taken:
                taken.add(field)
                found[position] = Suggestion(field, because)

    settle(Because.REMEMBERED, [remembered.get(key) for key in keys])
    settle(Because.HEADING, [known.get(key) for key in keys])
    settle(Because.CONTENT, [_by_content(cells, kind) for cells in columns])
    settle(Because.NEAR, [_nearest(key, known) for key in keys])
    return found


def _nearest(key: str, known: Mapping[str, str]) -> str | None:
    if not key:
        return None
    best = process.extractOne(
        key, known.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_MIN
    )
    return known[best[0]] if best is not None else None


def _by_content(cells: Sequence[Value], kind: MemberKind) -> str | None:
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    if not texts:
        return None
    looks: dict[str, Callable[[str], object]] = {
        "email": lambda text: _EMAIL.fullmatch(text.strip()),
        "website": lambda text: _WEBSITE.fullmatch(text.strip()),
        "phone": lambda text: _PHONE.fullmatch(text.strip()),
        "category": lambda text: key_of(text) in categories(),
        "legal_form": lambda text: key_of(text) in legal_form_names(),
        "province": lambda text: bool(place_names().get(key_of(text))),
    }
    enough = SHARE_MIN * len(texts)
    for field, like in looks.items():
        if field in fields_of(kind) and sum(bool(like(one)) for one in texts) >= enough:
            return field
    return None
