"""Formulas and scales over arrays: one operation for thousands of values of one member.

Everywhere else a value is exact. Here it is a double, on purpose: what passes through are redraws
of figures that are themselves only known to a per cent, some ten million of them a run, and from
them come shares and intervals, never a score that is published. A double errs in the sixteenth
digit; a value the domain finds exactly on a printed bound must still be found on it, so every
bound is taken `SLACK` wide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tcvm.domain.indicators.evaluate import MONTH_ENDS_IN_YEAR, MONTHS_IN_YEAR, AverageBasis
from tcvm.domain.indicators.formula import Annualise, Average, Binary, Figure, Negate, Node, Number
from tcvm.domain.scoring.match import Scale

Vector = npt.NDArray[np.float64]
Points = npt.NDArray[np.int16]
Vectors = Mapping[str, "Vector | tuple[Vector, ...]"]
VectorEvaluator = Callable[[Vectors], "Vector | None"]

#: Half the width of a bound, as a share of it: sixteen units in the last place of a double, more
#: than the roundings of a scored formula add up to and far less than any figure is known to.
SLACK = 2.0**-48


def vector_evaluator(
    node: Node, *, months: int, bases: tuple[AverageBasis, ...]
) -> VectorEvaluator:
    """A function from arrays of figures to the array of values of `node`.

    The counterpart of `tcvm.domain.indicators.evaluate.evaluator`: None where a figure is not
    reported, NaN where a denominator is zero.
    """
    match node:
        case Number(value, _):
            constant = np.array([float(value)])
            return lambda _: constant
        case Figure(code):
            return lambda figures: _single(code, figures)
        case Average(figure):
            return lambda figures: _average(figure.code, figures, bases)
        case Annualise(operand):
            inner = vector_evaluator(operand, months=months, bases=bases)
            factor = MONTHS_IN_YEAR / months
            return lambda figures: None if (v := inner(figures)) is None else v * factor
        case Negate(operand):
            inner = vector_evaluator(operand, months=months, bases=bases)
            return lambda figures: None if (v := inner(figures)) is None else -v
        case Binary(operator, left, right):
            return _binary(
                _OPERATIONS[operator],
                vector_evaluator(left, months=months, bases=bases),
                vector_evaluator(right, months=months, bases=bases),
            )


def _binary(
    operation: Callable[[Vector, Vector], Vector], left: VectorEvaluator, right: VectorEvaluator
) -> VectorEvaluator:
    def evaluate(figures: Vectors) -> Vector | None:
        a, b = left(figures), right(figures)
        return None if a is None or b is None else operation(a, b)

    return evaluate


def _quotient(dividend: Vector, divisor: Vector) -> Vector:
    # NaN, not infinity: dividing by an infinity later would make a value out of none.
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(divisor == 0, np.nan, dividend / divisor)


_OPERATIONS: dict[str, Callable[[Vector, Vector], Vector]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _quotient,
}


def _single(name: str, figures: Vectors) -> Vector | None:
    value = figures.get(name)
    return None if isinstance(value, tuple) else value


def _average(code: str, figures: Vectors, bases: tuple[AverageBasis, ...]) -> Vector | None:
    """The average on the first of `bases` that is known, as in the domain's `average`."""
    for basis in bases:
        value = _AVERAGES[basis](code, figures)
        if value is not None:
            return value
    return None


def _mean_of_month_ends(code: str, figures: Vectors) -> Vector | None:
    ends = figures.get(f"month_ends_{code}")
    if not isinstance(ends, tuple) or len(ends) != MONTH_ENDS_IN_YEAR:
        return None
    total: Vector = sum(ends[1:], start=ends[0])
    return total / MONTH_ENDS_IN_YEAR


def _mean_of_opening_and_closing(code: str, figures: Vectors) -> Vector | None:
    opening, closing = _single(f"opening_{code}", figures), _single(code, figures)
    return None if opening is None or closing is None else (opening + closing) / 2


_AVERAGES: dict[AverageBasis, Callable[[str, Vectors], Vector | None]] = {
    AverageBasis.MONTH_ENDS: _mean_of_month_ends,
    AverageBasis.REPORTED: lambda code, figures: _single(f"average_{code}", figures),
    AverageBasis.OPENING_CLOSING: _mean_of_opening_and_closing,
    AverageBasis.CLOSING: _single,
}


class VectorScale:
    """A column's scale for arrays of values: the pieces of the domain's `Scale` as sorted edges."""

    def __init__(self, scale: Scale) -> None:
        """Turn the pieces into edges, joining neighbours of equal points.

        A piece without points is left out: a checked scheme has one only between whole numbers of
        a column of whole numbers, where no value lies.
        """
        points: list[int] = []
        edges: list[float] = []
        for piece in scale.pieces:
            if piece.match is None or (points and points[-1] == piece.match.points):
                continue
            if points:
                assert piece.interval.low is not None, "only the first piece is open below"
                edges.append(_edge(piece.interval.low, included=piece.interval.low_included))
            points.append(piece.match.points)
        self.points_min, self.points_max = min(points), max(points)
        self._edges = np.array(edges)
        self._points = np.array(points, dtype=np.int16)

    def points(self, values: Vector) -> Points:
        """The points of each value; those of NaN mean nothing."""
        found: Points = self._points[np.searchsorted(self._edges, values, side="right")]
        return found


def _edge(low: Fraction, *, included: bool) -> float:
    """The least double that counts as having reached (or, not included, passed) the bound `low`."""
    bound = float(low)
    if included:
        return bound - abs(bound) * SLACK
    return float(np.nextafter(bound + abs(bound) * SLACK, np.inf))
