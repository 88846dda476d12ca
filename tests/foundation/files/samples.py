"""Small whole files of every kind, and some that only look like one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import xlsxwriter

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
TEXT = "Tên thành viên;Dư nợ\nQuỹ hỗ trợ phụ nữ;9000000\n".encode()


def png(width: int = 3, height: int = 2, data: bytes | None = None) -> bytes:
    """A picture in grey, or one that holds `data` in place of its rows."""
    rows = b"".join(b"\x00" + bytes(width) for _ in range(height)) if data is None else data
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(width: int = 2, height: int = 2) -> bytes:
    """A frame, a scan with a stuffed ff in it, a restart, and the end."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"".join(
        [
            b"\xff\xd8",
            segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            segment(0xC0, frame),
            segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            b"\x12\xff\x00\x34\xff\xd0\x56",
            b"\xff\xd9",
        ]
    )


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def xlsx() -> bytes:
    """A workbook as a writer of workbooks makes it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "Quỹ hỗ trợ phụ nữ")
    return out.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def package(parts: dict[str, bytes], main: str = WORD) -> bytes:
    """A package whose main part is of that type, with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main}"/></Types>')
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return package({"word/document.xml": b"<w:document/>", **more})


def encrypted(data: bytes) -> bytes:
    """The same package with the mark of encryption on every part."""
    marked = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(sign)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(sign, at + 4)
    return bytes(marked)
