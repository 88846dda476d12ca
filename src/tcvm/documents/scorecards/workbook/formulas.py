"""Formulas of the catalogue as formulas of a spreadsheet: one more target of the same tree."""

from __future__ import annotations

from collections.abc import Callable

from tcvm.domain.indicators.evaluate import MONTHS_IN_YEAR
from tcvm.domain.indicators.formula import (
    Annualise,
    Average,
    Binary,
    Figure,
    Negate,
    Node,
    Number,
    walk,
)

CellOf = Callable[[Figure | Average], str]

_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_ATOM = 3


def excel(node: Node, cell_of: CellOf, *, months: int = MONTHS_IN_YEAR) -> str:
    """`node` as a spreadsheet formula, without the leading equals sign.

    `cell_of` gives the reference or expression of a figure and of an average; it must hold
    together in any place, as a reference or a function call does. `months` is the length of the
    period, for `annualise`.
    """
    match node:
        case Number(_, text):
            return text
        case Figure() | Average():
            return cell_of(node)
        case Annualise(operand):
            inner = excel(operand, cell_of, months=months)
            if months == MONTHS_IN_YEAR:
                return inner
            return f"{_held(inner, operand, 2, months)}*{MONTHS_IN_YEAR}/{months}"
        case Negate(operand):
            return f"(-{_held(excel(operand, cell_of, months=months), operand, _ATOM, months)})"
        case Binary(operator, left, right):
            own = _STRENGTH[operator]
            before = _held(excel(left, cell_of, months=months), left, own, months)
            after = _held(excel(right, cell_of, months=months), right, own + 1, months)
            return f"{before}{operator}{after}"


def _held(text: str, node: Node, least: int, months: int) -> str:
    return f"({text})" if _strength(node, months) < least else text


def _strength(node: Node, months: int) -> int:
    match node:
        case Binary(operator, _, _):
            return _STRENGTH[operator]
        case Annualise(operand):
            return _strength(operand, months) if months == MONTHS_IN_YEAR else 2
        case _:
            return _ATOM


def plain_figures(node: Node) -> tuple[str, ...]:
    """The codes of the figures a formula takes as they are, not as an average, each once."""
    averaged = {id(part.figure) for part in walk(node) if isinstance(part, Average)}
    codes = [
        part.code for part in walk(node) if isinstance(part, Figure) and id(part) not in averaged
    ]
    return tuple(dict.fromkeys(codes))


def averaged_figures(node: Node) -> tuple[str, ...]:
    """The codes of the figures a formula averages, each once."""
    codes = [part.figure.code for part in walk(node) if isinstance(part, Average)]
    return tuple(dict.fromkeys(codes))
