"""Office documents: zip packages, unpacked to the last byte within limits before they are kept."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import BinaryIO

from tcvm.foundation.files.kinds import MEBIBYTE, Kind
from tcvm.foundation.files.words import FileRefused, refusal

ENTRIES_MAX = 5_000
UNPACKED_MAX_BYTES = 400 * MEBIBYTE
#: A spreadsheet of 30,000 members unpacks to about twelve times its size.
RATIO_MAX = 200
#: Below this the ratio says nothing: an empty sheet packs very well.
RATIO_FROM_BYTES = 4 * MEBIBYTE
_CHUNK_BYTES = 256 * 1024
_TYPES = "[Content_Types].xml"
_TYPES_MAX_BYTES = 4 * MEBIBYTE

# What the package says its main part is. Templates, and documents with macros, say otherwise.
_MAIN = {
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": (
        Kind.XLSX,
        "xl/workbook.xml",
    ),
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": (
        Kind.DOCX,
        "word/document.xml",
    ),
}
_UNPACKABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


def check_package(content: BinaryIO) -> Kind | None:
    """Which office document a zip file is, None where it is none.

    Raises FileRefused for a damaged one, one that unpacks too large, and one with macros.
    """
    try:
        with zipfile.ZipFile(content) as package:
            entries = package.infolist()
            kind = _kind(package, entries)
            if kind is not None:
                _unpack(package, entries)
            return kind
    except FileRefused:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as error:
        raise refusal("file.damaged", found="ZIP") from error


def _kind(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Kind | None:
    if len(entries) > ENTRIES_MAX:
        raise refusal("file.unpacks_too_large")
    names = [one.filename for one in entries]
    if _TYPES not in names:
        return None
    if any(one.flag_bits & _ENCRYPTED for one in entries):
        raise refusal("file.encrypted")
    if len(set(names)) < len(names) or any(map(_leads_out, names)):
        raise refusal("file.damaged", found="ZIP")
    with package.open(_TYPES) as part:
        types = part.read(_TYPES_MAX_BYTES)
    if any(re.search(r"(?i)(^|/)vbaproject\.bin$", name) for name in names) or (
        b"macroenabled" in types.lower()
    ):
        raise refusal("file.macros")
    for main, (kind, part_name) in _MAIN.items():
        if main in types and part_name in names:
            return kind
    return None


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _unpack(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack every part without keeping it; what it claims of its size is not believed."""
    unpacked_bytes = 0
    packed_bytes = sum(one.compress_size for one in entries)
    for one in entries:
        if one.compress_type not in _UNPACKABLE:
            raise refusal("file.damaged", found="ZIP")
        with package.open(one) as part:
            while chunk := part.read(_CHUNK_BYTES):
                unpacked_bytes += len(chunk)
                dense = unpacked_bytes > RATIO_FROM_BYTES + RATIO_MAX * packed_bytes
                if dense or unpacked_bytes > UNPACKED_MAX_BYTES:
                    raise refusal("file.unpacks_too_large")
