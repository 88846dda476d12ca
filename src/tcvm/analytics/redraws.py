"""Reported figures drawn anew within a reporting error: one member's figures, many times over.

What a member reports is taken to lie somewhere within a stated share of the truth, anywhere with
equal chance, each figure on its own. Money moves within `error_amounts` of the reported figure.
Counts move within `error_counts`, to whole numbers inside that range only, so a count of fewer
than a hundred persons stays as reported at one per cent. A figure of zero stays zero, and a figure
keeps its sign.

The draws of a figure depend on the seed, the member's name and the figure's name alone: not on
the other members, nor on the order of anything. They are taken from the raw bits of the generator,
which NumPy promises never to change.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np

from tcvm.analytics.vectors import Vector
from tcvm.domain.indicators.definitions import Element
from tcvm.domain.indicators.evaluate import Exact
from tcvm.domain.scoring.score import Member

_PREFIXES = ("opening_", "average_", "month_ends_")


@dataclass(frozen=True, slots=True)
class Drawing:
    """How figures are drawn: how often, from which seed, and how far from what was reported.

    The errors are shares of the reported figure: 0.02 is two per cent.
    """

    draws: int
    seed: int
    error_amounts: float
    error_counts: float

    def __post_init__(self) -> None:
        """Refuse to draw nothing, and an error that is negative or could turn a figure's sign."""
        if self.draws < 1:
            raise ValueError(f"at least one draw is needed, not {self.draws}")
        for share in (self.error_amounts, self.error_counts):
            if not 0 <= share < 1:
                raise ValueError(f"a reporting error is a share from 0 to below 1, not {share}")


def redrawn(
    member: Member, codes: Iterable[str], elements: Mapping[str, Element], drawing: Drawing
) -> dict[str, Vector | tuple[Vector, ...]]:
    """The figures `member` reported of the elements `codes`, each drawn anew.

    With every code come its opening figure, its reported average and its month-ends, where they
    are reported. A part is held to its whole (`Element.part_of`) in each draw, if it is within the
    whole as reported. Raises KeyError for a code `elements` does not have.
    """
    figures: dict[str, Vector | tuple[Vector, ...]] = {}
    drawn = _Drawn(member, elements, drawing)
    for code in codes:
        for name in (code, *(prefix + code for prefix in _PREFIXES)):
            reported = member.figures.get(name)
            if isinstance(reported, tuple):
                names = _month_end_names(code, len(reported))
                pairs = zip(names, reported, strict=True)
                figures[name] = tuple(drawn.figure(one, code, value) for one, value in pairs)
            elif reported is not None:
                figures[name] = drawn.figure(name, code, reported)
    return figures


def _month_end_names(code: str, count: int) -> list[str]:
    """Names under which month-ends are drawn: the outer two are the opening and closing figures."""
    inner = [f"month_end_{month}_{code}" for month in range(1, count - 1)]
    return [f"opening_{code}", *inner, code] if count > 1 else [code]


class _Drawn:
    """The draws of one member, each figure's made once."""

    def __init__(self, member: Member, elements: Mapping[str, Element], drawing: Drawing) -> None:
        self.member = member
        self.elements = elements
        self.drawing = drawing
        self._made: dict[tuple[str, Exact], Vector] = {}

    def figure(self, name: str, code: str, reported: Exact) -> Vector:
        """The draws of the figure `name` of element `code`, within its wholes."""
        made = self._made.get((name, reported))
        if made is None:
            element = self.elements[code]
            made = self._free(name, element, reported)
            for whole in element.part_of:
                made = self._within(whole, name.removesuffix(code) + whole, reported, made)
            self._made[name, reported] = made
        return made

    def _within(self, code: str, name: str, reported: Exact, part: Vector) -> Vector:
        whole = self.member.figures.get(name)
        if whole is None or isinstance(whole, tuple) or whole < reported:
            return part
        return np.minimum(part, self.figure(name, code, whole))

    def _free(self, name: str, element: Element, reported: Exact) -> Vector:
        drawing = self.drawing
        shares = uniform(drawing.seed, self.member.name, name, drawing.draws)
        if not element.whole_numbers:
            value = float(reported)
            return value + (2 * shares - 1) * (value * drawing.error_amounts)
        reach = abs(Fraction(reported)) * Fraction(str(drawing.error_counts))
        first, last = ceil(reported - reach), floor(reported + reach)
        if first > last:
            return np.full(drawing.draws, float(reported))
        return float(first) + np.floor(shares * float(last - first + 1))


def uniform(seed: int, member: str, figure: str, draws: int) -> Vector:
    """`draws` numbers from 0 to below 1, the same for the same seed, member and figure.

    More draws begin with the fewer draws; a name is one name however Unicode composes it.
    """
    name = unicodedata.normalize("NFC", member)
    key = hashlib.sha256("\0".join((str(seed), name, figure)).encode()).digest()
    bits = np.random.PCG64(int.from_bytes(key[:16], "big")).random_raw(draws)
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53
