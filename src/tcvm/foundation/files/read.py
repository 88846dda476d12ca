"""Read a kept file, for a room that works with what is in it."""

from __future__ import annotations

from typing import BinaryIO, cast

from tcvm.foundation.files import storage
from tcvm.foundation.files.models import StoredFile


def opened(file: StoredFile) -> BinaryIO:
    """The content, to be closed by the caller. Raises FileNotFoundError where the store lost it."""
    return cast("BinaryIO", storage.contents().open(file.content.address, "rb"))
