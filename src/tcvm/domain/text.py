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
