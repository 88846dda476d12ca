"""What a room says of a message it may send. Knows no table, so that an AppConfig can name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_CODE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """A kind of message: its code (`room.what_it_says`), its name, and how it is worded.

    `name` is a lazy translation. The two templates are plain text, worded once with gettext and
    rendered in either language; nothing in them is escaped. `sample` is a context as the room will
    give it: it shows the message in the preview, and says which values a message needs. A value of
    `tcvm.domain.text.Text` is said in the language of the moment. `fixed` are values that are
    always the same, lazy translations as a rule. A `secret` message holds a link that opens
    something: its text is kept encrypted, only until it is sent.

    Raises ValueError for a code that is none.
    """

    code: str
    name: object
    subject_template: str
    body_template: str
    sample: Mapping[str, object]
    fixed: Mapping[str, object] = field(default_factory=dict)
    secret: bool = False

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is not a code like members.admitted")
