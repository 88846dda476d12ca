"""What a picture shows, as plain values: drawn, said in a sentence and tabled from the same one.

In every picture of an indicator the better values lie to the right, whichever way its numbers
run, so that nine rows under one another can be read as one profile.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.scoring.match import FoundBy
from tcvm.domain.scoring.peers import Statistics
from tcvm.domain.text import Text


@dataclass(frozen=True, slots=True)
class BandCell:
    """One printed cell: what it gives (points, a class) and its text as the scheme prints it."""

    gives: str
    printed: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """A value in its bands: a row of cells, worst first, the matched one lit, and a marker.

    `value` is as published and `value_places` how many decimals of its unit show it truly (see
    `quantities.faithful_places`). `lit` is the index of the matched cell, None where there is
    none; `position` is where the marker stands, in cells from the left. All of them are None for a
    member without the figure. `found_by` is None too where the cells are classes.
    """

    name: Text
    unit: Unit | None
    cells: tuple[BandCell, ...]
    value: Decimal | None = None
    value_places: int | None = None
    points: int | None = None
    found_by: FoundBy | None = None
    lit: int | None = None
    position: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Strip:
    """Where one member stands among its peers: median and quartiles, and the member's mark.

    The least and the greatest value are not shown: each is one member's own figure. What the
    scheme's minimum of members hides is None in `statistics` and `rank`, and `members_min` says
    how many members are asked for. `value` is None for a member without the figure.
    """

    name: Text
    group: Text
    unit: Unit | None
    higher_is_better: bool
    statistics: Statistics
    members_min: int
    value: Decimal | None = None
    value_places: int | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class ScaleClass:
    """A class on the point scale: its code, and the fewest and most points that give it."""

    code: str
    points_low: int
    points_high: int


@dataclass(frozen=True, slots=True)
class Dot:
    """One member on the point scale; a hollow dot stands near a class boundary."""

    name: str
    points: int
    near_boundary: bool = False
    highlighted: bool = False


@dataclass(frozen=True, slots=True)
class DotScale:
    """Every rated member as a dot on the point scale with its class cuts; classes best first."""

    title: Text
    classes: tuple[ScaleClass, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """One member's value before and after."""

    name: str
    before: Decimal
    after: Decimal
    highlighted: bool = False


@dataclass(frozen=True, slots=True)
class Slope:
    """One figure of several members in two years; `before` and `after` name the years."""

    name: Text
    unit: Unit | None
    before: str
    after: str
    lines: tuple[SlopeLine, ...]


Picture = Bullet | Strip | DotScale | Slope


@dataclass(frozen=True, slots=True)
class Table:
    """A picture's numbers as text in one language: caption, head and rows."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
