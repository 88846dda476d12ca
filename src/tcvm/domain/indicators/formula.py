"""The formula language in which a network writes its indicators.

    formula := term (("+" | "-") term)*
    term    := factor (("*" | "/") factor)*
    factor  := "-" factor | number | figure | "(" formula ")"
             | "average" "(" figure ")" | "annualise" "(" formula ")"

A figure is the code of a reported data element. The language has arithmetic and the two things
accountants do to periods, and nothing else: it cannot loop, call out or read, and its length and
depth are bounded. One parser makes one tree of plain values, from which come exact evaluation
(`evaluate.py`), lineage, text in both languages, and any later target (Ibis, JavaScript, a
spreadsheet) without a second parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

LENGTH_MAX = 1_000
DEPTH_MAX = 32

Operator = Literal["+", "-", "*", "/"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula, exactly as written."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A reported data element: its closing value (a stock) or its total over the period."""

    code: str


@dataclass(frozen=True, slots=True)
class Average:
    """The average of a stock over the period; the basis is chosen when it is evaluated."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class Annualise:
    """A flow over the period, scaled to twelve months."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Negate:
    """The operand with its sign turned."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands joined by `+`, `-`, `*` or `/`."""

    operator: Operator
    left: Node
    right: Node


Node = Number | Figure | Average | Annualise | Negate | Binary


class FormulaError(ValueError):
    """A formula that cannot be read: what is wrong (a problem code) and at which character."""

    def __init__(self, code: str, position: int, found: str = "") -> None:
        """Keep the problem code, the position counted from 1, and the text found there."""
        super().__init__(f"{code} at character {position}: {found!r}")
        self.code = code
        self.position = position
        self.found = found


_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z_][a-z0-9_]*)|([-+*/()])|(\S))")


def _tokens(text: str) -> list[tuple[str, str, int]]:
    tokens = []
    for match in _TOKEN.finditer(text):
        kind = ("number", "name", "sign", "unknown")[match.lastindex - 1 if match.lastindex else 3]
        position = match.start(match.lastindex or 0) + 1
        if kind == "unknown":
            raise FormulaError("formula.character_unknown", position, match[4])
        tokens.append((kind, match[match.lastindex or 0], position))
    return [*tokens, ("end", "", len(text) + 1)]


