"""Which encoding a text file is in, by its bytes alone.

UTF-8 and UTF-16 are recognised by their byte order mark or by what they must look like; text that
is neither is read as Windows-1258, in which older Vietnamese programs save. The whole file is
looked at once, in pieces, so that a wrong byte in the last row is found before the first is used.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from tcvm.documents.tables.report import UnreadableError

HEAD_BYTES = 65_536
_PIECE_BYTES = 1_048_576
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "utf-8-sig": "UTF-8",
    "cp1258": "Windows-1258",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
# Tab, line ends and the end-of-file mark of old programs are text; other controls are not.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))
#: More than this share of control characters, and a file is no text.
_CONTROLS_MAX = 0.01


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name Python knows an encoding by, and whether it had to be guessed."""

    codec: str
    guessed: bool = False

    @property
    def name(self) -> str:
        """The name people know it by."""
        return _NAMES.get(self.codec, self.codec.upper())


def encoding_of(path: Path) -> Encoding:
    """The encoding of the text file `path`, which decodes without an error in it.

    Raises UnreadableError for an empty file, for bytes that are no text, and for text that breaks
    off or mixes encodings; OSError as the file does.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise UnreadableError("file.empty")
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return _valid(path, Encoding(codec))
    if (wide := _without_mark(head)) is not None:
        return _valid(path, Encoding(wide, guessed=True))
    if _share_of_controls(head) > _CONTROLS_MAX:
        raise UnreadableError("file.binary")
    if (position := _broken_at(path, "utf-8")) is None:
        return Encoding("utf-8-sig")
    if _mostly_utf8(path):
        raise UnreadableError("file.encoding_broken", encoding="UTF-8", position=position)
    if _broken_at(path, "cp1258") is not None:
        raise UnreadableError("file.encoding_unknown")
    return Encoding("cp1258", guessed=True)


def _valid(path: Path, encoding: Encoding) -> Encoding:
    if (position := _broken_at(path, encoding.codec)) is not None:
        name = encoding.name
        raise UnreadableError("file.encoding_broken", encoding=name, position=position)
    return encoding


def _broken_at(path: Path, codec: str) -> int | None:
    """The byte at which the file stops decoding, None where all of it does."""
    decoder = codecs.getincrementaldecoder(codec)()
    done = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            kept = len(decoder.getstate()[0])
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                return done - kept + error.start
            done += len(piece)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return done
    return None


def _mostly_utf8(path: Path) -> bool:
    """Whether a file that is not all UTF-8 has more letters that are than bytes that are not.

    Vietnamese in Windows-1258 hardly ever makes a valid sequence of UTF-8.
    """
    good = bad = 0
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            text = decoder.decode(piece)
            failed = text.count("\ufffd")
            good += len(text) - len(text.encode("ascii", "ignore")) - failed
            bad += failed
    return good > bad


def _without_mark(head: bytes) -> str | None:
    """The UTF-16 that `head` looks like: digits and separators make every other byte a zero."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    first, second = head[0::2].count(0), head[1::2].count(0)
    many, few = 0.3 * pairs, 0.02 * pairs
    codec = "utf-16-le" if second > many and first <= few else None
    if first > many and second <= few:
        codec = "utf-16-be"
    if codec is None:
        return None
    text = head.decode(codec, errors="replace")
    odd = sum(not (sign.isprintable() or sign.isspace()) for sign in text)
    return codec if odd <= _CONTROLS_MAX * len(text) else None


def _share_of_controls(head: bytes) -> float:
    return (len(head) - len(head.translate(None, _CONTROLS))) / len(head)
