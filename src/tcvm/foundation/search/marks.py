"""Where in a text the words that were looked for stand, diacritics or not."""

from __future__ import annotations

from dataclasses import dataclass

from tcvm.domain.membership.names import folded

#: Of what is typed so much is read, and so many words of it.
QUERY_LENGTH = 100
WORDS_MAX = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is what was looked for."""

    text: str
    found: bool


def words_in(query: str) -> tuple[str, ...]:
    """The words of what was typed, folded: `Quỹ  Hoa Sen` gives `quy`, `hoa`, `sen`."""
    return tuple(dict.fromkeys(folded(query[:QUERY_LENGTH]).split()[:WORDS_MAX]))


def pieces(text: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """`text` in pieces, which together are `text`; those where one of `words` stands are found."""
    plain, places = _folded_by_sign(text)
    lit = [False] * len(text)
    for word in words:
        start = plain.find(word)
        while start >= 0:
            for place in range(places[start], places[start + len(word) - 1] + 1):
                lit[place] = True
            start = plain.find(word, start + 1)
    found: list[Piece] = []
    for sign, is_found in zip(text, lit, strict=True):
        if found and found[-1].found is is_found:
            found[-1] = Piece(found[-1].text + sign, is_found)
        else:
            found.append(Piece(sign, is_found))
    return tuple(found)


def _folded_by_sign(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each sign of that the place in `text` it comes from."""
    plain: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in " " if sign.isspace() else folded(sign):
            plain.append(one)
            places.append(place)
    return "".join(plain), places
