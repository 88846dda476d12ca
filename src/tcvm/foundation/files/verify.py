"""Whether the store still holds what was handed in, bit for bit, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tcvm.foundation.files import storage
from tcvm.foundation.files.faults import Fault, Finding
from tcvm.foundation.files.models import Content
from tcvm.foundation.files.storage import UNFINISHED

if TYPE_CHECKING:
    from django.core.files.storage import Storage

_CHUNK_BYTES = 1024 * 1024


def verify() -> Iterator[Finding]:
    """Read every content and compare; yields what is wrong, in the order it is found."""
    place = storage.contents()
    for content in Content.objects.order_by("pk").iterator():
        if fault := _fault(place, content):
            yield Finding(fault, content.address)
    for address in _addresses(place):
        name = address.rpartition("/")[2]
        if name.startswith(UNFINISHED):
            yield Finding(Fault.UNFINISHED, address)
        elif not any(one.address == address for one in Content.objects.filter(pk=name)):
            yield Finding(Fault.ORPHAN, address)


def _fault(place: Storage, content: Content) -> Fault | None:
    digest = hashlib.sha256()
    try:
        with place.open(content.address, "rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
    except FileNotFoundError:
        return Fault.MISSING
    return None if digest.hexdigest() == content.sha256 else Fault.ALTERED


def _addresses(place: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = place.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from _addresses(place, f"{folder}{name}/")
