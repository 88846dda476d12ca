"""Where contents lie: a folder of this machine, or a bucket that speaks S3."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.deconstruct import deconstructible

if TYPE_CHECKING:
    from django.core.files.base import File

#: Names in the folder that begin so are contents still being written.
UNFINISHED = ".unfinished-"
_S3_OPTIONS = {"endpoint": "endpoint_url", "region": "region_name"}


@deconstructible(path="tcvm.foundation.files.storage.Folder")
class Folder(FileSystemStorage):
    """A folder in which a file is whole or not there, whenever the machine stops."""

    def _save(self, name: str, content: File[bytes]) -> str:
        """Write beside the place, sync, and move into it in one step."""
        target = Path(self.path(name))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = target.parent / f"{UNFINISHED}{secrets.token_hex(8)}"
        try:
            handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        # The new names must outlast a power cut as well, up to the folder that was there before.
        root = Path(self.location)
        for folder in target.parents:
            _sync(folder)
            if folder == root:
                break
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: the same address is the same content."""
        del max_length
        return name


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settings_for(url: str, *, home: Path, within: str = "") -> dict[str, Any]:
    """Django's settings of the storage at `url`: nothing for the folder `files` in `home`, or
    `s3://BUCKET/FOLDER?endpoint=https://…&region=…`. What is `within` has a folder of that name
    instead of `files`, in a bucket one below.

    S3 takes its keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the machine's role.
    Raises ImproperlyConfigured.
    """
    if not url:
        return {
            "BACKEND": "tcvm.foundation.files.storage.Folder",
            "OPTIONS": {"location": home / (within or "files")},
        }
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.hostname or set(query) - set(_S3_OPTIONS):
        raise ImproperlyConfigured(
            "TCVM_FILES_URL: write s3://BUCKET/FOLDER?endpoint=https://…&region=…, or nothing."
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            # As written: a host name would lose its capital letters.
            "bucket_name": parts.netloc,
            "location": "/".join(filter(None, (unquote(parts.path.strip("/")), within))),
            # The same address is the same content: writing it again changes nothing.
            "file_overwrite": True,
            "default_acl": None,
            "querystring_auth": True,
            **{_S3_OPTIONS[name]: value for name, value in query.items()},
        },
    }


def contents() -> Storage:
    """The storage of contents, as the settings have it (STORAGES["files"])."""
    return storages["files"]
