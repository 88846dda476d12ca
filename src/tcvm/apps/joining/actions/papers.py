"""The kinds of file that joining takes in and writes."""

from __future__ import annotations

from tcvm.foundation.files.public import MEBIBYTE, Kind, Purpose

#: A photograph of a signed page, as a telephone takes it, must pass.
PAPER = Purpose(
    "joining.paper",
    frozenset({Kind.PDF, Kind.PNG, Kind.JPEG, Kind.DOCX}),
    size_max_bytes=8 * MEBIBYTE,
)
RESOLUTION = Purpose(
    "joining.resolution",
    frozenset({Kind.PDF, Kind.PNG, Kind.JPEG}),
    size_max_bytes=8 * MEBIBYTE,
)
LETTER = Purpose("joining.letter", frozenset({Kind.PDF}), size_max_bytes=2 * MEBIBYTE)
