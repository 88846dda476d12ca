"""The paints of a picture: one set that follows the page's own colours, one for paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """A paint for each role.

    `ink` writes, `quiet` writes what matters less, `rule` draws thin lines, `cell` fills what is
    not lit and `lit` what is, with `lit_ink` on it; `mark` marks the member itself.
    """

    ink: str
    quiet: str
    rule: str
    cell: str
    lit: str
    lit_ink: str
    mark: str
    ground: str


#: For pages: custom properties of the style sheet, with what stands in for them. `currentColor`
#: keeps a picture readable on a dark ground even before the style sheet has arrived.
PAGE = Palette(
    ink="var(--picture-ink, currentColor)",
    quiet="var(--picture-quiet, #6b736d)",
    rule="var(--picture-rule, #8b938d)",
    cell="var(--picture-cell, #e7ebe7)",
    lit="var(--picture-lit, #1d5c3a)",
    lit_ink="var(--picture-lit-ink, #ffffff)",
    mark="var(--picture-mark, #1d5c3a)",
    ground="var(--picture-ground, #ffffff)",
)

#: For paper and for readers that know no custom properties. The one green is dark enough to stand
#: out from the pale cells in grey print.
PRINT = Palette(
    ink="#1b201d",
    quiet="#59615b",
    rule="#9aa29c",
    cell="#e9ede9",
    lit="#1d5c3a",
    lit_ink="#ffffff",
    mark="#1d5c3a",
    ground="#ffffff",
)
