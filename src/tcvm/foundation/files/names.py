"""A name as it may be shown, saved and sent in a header, whoever chose it and wherever."""

from __future__ import annotations

import re
import unicodedata

from tcvm.foundation.files.kinds import Kind

#: In characters and, because file systems count these, in bytes of UTF-8.
LENGTH_MAX = 120
LENGTH_MAX_BYTES = 240
NAMELESS = "file"

# Slashes of every sort, of which some are only drawn like one.
_SLASHES = re.compile(r"[/\\\u2044\u2215\u29f5\u29f8\ufe68\uff0f\uff3c]")
_RESERVED_SIGNS = re.compile(r'[<>:"|?*%]')
# Windows opens a device for these, whatever ending follows.
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)")


def safe(name: str, kind: Kind) -> str:
    """`name` without folders, invisible or reversing signs and reserved words, of bounded length,
    with an ending that says what the content is.

    Vietnamese stays as it is, in composed form. A safe name stays the same.
    """
    composed = unicodedata.normalize("NFC", name)
    last = _SLASHES.split(composed.rstrip("/\\"))[-1]
    # Cc are control signs, Cf among others the ones that turn the direction of writing round
    # (`gpj.exe` shown as `exe.jpg`), Cs, Co and Cn no characters at all.
    visible = "".join(
        " " if unicodedata.category(sign) in ("Zl", "Zp", "Zs") else sign
        for sign in last
        if not unicodedata.category(sign).startswith("C")
    )
    # What was taken out may have stood between a letter and its accent.
    joined = unicodedata.normalize("NFC", re.sub(r" +", " ", visible))
    plain = _RESERVED_SIGNS.sub("_", joined).strip(" .-~")
    stem, ending = _split(plain, kind)
    stem = _shortened(stem, LENGTH_MAX - len(ending), LENGTH_MAX_BYTES - len(ending)) or NAMELESS
    if _DEVICES.match(stem):
        stem = _shortened(f"_{stem}", LENGTH_MAX - len(ending), LENGTH_MAX_BYTES - len(ending))
    return stem + ending


def _split(name: str, kind: Kind) -> tuple[str, str]:
    """The name without its ending, and the ending in small letters; another kind's ending stays
    in the name, before the right one."""
    for ending in kind.endings:
        if name.lower().endswith(ending):
            return name[: -len(ending)].rstrip(" ."), ending
    return name, kind.endings[0]


def _shortened(text: str, characters: int, size_bytes: int) -> str:
    cut = text[:characters].encode()[:size_bytes].decode("utf-8", "ignore")
    return cut.rstrip(" .")
