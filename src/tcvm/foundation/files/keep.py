"""Take in a file."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, cast

from django.core.files import File
from django.db import IntegrityError, transaction

from tcvm.foundation.files import names, storage
from tcvm.foundation.files.kinds import MEBIBYTE, Kind, Purpose
from tcvm.foundation.files.models import Content, StoredFile
from tcvm.foundation.files.recognise import recognise
from tcvm.foundation.files.words import refusal

_CHUNK_BYTES = 256 * 1024
#: Smaller files never touch the disk before they are found good.
_MEMORY_BYTES = 2 * MEBIBYTE


class Readable(Protocol):
    """What bytes are read from: an upload, an open file."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that would be taken: its name made safe, its digest, and what it holds."""

    name: str
    sha256: str
    content: bytes = field(repr=False)


def look_at(*, stream: Readable, name: str, purpose: Purpose) -> Looked:
    """The file as `keep` would take it, without keeping anything: for what may yet be forgotten.

    Raises FileRefused as `keep` does. The whole content is held in memory: for small purposes.
    """
    with tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES) as spooled:
        copy = cast("BinaryIO", spooled)
        sha256, size_bytes = _copied(stream, copy, purpose)
        kind = _accepted(copy, size_bytes, purpose)
        copy.seek(0)
        return Looked(names.safe(name, kind), sha256, copy.read())


def keep(
    *, stream: Readable, name: str, purpose: Purpose, owner: str, actor: str, at: dt.datetime
) -> StoredFile:
    """Keep what `stream` holds for `owner`, an organisation's code, as handed in by `actor`.

    The same content is stored once; every call makes a record of its own. Raises FileRefused: for
    size, for a kind the purpose does not take, for harm or damage; then nothing was kept.
    """
    with tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES) as spooled:
        copy = cast("BinaryIO", spooled)
        sha256, size_bytes = _copied(stream, copy, purpose)
        kind = _accepted(copy, size_bytes, purpose)
        content = Content(sha256=sha256, size_bytes=size_bytes, kind=kind.value, kept_at=at)
        # First the bytes, then the record: a crash between leaves bytes without a record, which
        # `tcvm files verify` finds, never a record without its bytes.
        _store(content, copy)
    with transaction.atomic():
        if not Content.objects.filter(pk=sha256).exists():
            _record(content)
        return StoredFile.objects.create(
            content_id=sha256,
            name=names.safe(name, kind),
            purpose=purpose.code,
            owner=owner,
            uploaded_by=actor,
            uploaded_at=at,
        )


def _copied(stream: Readable, copy: BinaryIO, purpose: Purpose) -> tuple[str, int]:
    """Copy within the purpose's limit; the digest and the size in bytes."""
    digest, size_bytes = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK_BYTES):
        size_bytes += len(chunk)
        if size_bytes > purpose.size_max_bytes:
            limit_mib = f"{purpose.size_max_bytes / MEBIBYTE:g}"
            raise refusal("file.too_large", limit_mib=limit_mib)
        digest.update(chunk)
        copy.write(chunk)
    if not size_bytes:
        raise refusal("file.empty")
    return digest.hexdigest(), size_bytes


def _accepted(copy: BinaryIO, size_bytes: int, purpose: Purpose) -> Kind:
    kind = recognise(copy, size_bytes)
    accepted = [one.value for one in Kind if one in purpose.kinds]
    if kind is None:
        raise refusal("file.unknown", accepted=accepted)
    if kind not in purpose.kinds:
        raise refusal("file.not_accepted", found=kind.value, accepted=accepted)
    return kind


def _store(content: Content, copy: BinaryIO) -> None:
    """Write the bytes unless they are there; what is there at another size is written anew."""
    place = storage.contents()
    if place.exists(content.address) and place.size(content.address) == content.size_bytes:
        return
    copy.seek(0)
    place.save(content.address, File(copy))


def _record(content: Content) -> None:
    try:
        with transaction.atomic():
            content.save()
    except IntegrityError:
        # Somebody kept the same content in this very moment.
        if not Content.objects.filter(pk=content.pk).exists():
            raise
