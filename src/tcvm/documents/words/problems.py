"""The sentence of a problem: what is wrong and what is expected, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from tcvm.documents.words.entries import label, words
from tcvm.domain.problems import Problem, Severity

#: What is quoted from a file is cut here, so that one cell cannot fill a screen.
QUOTED_MAX = 60


def say(problem: Problem, locale: str) -> str:
    """The sentence of `problem` in `locale`. Raises KeyError for a code without a sentence."""
    return label("problems", problem.code, locale, **_quoted(problem.parameters))


def line(problem: Problem, locale: str) -> str:
    """`FILE:row:column: sentence`; a warning and a note say so, an error needs no word for it."""
    sentence = say(problem, locale)
    if problem.severity is not Severity.ERROR:
        kind = words("problems")[f"severity.{problem.severity}"].said_in(locale)
        sentence = f"{kind}: {sentence}"
    address = _printable(str(problem.place))
    return f"{address}: {sentence}" if address else sentence


def _quoted(parameters: Mapping[str, object]) -> dict[str, object]:
    return {
        name: _cut(value) if isinstance(value, str) else value for name, value in parameters.items()
    }


def _cut(text: str) -> str:
    shown = _printable(text)
    return shown if len(shown) <= QUOTED_MAX else f"{shown[: QUOTED_MAX - 1]}…"


def _printable(text: str) -> str:
    # A file can hold escape sequences that would move the cursor of a terminal.
    if text.isprintable():
        return text
    return "".join(_sign(sign) for sign in text)


def _sign(sign: str) -> str:
    if sign.isprintable():
        return sign
    return " " if sign.isspace() else f"\\x{ord(sign):02x}"
