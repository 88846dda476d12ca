"""Pictures, looked through from the first byte to the last: whole, of sane size, nothing behind."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO

from tcvm.foundation.files.kinds import Kind
from tcvm.foundation.files.words import FileRefused, refusal

MEGAPIXELS_MAX = 50
_SIGNATURE_BYTES = 8
#: Channels of each PNG colour type.
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {1, 2, 4, 8, 16}
# JPEG markers that begin a frame (and so tell the size), and those that stand without a length.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_BARE = {0x01, *range(0xD0, 0xD8)}


def check_png(content: BinaryIO) -> None:
    """Raises FileRefused unless it is one whole PNG: every chunk true to its check sum, image data
    that unpacks to no more than the picture needs, and nothing after the end."""
    content.seek(_SIGNATURE_BYTES)
    kind, header = _chunk(content)
    if kind != b"IHDR" or len(header) != 13:
        raise _damaged(Kind.PNG)
    width, height, depth, colour = struct.unpack(">IIBB", header[:10])
    if colour not in _CHANNELS or depth not in _DEPTHS:
        raise _damaged(Kind.PNG)
    _check_size(width, height, Kind.PNG)
    # A filter byte before each row; seven passes at most where rows are interlaced.
    rows_bytes = height * (1 + (width * depth * _CHANNELS[colour] + 7) // 8)
    left_bytes = rows_bytes + (7 * (width + height) * 16 if header[12] else 0)
    unpack = zlib.decompressobj()
    while kind != b"IEND":
        kind, data = _chunk(content)
        if kind == b"IDAT":
            left_bytes = _unpacked(unpack, data, left_bytes)
    if not unpack.eof or content.read(1):
        raise _damaged(Kind.PNG)


def _chunk(content: BinaryIO) -> tuple[bytes, bytes]:
    start = content.read(8)
    if len(start) < 8:
        raise _damaged(Kind.PNG)
    length, kind = struct.unpack(">I4s", start)
    # A chunk cannot be longer than the file, which the store has bounded already.
    data = content.read(length)
    end = content.read(4)
    if len(data) < length or end != struct.pack(">I", zlib.crc32(kind + data)):
        raise _damaged(Kind.PNG)
    return kind, data


def _unpacked(unpack: zlib._Decompress, data: bytes, left_bytes: int) -> int:
    """Unpack without keeping, and say how much more may come."""
    try:
        while data:
            left_bytes -= len(unpack.decompress(data, 64 * 1024))
            if left_bytes < 0:
                raise refusal("file.unpacks_too_large")
            data = unpack.unconsumed_tail
    except zlib.error as error:
        raise _damaged(Kind.PNG) from error
    return left_bytes


def check_jpeg(content: BinaryIO) -> None:
    """Raises FileRefused unless it is one whole JPEG: segments that follow one another, a frame of
    sane size, image data, the end mark, and nothing after it."""
    content.seek(2)
    framed = scanned = False
    marker = _marker(content)
    while marker != 0xD9:
        if marker in _BARE:
            marker = _marker(content)
            continue
        segment = _segment(content)
        if marker in _FRAMES:
            if len(segment) < 5:
                raise _damaged(Kind.JPEG)
            height, width = struct.unpack(">HH", segment[1:5])
            _check_size(width, height, Kind.JPEG)
            framed = True
        if marker == 0xDA:
            marker, scanned = _after_scan(content), True
        else:
            marker = _marker(content)
    # Cameras pad with a few zeros; anything else behind the picture is another file.
    if not (framed and scanned) or content.read().strip(b"\x00"):
        raise _damaged(Kind.JPEG)


def _marker(content: BinaryIO) -> int:
    sign = content.read(2)
    while sign == b"\xff\xff":
        sign = sign[1:] + content.read(1)
    if len(sign) < 2 or sign[0] != 0xFF:
        raise _damaged(Kind.JPEG)
    return sign[1]


def _segment(content: BinaryIO) -> bytes:
    length = int.from_bytes(content.read(2), "big")
    segment = content.read(length - 2) if length >= 2 else b""
    if length < 2 or len(segment) < length - 2:
        raise _damaged(Kind.JPEG)
    return segment


def _after_scan(content: BinaryIO) -> int:
    """Pass over the image data, in which a mark of its own is ff followed by neither 00 nor a
    restart."""
    start = content.tell()
    data = content.read()
    at = data.find(b"\xff")
    while at >= 0 and at + 1 < len(data):
        if data[at + 1] not in (0x00, 0xFF) and data[at + 1] not in _BARE:
            content.seek(start + at + 2)
            return data[at + 1]
        at = data.find(b"\xff", at + 1)
    raise _damaged(Kind.JPEG)


def _check_size(width: int, height: int, kind: Kind) -> None:
    if not width or not height:
        raise _damaged(kind)
    if width * height > MEGAPIXELS_MAX * 1_000_000:
        raise refusal("file.image_too_large", limit_megapixels=MEGAPIXELS_MAX)


def _damaged(kind: Kind) -> FileRefused:
    return refusal("file.damaged", found=kind.value)