class _Parser:
    """Recursive descent over the tokens; each method reads one rule of the grammar."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> tuple[str, str, int]:
        return self.tokens[self.index]

    def fail(self, code: str) -> FormulaError:
        _, text, position = self.token
        return FormulaError(code, position, text)

    def take(self, text: str) -> bool:
        kind, found, _ = self.token
        if kind == "sign" and found == text:
            self.index += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.take(text):
            raise self.fail("formula.parenthesis_expected")

    def formula(self) -> Node:
        self.depth += 1
        if self.depth > DEPTH_MAX:
            raise self.fail("formula.too_deep")
        node = self.term()
        while self.token[1] in ("+", "-"):
            operator: Operator = "+" if self.token[1] == "+" else "-"
            self.index += 1
            node = Binary(operator, node, self.term())
        self.depth -= 1
        return node

    def term(self) -> Node:
        node = self.factor()
        while self.token[1] in ("*", "/"):
            operator: Operator = "*" if self.token[1] == "*" else "/"
            self.index += 1
            node = Binary(operator, node, self.factor())
        return node

    def factor(self) -> Node:
        kind, text, _ = self.token
        if self.take("-"):
            self.depth += 1
            if self.depth > DEPTH_MAX:
                raise self.fail("formula.too_deep")
            operand = self.factor()
            self.depth -= 1
            return Negate(operand)
        if self.take("("):
            node = self.formula()
            self.expect(")")
            return node
        if kind == "number":
            self.index += 1
            return Number(Fraction(text), text)
        if kind == "name":
            return self.name(text)
        raise self.fail("formula.operand_expected")

    def name(self, text: str) -> Node:
        self.index += 1
        if not self.take("("):
            return Figure(text)
        if text == "average":
            kind, code, _ = self.token
            if kind != "name":
                raise self.fail("formula.figure_expected")
            self.index += 1
            self.expect(")")
            return Average(Figure(code))
        if text == "annualise":
            node = self.formula()
            self.expect(")")
            return Annualise(node)
        self.index -= 2
        raise self.fail("formula.function_unknown")


def parse(text: str) -> Node:
    """The tree of `text`.

    Raises FormulaError (code and character) on anything outside the grammar, on a formula longer
    than LENGTH_MAX characters or nested deeper than DEPTH_MAX.
    """
    if len(text) > LENGTH_MAX:
        raise FormulaError("formula.too_long", LENGTH_MAX + 1, text[LENGTH_MAX : LENGTH_MAX + 10])
    parser = _Parser(text)
    node = parser.formula()
    if parser.token[0] != "end":
        raise parser.fail("formula.operator_expected")
    return node


def walk(node: Node) -> Iterator[Node]:
    """`node` and all below it, outermost first, left before right."""
    yield node
    match node:
        case Binary(_, left, right):
            yield from walk(left)
            yield from walk(right)
        case Negate(operand) | Annualise(operand):
            yield from walk(operand)
        case Average(figure):
            yield figure
        case _:
            pass


def lineage(node: Node) -> tuple[str, ...]:
    """The codes of the data elements the formula rests on, each once, in reading order."""
    return tuple(dict.fromkeys(part.code for part in walk(node) if isinstance(part, Figure)))


_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def _strength(node: Node) -> int:
    match node:
        case Binary(operator, _, _):
            return _STRENGTH[operator]
        case Negate():
            return 3
        case _:
            return 4


def source(node: Node) -> str:
    """The formula as text that parses back to the same tree, with no needless parentheses."""
    match node:
        case Figure(code):
            return code
        case Average(figure):
            return f"average({figure.code})"
        case Annualise(operand):
            return f"annualise({source(operand)})"
        case Negate(operand):
            inner = source(operand)
            return f"-({inner})" if _strength(operand) < 3 else f"-{inner}"
        case Binary(operator, left, right):
            own = _STRENGTH[operator]
            before = source(left)
            after = source(right)
            if _strength(left) < own:
                before = f"({before})"
            if _strength(right) <= own:
                after = f"({after})"
            return f"{before} {operator} {after}"
        case _:
            return node.text


@dataclass(frozen=True, slots=True)
class Wording:
    """The words one language uses to read a formula aloud; `{}` stands for the operand."""

    average: str
    annualise: str
    decimal_sign: str


VIETNAMESE = Wording(average="{} bình quân năm", annualise="{} quy năm", decimal_sign=",")
ENGLISH = Wording(average="annual average of {}", annualise="{}, annualised", decimal_sign=".")
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}


def render(node: Node, wording: Wording, names: Mapping[str, str]) -> str:
    """The formula as a person reads it: `names` gives each element's name in the language.

    An element without a name stands as its code, so that nothing is hidden.
    """
    match node:
        case Figure(code):
            return names.get(code, code)
        case Average(figure):
            return wording.average.format(render(figure, wording, names))
        case Annualise(operand):
            return wording.annualise.format(_grouped(operand, 4, wording, names))
        case Negate(operand):
            return f"−{_grouped(operand, 3, wording, names)}"
        case Binary(operator, left, right):
            own = _STRENGTH[operator]
            before = _grouped(left, own, wording, names)
            after = _grouped(right, own + 1, wording, names)
            return f"{before} {_SIGNS[operator]} {after}"
        case _:
            return node.text.replace(".", wording.decimal_sign)


def _grouped(node: Node, least: int, wording: Wording, names: Mapping[str, str]) -> str:
    text = render(node, wording, names)
    return f"({text})" if _strength(node) < least else text
