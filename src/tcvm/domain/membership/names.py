"""Names as people type them: without diacritics, in any case, with any spacing."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """`text` in small letters without diacritics, its words one blank apart.

    `đ` has no parts for Unicode to take off, so it is named: `Đông Triều` becomes `dong trieu`.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(bare.split())


def matches(query: str, name: str) -> bool:
    """Whether every word of `query` stands in `name`, both folded. An empty query matches all."""
    found = folded(name)
    return all(word in found for word in folded(query).split())
