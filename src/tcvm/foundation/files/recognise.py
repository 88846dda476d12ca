"""What a content is, by looking at it: a name and a browser's word for it prove nothing."""

from __future__ import annotations

from typing import BinaryIO

from tcvm.foundation.files.images import check_jpeg, check_png
from tcvm.foundation.files.kinds import Kind
from tcvm.foundation.files.packages import check_package
from tcvm.foundation.files.texts import is_text
from tcvm.foundation.files.words import refusal

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
PACKAGE = b"PK\x03\x04"
# An office document under a password, and every office document of before 2007.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
#: How far from its end a PDF says that it ends there.
PDF_END_WITHIN = 2048


def recognise(content: BinaryIO, size_bytes: int) -> Kind | None:
    """The kind of a seekable content, None where it is none we know.

    Raises FileRefused for one that begins as a kind and is not whole, or harmful.
    """
    content.seek(0)
    start = content.read(16)
    if start.startswith(PNG):
        check_png(content)
        return Kind.PNG
    if start.startswith(JPEG):
        check_jpeg(content)
        return Kind.JPEG
    if start.startswith(PACKAGE):
        return check_package(content)
    if start.startswith(COMPOUND):
        _refuse_password(content)
        return None
    if start.startswith(PDF):
        content.seek(max(0, size_bytes - PDF_END_WITHIN))
        if b"%%EOF" not in content.read():
            raise refusal("file.damaged", found=Kind.PDF.value)
        return Kind.PDF
    return Kind.TEXT if is_text(content) else None


def _refuse_password(content: BinaryIO) -> None:
    """A password, unlike an old format, is told in the file's directory, in UTF-16."""
    content.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in content.read(1024 * 1024):
        raise refusal("file.encrypted")
