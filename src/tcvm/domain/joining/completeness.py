"""What an application lacks, said field by field and paper by paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tcvm.domain.problems import Place, Problem


class Asked(StrEnum):
    """What a requirement asks for."""

    FACT = "fact"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A fact or a paper that must be there; of the categories named, or of all if none is."""

    code: str
    asked: Asked
    categories: frozenset[str] = frozenset()

    def asks(self, category: str) -> bool:
        """Whether it is asked of who wants to join as `category`."""
        return not self.categories or category in self.categories


@dataclass(frozen=True, slots=True)
class Filed:
    """What an applicant has filled in and attached.

    `papers` gives of each paper what identifies its content, so that a replaced one is known.
    """

    category: str
    facts: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    conduct_accepted: bool = False

    def of(self, code: str) -> str:
        """What stands at a fact or a paper; empty where nothing does."""
        return self.papers.get(code, "") or self.facts.get(code, "").strip()


def gaps(
    requirements: Iterable[Requirement],
    filed: Filed,
    *,
    conduct_asked: bool,
    before: Filed | None = None,
    questioned: Iterable[str] = (),
) -> list[Problem]:
    """What keeps `filed` from being sent, each at the field or paper it is about.

    `fact_needed`, `paper_needed`, `conduct_not_accepted`; and of what was sent back, for every item
    `questioned` that is as it was `before`: `not_put_right`.
    """
    found = [
        Problem(f"{one.asked}_needed", place=Place(column=one.code))
        for one in requirements
        if one.asks(filed.category) and not filed.of(one.code)
    ]
    if conduct_asked and not filed.conduct_accepted:
        found.append(Problem("conduct_not_accepted", place=Place(column="conduct_accepted")))
    if before is not None:
        missing = {one.place.column for one in found}
        found += _unchanged(filed, before, (one for one in questioned if one not in missing))
    return found


def _unchanged(filed: Filed, before: Filed, questioned: Iterable[str]) -> Iterator[Problem]:
    for code in questioned:
        if filed.of(code) == before.of(code):
            yield Problem("not_put_right", place=Place(column=code))
