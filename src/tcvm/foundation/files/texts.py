"""Plain text and comma-separated values: characters, lines, and nothing that acts."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

#: Read at a time, so that a large table takes no memory.
CHUNK_BYTES = 256 * 1024

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# Control signs but tab, line feed, form feed and carriage return.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# HTML, SVG and XML begin with a tag, a comment, a declaration or a processing instruction.
_MARKUP = re.compile(r"\s*<[a-zA-Z!?/]")


def is_text(content: BinaryIO) -> bool:
    """Whether it is text in UTF-8, UTF-16 with its mark, or Windows-1258 (what spreadsheets in
    Vietnam save), without control signs, and not a page or a drawing."""
    content.seek(0)
    start = content.read(4)
    marked = [encoding for mark, encoding in _MARKS if start.startswith(mark)]
    return any(_is_in(content, encoding) for encoding in marked or ["utf-8", "cp1258"])


def _is_in(content: BinaryIO, encoding: str) -> bool:
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    begun = False
    try:
        while True:
            chunk = content.read(CHUNK_BYTES)
            text = decoder.decode(chunk, final=not chunk)
            if _CONTROLS.search(text) or (not begun and _MARKUP.match(text.lstrip("\ufeff"))):
                return False
            if not chunk:
                return True
            begun = begun or not text.isspace()
    except UnicodeDecodeError:
        return False
