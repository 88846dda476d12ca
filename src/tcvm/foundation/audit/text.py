"""What text the trail can keep: both databases must give back exactly what was written."""

from __future__ import annotations

import re

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
#: What fits an indexed column, in characters.
CODE_LENGTH = 80
IDENTIFIER_LENGTH = 200


def storable(text: str, *, what: str) -> str:
    """The text itself. Raises ValueError for what UTF-8 or PostgreSQL cannot hold.

    `what` names the value in the message: the text itself may be private.
    """
    if "\0" in text:
        raise ValueError(f"{what}: holds the character NUL, which PostgreSQL cannot keep")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError(f"{what}: holds half of a surrogate pair, which is not a character")
    return text


def code(text: str, *, what: str) -> str:
    """A code, as verbs and kinds are: words of small letters with points between, up to 80 signs.

    Raises ValueError for anything else.
    """
    if len(text) > CODE_LENGTH or not _CODE.fullmatch(text):
        raise ValueError(f"{what}: {text!r} is not a code like `member` or `member.admitted`")
    return text


def identifier(text: str, *, what: str) -> str:
    """An identifier: any text of 1 to 200 characters. Raises ValueError for anything else."""
    if not 0 < len(text) <= IDENTIFIER_LENGTH:
        raise ValueError(f"{what}: an identifier has 1 to {IDENTIFIER_LENGTH} characters")
    return storable(text, what=what)
