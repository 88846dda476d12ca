"""Reading the files of words, each once, and filling in their placeholders."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from tcvm.documents.words.numbers import number
from tcvm.domain.text import Text


@cache
def entries(file: str) -> Mapping[str, Mapping[str, Any]]:
    """The entries of `<file>.toml` as they stand there, by code; a nested table's code has a dot.

    Raises FileNotFoundError where there is no such file.
    """
    text = (files("tcvm.documents.words") / f"{file}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text), ""))


def _flat(table: Mapping[str, Any], code: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if "vi" in table and "en" in table:
        yield code, table
        return
    for key, value in table.items():
        yield from _flat(value, f"{code}.{key}" if code else key)


@cache
def words(file: str) -> Mapping[str, Text]:
    """The texts of `<file>.toml` by code, e.g. `words("problems")["file.empty"].en`."""
    return {code: Text(entry["vi"], entry["en"]) for code, entry in entries(file).items()}


def label(file: str, code: str, locale: str, **parameters: object) -> str:
    """The text `code` of `<file>.toml` in `locale`, its placeholders filled with `parameters`.

    Numbers are grouped the way of the locale; a placeholder such as `{year:plain}` leaves the
    digits alone. Whoever wants decimals cut passes text. Raises KeyError for an unknown code or a
    placeholder without a parameter.
    """
    text = words(file)[code].said_in(locale)
    if not parameters:
        return text
    return text.format_map({name: _Shown(value, locale) for name, value in parameters.items()})


class _Shown:
    """A parameter as it is written into a sentence."""

    def __init__(self, value: object, locale: str) -> None:
        self.value = value
        self.locale = locale

    def __format__(self, spec: str) -> str:
        return str(self.value) if spec == "plain" else _shown(self.value, self.locale)


def _shown(value: object, locale: str) -> str:
    match value:
        case Text():
            return value.said_in(locale)
        case bool():
            return str(value)
        case int() | Fraction() | Decimal():
            return number(value, locale)
        case list() | tuple():
            return ", ".join(_shown(one, locale) for one in value)
        case _:
            return str(value)
