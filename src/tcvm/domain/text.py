"""Text a network writes in two languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Vietnamese and in English; both are always there."""

    vi: str
    en: str

    def said_in(self, locale: str) -> str:
        """The text in `locale`: English for `en`, Vietnamese, the first language, for any other."""
        return self.en if locale.startswith("en") else self.vi


#: Signs with which a spreadsheet takes text for a formula, the wide ones of East Asia included.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """Text that no spreadsheet will run: an apostrophe before a sign that begins a formula.

    OWASP's counsel against formula injection, for every table a spreadsheet may open.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text
