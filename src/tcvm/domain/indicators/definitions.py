"""What a reported figure and an indicator are: the values a catalogue is read into."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tcvm.domain.indicators.formula import Node
from tcvm.domain.text import Text


class Unit(StrEnum):
    """What a number counts. Money is in the report's currency; a percent is kept as a fraction."""

    PERSONS = "persons"
    LOANS = "loans"
    MONEY = "money"
    PERCENT = "percent"
    PERSONS_PER_PERSON = "persons_per_person"
    MONEY_PER_PERSON = "money_per_person"


class Kind(StrEnum):
    """A stock stands at a date, a flow runs over the period."""

    STOCK = "stock"
    FLOW = "flow"


class Direction(StrEnum):
    """Which way is better; `none` where neither is."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Element:
    """A reported figure (data element).

    `negative` says whether it may lie below zero; `part_of` names the figures it is a part of and
    so may not exceed.
    """

    code: str
    name: Text
    definition: Text
    unit: Unit
    kind: Kind
    source: str
    negative: bool = False
    part_of: tuple[str, ...] = ()

    @property
    def whole_numbers(self) -> bool:
        """Whether only whole numbers make sense: persons and loans are counted, money measured."""
        return self.unit in (Unit.PERSONS, Unit.LOANS)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of an indicator: figures in, the value they must give, and where it stands.

    `places` is the number of decimal places the source prints, of the value as it prints it.
    """

    figures: tuple[tuple[str, Fraction], ...]
    value: Fraction
    places: int
    source: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure calculated from reported figures by a formula."""

    code: str
    version: str
    name: Text
    definition: Text
    formula: Node
    unit: Unit
    direction: Direction
    source: str
    examples: tuple[Example, ...] = ()
