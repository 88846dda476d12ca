"""The kinds of file that are taken in, and what each is served as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MEBIBYTE = 1024 * 1024


class Kind(StrEnum):
    """What a content is, found by looking at it. HTML and SVG are none of these, nor ever will be:
    opened in a browser they act in the name of whoever opens them."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    XLSX = "xlsx"
    DOCX = "docx"
    TEXT = "text"

    @property
    def media_type(self) -> str:
        """What it is served as."""
        return _MEDIA_TYPES[self]

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings its names may have; the first is put to a name that has none of them."""
        return _ENDINGS[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.TEXT: "text/plain",
}
# Comma-separated values cannot be told from other text by looking: the name decides the ending.
_ENDINGS = {
    Kind.PDF: (".pdf",),
    Kind.PNG: (".png",),
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.XLSX: (".xlsx",),
    Kind.DOCX: (".docx",),
    Kind.TEXT: (".txt", ".csv", ".tsv"),
}


@dataclass(frozen=True, slots=True)
class Purpose:
    """What files are handed in for: which kinds are taken, and how large one may be.

    A room declares its purposes as constants; `code` is room.purpose (`members.evidence`).
    """

    code: str
    kinds: frozenset[Kind]
    size_max_bytes: int = 20 * MEBIBYTE
