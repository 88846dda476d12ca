"""A figure that opens: what it is, as of when and from where, on the page it stands on.

The note is a `popover`, so it opens on a click, a tap or a key without any script; `doors.js` adds
the pointer's rest and the keyboard's focus.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """A figure as shown, with its note: lines of label and text, and where the chain goes on.

    `key` is the note's id, once on a page.
    """

    key: str
    text: str
    title: str
    lines: tuple[tuple[str, str], ...]
    href: str = ""
    link: str = ""
