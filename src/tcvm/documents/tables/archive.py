"""The zip archive that an XLSX file is, opened without trusting what it says of itself."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.parsers.expat import ExpatError

from tcvm.documents.tables.report import UnreadableError

#: All parts of a workbook unpacked; more is refused before anything is unpacked, and again while
#: it is. 100,000 members with 20 figures come to about 80 MB.
UNPACKED_MAX_MB = 512
_UNPACKED_MAX = UNPACKED_MAX_MB * 1024 * 1024
#: The list of parts; a workbook has some tens of them, of about a hundred bytes each.
_DIRECTORY_MAX = 1_048_576
_END_RECORD = b"PK\x05\x06"
_END_RECORD_BYTES = 22
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_BYTES = 20
_COMMENT_MAX = 65_535
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
PIECE_BYTES = 65_536
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    EOFError,
    KeyError,
    IndexError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    ValueError,
)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn whatever a damaged archive or part raises into UnreadableError."""
    try:
        yield
    except _BROKEN as error:
        raise UnreadableError("workbook.broken") from error


class Archive:
    """The parts of an archive by name, letters in either case, unpacked within one allowance."""

    def __init__(self, path: Path) -> None:
        """Open `path`. Raises UnreadableError for a bomb, an encrypted or a damaged archive."""
        with path.open("rb") as file:
            if _directory_bytes(file) > _DIRECTORY_MAX:
                raise _too_large()
        with refusing():
            self._zip = zipfile.ZipFile(path)
        self._parts = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info
            for info in self._zip.infolist()
        }
        self._left = _UNPACKED_MAX
        if sum(info.file_size for info in self._parts.values()) > _UNPACKED_MAX:
            raise _too_large()

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name.lower() in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of a part, piece by piece. KeyError where there is none."""
        info = self._parts[name.lower()]
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError("file.password")
        if info.compress_type not in _METHODS:
            raise UnreadableError("workbook.broken")
        with self._zip.open(info) as part:
            while piece := part.read(PIECE_BYTES):
                self._left -= len(piece)
                if self._left < 0:
                    raise _too_large()
                yield piece

    def close(self) -> None:
        """Close the file."""
        self._zip.close()


def _too_large() -> UnreadableError:
    return UnreadableError("workbook.too_large", size_max_mb=UNPACKED_MAX_MB)


def _directory_bytes(file: IO[bytes]) -> int:
    """The length the archive states for its directory; without bound where only zip64 says it."""
    size = file.seek(0, 2)
    start = max(0, size - _END_RECORD_BYTES - _COMMENT_MAX - _ZIP64_LOCATOR_BYTES)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END_RECORD)
    if at < 0 or len(tail) - at < _END_RECORD_BYTES:
        raise UnreadableError("workbook.broken")
    if tail[max(0, at - _ZIP64_LOCATOR_BYTES) : at].startswith(_ZIP64_LOCATOR):
        return _DIRECTORY_MAX + 1
    return int.from_bytes(tail[at + 12 : at + 16], "little")
