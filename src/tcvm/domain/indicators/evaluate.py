"""Exact evaluation of a formula over the figures one member reported for one period.

Figures are a mapping from the names of reported figures to exact numbers (`int` or `Fraction`).
A stock `x` has its closing value under `x` and, as far as known, its opening value under
`opening_x`, the average the member itself reports under `average_x`, and its month-ends, opening
December first, under `month_ends_x`. A flow has its total over the period under its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tcvm.domain.indicators.formula import (
    Annualise,
    Average,
    Binary,
    Figure,
    Negate,
    Node,
    Number,
    lineage,
    walk,
)

Exact = int | Fraction
Figures = Mapping[str, "Exact | tuple[Exact, ...]"]
Evaluator = Callable[[Figures], "Exact | None"]

MONTHS_IN_YEAR = 12
#: Opening December and the twelve month-ends of the year (rating.md 3.8).
MONTH_ENDS_IN_YEAR = 13


class AverageBasis(StrEnum):
    """What the average of a stock over a year is made of."""

    MONTH_ENDS = "month_ends"
    REPORTED = "reported"
    OPENING_CLOSING = "opening_closing"
    CLOSING = "closing"


#: Month-ends where they are known, else the member's own average, else the mean of opening and
#: closing (rating.md 3.8).
USUAL_BASES = (AverageBasis.MONTH_ENDS, AverageBasis.REPORTED, AverageBasis.OPENING_CLOSING)


def average(
    code: str, figures: Figures, bases: tuple[AverageBasis, ...] = USUAL_BASES
) -> tuple[AverageBasis, Exact] | None:
    """The average of stock `code` on the first of `bases` known, and the basis."""
    for basis in bases:
        value = _AVERAGES[basis](code, figures)
        if value is not None:
            return basis, value
    return None


def _mean_of_month_ends(code: str, figures: Figures) -> Exact | None:
    ends = figures.get(f"month_ends_{code}")
    if not isinstance(ends, tuple) or len(ends) != MONTH_ENDS_IN_YEAR:
        return None
    return ratio(sum(ends), MONTH_ENDS_IN_YEAR)


def _single(name: str, figures: Figures) -> Exact | None:
    value = figures.get(name)
    return None if isinstance(value, tuple) else value


def _mean_of_opening_and_closing(code: str, figures: Figures) -> Exact | None:
    opening = _single(f"opening_{code}", figures)
    closing = _single(code, figures)
    if opening is None or closing is None:
        return None
    return ratio(opening + closing, 2)


_AVERAGES: dict[AverageBasis, Callable[[str, Figures], Exact | None]] = {
    AverageBasis.MONTH_ENDS: _mean_of_month_ends,
    AverageBasis.REPORTED: lambda code, figures: _single(f"average_{code}", figures),
    AverageBasis.OPENING_CLOSING: _mean_of_opening_and_closing,
    AverageBasis.CLOSING: _single,
}


def evaluator(  # noqa: PLR0911  one return a kind of node
    node: Node, *, months: int = MONTHS_IN_YEAR, bases: tuple[AverageBasis, ...] = USUAL_BASES
) -> Evaluator:
    """A function from figures to the exact value of `node`, made once and used for every member.

    `months` is the length of the period, for `annualise`. The value is None where a figure is not
    reported or a denominator is zero; `absence` says which.
    """
    match node:
        case Figure(code):
            return lambda figures: _single(code, figures)
        case Average(figure):
            return _average_evaluator(figure.code, bases)
        case Annualise(operand):
            inner = evaluator(operand, months=months, bases=bases)
            if months == MONTHS_IN_YEAR:
                return inner
            factor = Fraction(MONTHS_IN_YEAR, months)
            return lambda figures: None if (v := inner(figures)) is None else v * factor
        case Negate(operand):
            inner = evaluator(operand, months=months, bases=bases)
            return lambda figures: None if (v := inner(figures)) is None else -v
        case Binary(operator, left, right):
            return _JOINS[operator](
                evaluator(left, months=months, bases=bases),
                evaluator(right, months=months, bases=bases),
            )
        case _:
            number = node.value
            return lambda _figures: number


def _average_evaluator(code: str, bases: tuple[AverageBasis, ...]) -> Evaluator:
    def evaluate(figures: Figures) -> Exact | None:
        found = average(code, figures, bases)
        return None if found is None else found[1]

    return evaluate


def _sum(left: Evaluator, right: Evaluator) -> Evaluator:
    def evaluate(figures: Figures) -> Exact | None:
        a, b = left(figures), right(figures)
        return None if a is None or b is None else a + b

    return evaluate


def _difference(left: Evaluator, right: Evaluator) -> Evaluator:
    def evaluate(figures: Figures) -> Exact | None:
        a, b = left(figures), right(figures)
        return None if a is None or b is None else a - b

    return evaluate


def _product(left: Evaluator, right: Evaluator) -> Evaluator:
    def evaluate(figures: Figures) -> Exact | None:
        a, b = left(figures), right(figures)
        return None if a is None or b is None else a * b

    return evaluate


def _quotient(left: Evaluator, right: Evaluator) -> Evaluator:
    def evaluate(figures: Figures) -> Exact | None:
        a, b = left(figures), right(figures)
        return None if a is None or not b else ratio(a, b)

    return evaluate


def ratio(a: Exact, b: Exact) -> Fraction:
    """a over b, reduced once (`Fraction` division would reduce at every turn). b is not zero."""
    return Fraction(a.numerator * b.denominator, a.denominator * b.numerator)


_JOINS = {"+": _sum, "-": _difference, "*": _product, "/": _quotient}


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a formula has no value: figures not reported, and those that make a denominator zero."""

    missing: tuple[str, ...]
    zero: tuple[str, ...]


