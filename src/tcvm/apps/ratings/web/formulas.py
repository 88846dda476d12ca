"""Formulas as a person reads them: in words, and with a member's figures written in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tcvm.apps.ratings.web import labels
from tcvm.documents.words import number
from tcvm.domain.indicators.evaluate import AverageBasis, Figures, fill
from tcvm.domain.indicators.formula import (
    ENGLISH,
    VIETNAMESE,
    Annualise,
    Average,
    Binary,
    Figure,
    Negate,
    Node,
    Number,
    Wording,
    lineage,
    render,
)


def in_words(formula: Node, locale: str) -> str:
    """The formula with every figure by its name."""
    return _read(formula, locale)


def filled(
    formula: Node,
    figures: Figures,
    bases: tuple[AverageBasis, ...],
    locale: str,
    divisor: Fraction = Fraction(1),
) -> str:
    """The formula with the figures written in; one not reported stays as its name.

    `divisor` is the exchange rate by which an amount is turned into the scheme's currency.
    """
    node = fill(formula, figures, bases)
    if isinstance(formula, Figure) and divisor == 1:
        # A figure taken as it stands would read "1 = 1": its name says more.
        return in_words(formula, locale)
    if divisor != 1:
        node = Binary("/", node, Number(divisor, str(divisor)))
    return _read(node, locale)


def _read(node: Node, locale: str) -> str:
    names = {code: labels.element(code, locale) for code in lineage(node)}
    return render(_written(node, locale), _wording(locale), names)


def _wording(locale: str) -> Wording:
    """The language's words; its signs are in the numbers already (`_written`)."""
    return replace(ENGLISH if locale.startswith("en") else VIETNAMESE, decimal_sign=".")


def _written(node: Node, locale: str) -> Node:
    """The same tree with every number in the language's signs, a negative one in parentheses."""
    match node:
        case Number(value, _):
            text = number(value, locale)
            return Number(value, f"({text})" if value < 0 else text)
        case Binary(operator, left, right):
            return Binary(operator, _written(left, locale), _written(right, locale))
        case Negate(operand):
            return Negate(_written(operand, locale))
        case Annualise(operand):
            # A round is a year: over twelve months there is nothing to scale.
            return _written(operand, locale)
        case Average() | Figure():
            return node
