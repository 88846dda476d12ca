"""What a network asks of an applicant: the files of `catalogue/joining`, read once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from tcvm.domain.joining.completeness import Asked, Requirement
from tcvm.domain.membership.standing import CATEGORIES, MemberKind
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.text import Text

NOTHING = Text("", "")


class Part(StrEnum):
    """The pages of a form, in their order. Papers stand on a page of their own."""

    APPLICANT = "applicant"
    CONTACT = "contact"
    PAPERS = "papers"
    CONDUCT = "conduct"


class FactKind(StrEnum):
    """How a fact is filled in."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    YEAR = "year"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    LEGAL_FORM = "legal_form"
    PROVINCE = "province"


#: The most characters of a kind, where the file does not say otherwise; of all others 200.
_LENGTHS = {
    FactKind.LONG: 3000,
    FactKind.PHONE: 40,
    FactKind.LEGAL_FORM: 40,
    FactKind.PROVINCE: 40,
    FactKind.EMAIL: 254,
    FactKind.YEAR: 4,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact the form asks for; `categories` must give it, None: nobody must."""

    code: str
    part: Part
    kind: FactKind
    name: Text
    help: Text
    length: int
    categories: frozenset[str] | None

    def needed(self, category: str) -> bool:
        """Whether who wants to join as `category` must give it."""
        return self.categories is not None and (not self.categories or category in self.categories)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to be attached; `signature` marks the one that proves that the code was signed."""

    code: str
    name: Text
    categories: frozenset[str] | None
    signature: bool

    def needed(self, category: str) -> bool:
        """Whether who wants to join as `category` must attach it."""
        return self.categories is not None and (not self.categories or category in self.categories)


@dataclass(frozen=True, slots=True)
class KindAsked:
    """What is asked of one kind of applicant."""

    kind: MemberKind
    categories: tuple[Category, ...]
    conduct: frozenset[str]
    facts: tuple[Fact, ...]
    papers: tuple[Paper, ...]

    def of_part(self, part: Part) -> tuple[Fact, ...]:
        """The facts of one page."""
        return tuple(one for one in self.facts if one.part is part)

    def required(self) -> Iterator[Requirement]:
        """What must be there, as the domain reads it."""
        for fact in self.facts:
            if fact.categories is not None:
                yield Requirement(fact.code, Asked.FACT, fact.categories)
        for paper in self.papers:
            if paper.categories is not None:
                yield Requirement(paper.code, Asked.PAPER, paper.categories)

    def name_of(self, code: str) -> Text:
        """What a fact or paper is called. Raises KeyError for one that is not asked for."""
        return self.names[code]

    @property
    def names(self) -> dict[str, Text]:
        """What each fact and paper is called, by its code."""
        facts = {one.code: one.name for one in self.facts}
        return facts | {one.code: one.name for one in self.papers}


@dataclass(frozen=True, slots=True)
class Requirements:
    """A file of the catalogue."""

    code: str
    name: Text
    kinds: Mapping[MemberKind, KindAsked]


@cache
def all_requirements() -> Mapping[str, Requirements]:
    """Every file, by its code. Raises ValueError for one that does not fit together."""
    found = {}
    for file in sorted((files("tcvm.catalogue") / "joining").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            one = read(tomllib.loads(file.read_text(encoding="utf-8")))
            found[one.code] = one
    return found


def read(document: Mapping[str, Any]) -> Requirements:
    """Requirements from a parsed document. Raises ValueError, naming what is wrong."""
    kinds = [_kind(one) for one in document["kinds"]]
    return Requirements(document["code"], _text(document["name"]), {one.kind: one for one in kinds})


def _kind(given: Mapping[str, Any]) -> KindAsked:
    kind = MemberKind(given["code"])
    categories = tuple(map(Category, given["categories"]))
    conduct = frozenset(given["conduct"])
    if wrong := (set(categories) - CATEGORIES[kind]) | (conduct - set(categories)):
        raise ValueError(f"{kind}: {', '.join(sorted(wrong))} is of another kind")
    facts = tuple(
        Fact(
            code=one["code"],
            part=Part(one["part"]),
            kind=FactKind(one["kind"]),
            name=_text(one["name"]),
            help=_text(one["help"]) if "help" in one else NOTHING,
            length=one.get("length", _LENGTHS.get(FactKind(one["kind"]), 200)),
            categories=_needed(one["needed"], categories),
        )
        for one in given["facts"]
    )
    papers = tuple(
        Paper(
            code=one["code"],
            name=_text(one["name"]),
            categories=_needed(one["needed"], categories),
            signature=one.get("signature", False),
        )
        for one in given["papers"]
    )
    codes = [*(one.code for one in facts), *(one.code for one in papers)]
    if len(set(codes)) != len(codes):
        raise ValueError(f"{kind}: a code stands twice")
    return KindAsked(kind, categories, conduct, facts, papers)


def _needed(given: object, categories: tuple[Category, ...]) -> frozenset[str] | None:
    if given == "never":
        return None
    if given == "always":
        return frozenset()
    wanted = frozenset(given) if isinstance(given, list) else frozenset({str(given)})
    if not wanted or wanted - set(categories):
        raise ValueError(f"{given} is neither always nor never nor of these categories")
    return wanted


def _text(given: Mapping[str, str]) -> Text:
    return Text(given["vi"], given["en"])