def absence(node: Node, figures: Figures, bases: tuple[AverageBasis, ...] = USUAL_BASES) -> Absence:
    """What keeps `node` from having a value over `figures`; both parts are empty when it has one.

    Where an average cannot be made for want of an opening value alone, the opening is what is
    missing: it is the figure a member can give.
    """
    missing: list[str] = []
    zero: list[str] = []
    for part in walk(node):
        match part:
            case Average(Figure(code)) if average(code, figures, bases) is None:
                missing += [name for name in (code, f"opening_{code}") if name not in figures]
            case Binary("/", _, denominator):
                if evaluator(denominator, bases=bases)(figures) == 0:
                    zero += lineage(denominator)
            case _:
                pass
    averaged = {part.figure.code for part in walk(node) if isinstance(part, Average)}
    closing = [code for code in lineage(node) if code not in averaged and code not in figures]
    return Absence(tuple(dict.fromkeys([*closing, *missing])), tuple(dict.fromkeys(zero)))


def fill(node: Node, figures: Figures, bases: tuple[AverageBasis, ...] = USUAL_BASES) -> Node:
    """The formula with its figures written in: names give way to numbers, averages to their sum.

    A figure that is not reported stays as its name.
    """
    match node:
        case Figure(code):
            value = _single(code, figures)
            return node if value is None else _number(value)
        case Average(figure):
            return _filled_average(figure, figures, bases)
        case Annualise(operand):
            return Annualise(fill(operand, figures, bases))
        case Negate(operand):
            return Negate(fill(operand, figures, bases))
        case Binary(operator, left, right):
            return Binary(operator, fill(left, figures, bases), fill(right, figures, bases))
        case _:
            return node


def _filled_average(figure: Figure, figures: Figures, bases: tuple[AverageBasis, ...]) -> Node:
    found = average(figure.code, figures, bases)
    if found is None:
        return Average(figure)
    basis, value = found
    if basis is AverageBasis.OPENING_CLOSING:
        opening = fill(Figure(f"opening_{figure.code}"), figures)
        return Binary("/", Binary("+", opening, fill(figure, figures)), _number(2))
    return _number(value)


def _number(value: Exact) -> Number:
    return Number(Fraction(value), str(value))
