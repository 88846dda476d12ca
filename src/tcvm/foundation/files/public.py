"""All that rooms need of files: take one in, hand one out, say why one is refused."""

from __future__ import annotations

from tcvm.foundation.files.keep import Looked, Readable, keep, look_at
from tcvm.foundation.files.kinds import MEBIBYTE, Kind, Purpose
from tcvm.foundation.files.models import StoredFile
from tcvm.foundation.files.read import opened
from tcvm.foundation.files.serve import file_response
from tcvm.foundation.files.words import FileRefused, sentence

__all__ = [
    "MEBIBYTE",
    "FileRefused",
    "Kind",
    "Looked",
    "Purpose",
    "Readable",
    "StoredFile",
    "file_response",
    "keep",
    "look_at",
    "opened",
    "sentence",
]
